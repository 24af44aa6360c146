/** Stet as a process, with a language model, with a record of one, and with none. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALL_TOKENS, type ModelServer, openModelServer } from '../support/model-server.ts';
import { stet } from '../support/stet.ts';

const SECRET = 'k3y-s3cret';
const ASK = ['ask', '--json', 'Who shut the old pier?'];

const folder = mkdtempSync(join(tmpdir(), 'stet-model-process-'));
const corpus = join(folder, 'corpus.jsonl');
writeFileSync(
  corpus,
  JSON.stringify({ id: 'a', title: 'Pier', source: 'Gazette', text: 'Ada Brill shut the old pier.' }),
);

let server: ModelServer;
beforeAll(async () => {
  server = await openModelServer(() => ({ sides: [[{ passage: 1, span: 'Ada Brill' }]] }));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const run = (args: string[], env: Record<string, string>) => stet(args, { data: join(folder, 'data'), env, input: '' });
const settings = () => ({ STET_MODEL_URL: server.url, STET_MODEL_NAME: 'small', STET_MODEL_KEY: SECRET });

describe('a process', () => {
  it('tells what a model did for an answer, and never its key', async () => {
    const { code, stdout, stderr } = await run([...ASK, '--corpus', corpus], {
      ...settings(),
      STET_MODEL_PRIVATE: 'on',
    });
    expect([code, stderr]).toEqual([0, '']);
    const use = { used: true, calls: 1, tokens: CALL_TOKENS, dropped: 0 };
    expect(JSON.parse(stdout)).toMatchObject({ status: 'answered', answer: 'Ada Brill', model: use });
    expect(server.asked.at(-1)?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(stdout).not.toContain(SECRET);
  });

  it('does not start with a private server that nobody has allowed', async () => {
    const { code, stderr } = await run([...ASK, '--corpus', corpus], settings());
    expect(code).toBe(2);
    expect(stderr).toContain('STET_MODEL_PRIVATE');
    expect(stderr).not.toContain(SECRET);
  });

  it('writes what would be asked, and answers from what anybody makes of it', async () => {
    const [asked, replies] = [join(folder, 'asked.jsonl'), join(folder, 'replies.jsonl')];
    const plain = await run([...ASK, '--corpus', corpus], { STET_MODEL_RECORD: asked });
    expect(JSON.parse(plain.stdout).model).toMatchObject({ used: false, dropped: 0 });
    const [{ id, task }] = readFileSync(asked, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(task).toBe('read');
    writeFileSync(replies, JSON.stringify({ id, response: { sides: [[{ passage: 1, span: 'Ada Brill' }]] } }));
    const { stdout } = await run([...ASK, '--corpus', corpus], { STET_MODEL_REPLAY: replies });
    expect(JSON.parse(stdout)).toMatchObject({ answer: 'Ada Brill', model: { used: true, calls: 1 } });
  });

  it('says nothing of a model where none is set, and keeps no key in its folder', async () => {
    const { stdout } = await run([...ASK, '--corpus', corpus], {});
    expect(JSON.parse(stdout)).not.toHaveProperty('model');
    await run(['ask', 'who leads?'], { ...settings(), STET_MODEL_PRIVATE: 'on' });
    const data = join(folder, 'data');
    for (const file of readdirSync(data)) expect(readFileSync(join(data, file)).includes(SECRET)).toBe(false);
  });
});
