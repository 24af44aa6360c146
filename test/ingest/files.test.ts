import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listArticleFiles, readArticleFile } from '../../src/ingest/files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stet-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const articleOf = async (path: string) => (await readArticleFile(path, 'file')).drafts[0]!;
const saying = (words: RegExp) => ({ code: 'unreadable-file', userMessage: expect.stringMatching(words) });

describe('article files', () => {
  it('reads front matter and leaves the text unchanged', async () => {
    const text = '  First line \r\n\n— last line without an end';
    const path = file('one.md', `---\nid: "007"\ntitle: A title\npublishedAt: 2026-01-07\noutlet: null\n---\n${text}`);
    expect(await articleOf(path)).toMatchObject({
      id: '007',
      title: 'A title',
      publishedAt: '2026-01-07',
      outlet: null,
      byline: null,
      origin: 'file',
      text,
    });
  });

  it('takes a file without front matter as text alone, known by its place', async () => {
    const path = file('plain.txt', 'Only words.\n---\nand a rule');
    const draft = await articleOf(path);
    expect(draft).toMatchObject({ text: 'Only words.\n---\nand a rule', title: null, url: null });
    expect(draft.id).toMatch(/^a-[a-z2-7]{10}$/);
    expect((await articleOf(path)).id).toBe(draft.id);
  });

  it('makes the id from the URL where there is one', async () => {
    const path = file('url.md', '---\nurl: https://example.org/a\n---\nText.');
    expect((await articleOf(path)).id).toBe('a-wwyq3ucctz');
  });

  it('reads a corpus, an article a line, and names the lines it cannot read', async () => {
    const good = { id: 'x1', title: 'T', source: 'The Gazette', text: 'A text.' };
    const lines = [
      JSON.stringify(good),
      'no json',
      '',
      JSON.stringify({ id: 'x2', text: '' }),
      JSON.stringify({ id: 'x3' }),
    ];
    const path = file('corpus.jsonl', lines.join('\n'));
    const { drafts, faults } = await readArticleFile(path, 'file');
    expect(drafts).toMatchObject([{ id: 'x1', outlet: 'The Gazette', title: 'T', text: 'A text.' }]);
    expect(faults.map(fault => fault.slice(path.length))).toEqual([
      ':2: not a line of JSON',
      ':4: text is empty',
      expect.stringMatching(/^:5: text: /),
    ]);
  });

  const line = (id: string, text = 'A text.') => JSON.stringify({ id, text });
  const idsAndFaults = async (path: string) => {
    const { drafts, faults } = await readArticleFile(path, 'file');
    return { ids: drafts.map(draft => draft.id), faults: faults.map(fault => fault.slice(path.length)) };
  };

  it('refuses only the lines of a corpus with bytes that are no text', async () => {
    const lines = [
      line('a1'),
      `{"id":"a2","text":"caf\xff"}`,
      line('a3'),
      `{"id":"a4","text":"nul\0"}`,
      '\0',
      line('a5'),
    ];
    const path = file('bytes.jsonl', Buffer.from(lines.join('\n'), 'latin1'));
    expect(await idsAndFaults(path)).toEqual({
      ids: ['a1', 'a3', 'a5'],
      faults: [':2: not valid UTF-8', ':4: a NUL byte', ':5: a NUL byte'],
    });
  });

  it('reads a corpus with a byte order mark and CRLF, and leaves its texts unchanged', async () => {
    const texts = ['Caf\u00e9 \u{1f5de}\r\n two lines', ' \u4e2d\u2028 '];
    const path = file('windows.jsonl', `\ufeff${line('a1', texts[0])}\r\n\r\n${line('a2', texts[1])}\r\n[]\r\n`);
    const { drafts, faults } = await readArticleFile(path, 'file');
    expect(drafts.map(draft => draft.text)).toEqual(texts);
    expect(faults).toEqual([`${path}:4: not a JSON object`]);
  });

  it('keeps the first of two lines with the same id and refuses the second', async () => {
    const lines = [line('a1', 'First.'), line('a2', ''), '', line('a2', 'Second.'), line('A1'), line('a1', 'Third.')];
    const path = file('twice.jsonl', lines.join('\n'));
    expect(await idsAndFaults(path)).toEqual({
      ids: ['a1', 'a2', 'A1'],
      faults: [':2: text is empty', ':6: the id "a1" stands twice'],
    });
    expect((await articleOf(path)).text).toBe('First.');
  });

  it('quotes nothing of the front matter it cannot read', async () => {
    const thrown = await readArticleFile(file('secret.md', '---\nwhispered: [\n---\nText'), 'file').catch(
      error => error,
    );
    expect(thrown).toMatchObject({ code: 'unreadable-file', cause: undefined });
    expect(thrown.message).not.toContain('whispered');
  });

  it('lists the texts of a folder and below, in order', async () => {
    mkdirSync(join(folder, 'deeper'));
    file('b.md', 'b');
    file('a.txt', 'a');
    file('picture.png', 'x');
    file('deeper/c.md', 'c');
    file('questions.jsonl', '{}');
    expect(await listArticleFiles(folder)).toEqual(['a.txt', 'b.md', 'deeper/c.md'].map(name => join(folder, name)));
  });

  it('says plainly what is wrong with a file', async () => {
    await expect(listArticleFiles(join(folder, 'missing'))).rejects.toMatchObject(saying(/missing: it does not exist/));
    await expect(listArticleFiles(folder)).rejects.toMatchObject(saying(/holds no/));
    await expect(listArticleFiles(file('p.png', 'x'))).rejects.toMatchObject(saying(/only \.md/));
    const unreadable: [string, string | Buffer, RegExp][] = [
      ['binary.txt', Buffer.from([65, 0, 66]), /binary/],
      ['latin.txt', Buffer.from([0xe9, 0x20]), /not valid UTF-8/],
      ['empty.md', ' \n', /no text/],
      ['hollow.md', '---\nid: a\n---\n', /no text/],
      ['yaml.md', '---\na: [\n---\nText', /not valid YAML/],
      ['id.md', '---\nid: "two words"\n---\nText', /id: an id is/],
      ['date.md', '---\npublishedAt: yesterday\n---\nText', /publishedAt/],
      ['list.md', '---\n- a\n---\nText', /its front matter is not a list of names and values\.$/],
      ['rule.md', '---\nPlain words.\n---\nText', /its front matter is not a list of names and values\.$/],
      ['none.jsonl', 'x\ny', /no line of it is an article/],
    ];
    for (const [name, content, words] of unreadable) {
      await expect(readArticleFile(file(name, content), 'file'), name).rejects.toMatchObject(saying(words));
    }
  });
});
