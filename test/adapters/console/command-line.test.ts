import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { parseCommandLine, type RunLine } from '../../../src/adapters/console/arguments.ts';
import { runCommandLine } from '../../../src/adapters/console/command-line.ts';
import { ClosedPipe, Sink, someEvidence } from '../parts.ts';
import { aConsole, echo, never } from './console.ts';

const folder = mkdtempSync(join(tmpdir(), 'stet-console-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function aFile(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function line(...argv: string[]): RunLine {
  const parsed = parseCommandLine(argv, commands);
  if (parsed.kind !== 'run') throw new Error(JSON.stringify(parsed));
  return parsed;
}

async function run(argv: string[], given: Parameters<typeof aConsole>[0] = { newsroom: echo }) {
  const { deps, stdout, stderr, faults } = await aConsole(given);
  const code = await runCommandLine(line(...argv), deps, never);
  return { code, out: stdout.text, err: stderr.text, faults };
}

const jsonLines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map(each => JSON.parse(each));

describe('one command', () => {
  test('prints its reply and nothing else', async () => {
    expect(await run(['ask', 'who', 'leads?'])).toMatchObject({ code: 0, err: '' });
    expect((await run(['ask', 'who', 'leads?'])).out).toContain('who leads?\n');
  });

  test('prints its data as one line of JSON', async () => {
    const { code, out } = await run(['ask', '--json', 'who', 'leads?']);
    expect(code).toBe(0);
    expect(out.endsWith('\n')).toBe(true);
    expect(jsonLines(out)).toEqual([expect.objectContaining({ question: 'who leads?', status: 'answered' })]);
  });

  test('prints a list as a line an element', async () => {
    const { out } = await run(['help', '--json']);
    expect(jsonLines(out).map(each => each.name)).toEqual(commands.map(command => command.name));
  });

  test('is done when the record does not say', async () => {
    const { code, out } = await run(['ask', 'who?'], {});
    expect([code, out]).toEqual([0, 'The record does not say.\n']);
  });

  test.each([
    [['ask'], '"question" is missing.'],
    [['ask', ''], '"question" is empty.'],
    [['ask', ' \t '], '"question" is empty.'],
    [['ask', 'who\x1b[2J'], 'The question holds control characters; please type it again.'],
    [['article', '999'], 'There is no article "999" in the record; /articles lists them.'],
    [['article'], '"id" is missing. Usage: /article <id>'],
    [['article', '\x1b[2J'], 'There is no article "␛[2J" in the record; /articles lists them.'],
    [['ingest', '/nowhere'], '/nowhere: it does not exist or may not be read.'],
  ])('%j is wrong usage, in one line', async (argv, message) => {
    const { code, out, err } = await run(argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(`stet: ${message}\n`);
  });

  test('refuses a question over a thousand characters', async () => {
    const { code, err } = await run(['ask', 'x'.repeat(1_001)]);
    expect([code, err]).toEqual([2, 'stet: "question" is too long: 1,001 characters, and at most 1,000 are read.\n']);
    expect(await run(['ask', 'x'.repeat(1_000)])).toMatchObject({ code: 0 });
  });

  test('that fails says so with an id, and the log hears of it', async () => {
    const { code, out, err, faults } = await run(['ask', 'who?'], {
      newsroom: { ask: () => Promise.reject(new Error('secret path')) },
    });
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(`stet: Something went wrong on our side. (internal ${faults[0]?.id})\n`);
  });

  test('shows nothing that is not verbatim', async () => {
    const search = async () => [{ ...someEvidence(), score: 1 }];
    const { code, out, err } = await run(['search', '--json', 'ferries'], { newsroom: { search } });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('A quotation did not match its article');
  });

  test('that is stopped prints no result', async () => {
    const stop = new AbortController();
    const { deps, stdout, stderr } = await aConsole({
      newsroom: { ask: () => Promise.withResolvers<never>().promise },
    });
    const done = runCommandLine(line('ask', '--json', 'who?'), deps, stop.signal);
    stop.abort();
    expect([await done, stdout.text, stderr.text]).toEqual([1, '', 'stet: stopped.\n']);
  });
});

describe('a file of questions', () => {
  test('is answered in order, a line each, with the ids as they came', async () => {
    const file = aFile(
      'ids.jsonl',
      '{"id":"a","question":"one?"}\n\n{"question":"two?","id":7}\r\n{"id":"b","question":"--json \\"three\\""}',
    );
    const { code, out, err } = await run(['ask', '--json', '--questions', file]);
    expect([code, err]).toEqual([0, '']);
    expect(jsonLines(out).map(({ id, question }) => [id, question])).toEqual([
      ['a', 'one?'],
      [7, 'two?'],
      ['b', '--json "three"'],
    ]);
    expect(out.startsWith('{"id":"a",')).toBe(true);
  });

  test('is searched for in the same way', async () => {
    const { out } = await run(['search', '--json', '--questions', '-'], { input: '{"id":1,"question":"ferries"}\n' });
    expect(jsonLines(out)).toEqual([{ id: 1, results: [] }]);
  });

  test('is readable without --json', async () => {
    const { out } = await run(['ask', '--questions', '-'], { input: '{"id":1,"question":"one?"}\n' });
    expect(out).toBe('one?\n\nThe record does not say.\n\n\n');
  });

  test('loses no answer to a line that cannot be used', async () => {
    const content = Buffer.concat([
      Buffer.from('{"id":1,"question":"one?"}\nnot json\n[1]\n{"id":true,"question":"x"}\n{"id":2}\n'),
      Buffer.from([0x7b, 0xff, 0x0a]),
      Buffer.from(
        `{"id":3,"question":""}\n{"id":4,"question":"${'x'.repeat(1_001)}"}\n{"id":5,"question":"a\\u0000b"}\n`,
      ),
      Buffer.from('{"id":6,"question":"six \\" OR NEAR(* AND"}\n'),
    ]);
    const file = aFile('faulty.jsonl', content);
    const { code, out, err } = await run(['ask', '--json', '--questions', file]);
    expect(code).toBe(2);
    expect(jsonLines(out).map(({ id }) => id)).toEqual([1, 6]);
    expect(err.trimEnd().split('\n')).toEqual([
      `stet: ${file}:2: it is not a JSON object`,
      `stet: ${file}:3: it is not a JSON object`,
      `stet: ${file}:4: it needs an "id" that is text or a number`,
      `stet: ${file}:5: it needs a "question" that is text`,
      `stet: ${file}:6: the line is not valid UTF-8`,
      `stet: ${file}:7: "question" is empty.`,
      `stet: ${file}:8: "question" is too long: 1,001 characters, and at most 1,000 are read.`,
      `stet: ${file}:9: The question holds control characters; please type it again.`,
    ]);
  });

  test('ends with 1 when a fault was ours', async () => {
    const ask = async (question: string) =>
      question === 'two?' ? Promise.reject(new Error('no')) : echo.ask!(question);
    const input = '{"id":1,"question":"one?"}\n{"id":2,"question":"two?"}\nx\n{"id":3,"question":"three?"}\n';
    const { code, out, err } = await run(['ask', '--json', '--questions', '-'], { input, newsroom: { ask } });
    expect(code).toBe(1);
    expect(jsonLines(out).map(({ id }) => id)).toEqual([1, 3]);
    expect(err).toContain('stet: stdin:2: Something went wrong on our side.');
  });

  test.each([
    ['missing', join(folder, 'missing.jsonl'), 'there is no such file.'],
    ['a folder', folder, 'it is a folder.'],
    ['binary', aFile('binary.jsonl', Buffer.from('PK\x03\x04\0\0\n\0\0\n')), 'it is a binary file.'],
  ])('that is %s is one line', async (_, file, why) => {
    expect(await run(['ask', '--questions', file])).toMatchObject({ code: 2, out: '', err: `stet: ${file}: ${why}\n` });
  });

  test('that holds nothing says so', async () => {
    expect(await run(['ask', '--questions', '-'], { input: '' })).toMatchObject({
      code: 0,
      err: 'stet: stdin holds no question.\n',
    });
  });
});

describe('the output', () => {
  const input = Array.from({ length: 5 }, (_, id) => `{"id":${id},"question":"question ${id}"}\n`).join('');

  test('that nobody reads any more ends the run with one line', async () => {
    const { code, out, err } = await run(['ask', '--json', '--questions', '-'], {
      input,
      stdout: new ClosedPipe(2),
      newsroom: echo,
    });
    expect(code).toBe(0);
    expect(jsonLines(out)).toHaveLength(2);
    expect(err).toBe('stet: Nobody is reading the output any more.\n');
  });

  test('that is read slowly slows the questions down', async () => {
    const ask = vi.fn(echo.ask!);
    let release = () => {};
    const slow = new Sink();
    slow._write = (_chunk, _encoding, done) => {
      release = () => done();
    };
    const { deps } = await aConsole({ input, stdout: slow, newsroom: { ask } });
    const done = runCommandLine(line('ask', '--json', '--questions', '-'), deps, never);
    for (let asked = 1; asked <= 5; asked += 1) {
      await vi.waitFor(() => expect(slow.writableLength).toBeGreaterThan(0), { interval: 1 });
      expect(ask).toHaveBeenCalledTimes(asked);
      release();
      await vi.waitFor(() => expect(ask.mock.calls.length > asked || asked === 5).toBe(true), { interval: 1 });
    }
    expect(await done).toBe(0);
  });
});
