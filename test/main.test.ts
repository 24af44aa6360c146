/** End to end: the process a person starts, on the seed corpus and on corpora of their own. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../src/core/model.ts';
import { freePort } from './support/servers.ts';
import { ended, said, startStet, stet } from './support/stet.ts';

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stet-main-'));
  data = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const linesOf = (output: string) => output.split('\n').filter(line => line !== '');
const jsonLines = <Value>(output: string) => linesOf(output).map(line => JSON.parse(line) as Value);
const corpusLine = (id: string, text: string) => JSON.stringify({ id, title: null, source: 'The Gazette', text });
const HARBOUR = [
  corpusLine('h1', 'The harbour master Ada Brill closed the north quay on Monday.'),
  corpusLine('h2', 'Officials said harbour master Ada Brill closed the north quay.'),
].join('\n');

describe('npm start', () => {
  it('answers who leads monitoring from the seed corpus, with the quotation', async () => {
    const { code, stdout, stderr } = await stet(['start'], { data, input: 'who leads monitoring?\n' });
    expect(stdout).toMatch(/US will (lead a continuous verification system|play a leading role in monitoring)/);
    expect(stdout).toContain('003');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('takes each piped line as it would a typed one, and ends with them', async () => {
    const input = '/articles\n\nhelp\nWhat is the weather on Neptune?\n/nonsense\nexit\nnever reached\n';
    const { code, stdout, stderr } = await stet(['start'], { data, input });
    expect(stdout).toContain('5 articles in the record.');
    expect(stdout).toContain('ask <question>');
    expect(stdout).toContain('The record does not say.');
    expect(stderr).toContain('line 5: There is no command "nonsense"');
    expect(code).toBe(0);
  });

  it('says what it needs when there is neither a terminal nor a pipe', async () => {
    const { code, stdout, stderr } = await stet(['start'], { data, input: null });
    expect(linesOf(stderr)).toEqual([expect.stringContaining('start Stet in a terminal')]);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('ends on SIGTERM, twice as well as once, and leaves a store that opens again', async () => {
    const running = startStet(['start'], { data });
    running.stdin.write('/articles\n');
    await said(running.stdout, 'articles in the record');
    running.kill('SIGTERM');
    running.kill('SIGTERM');
    expect((await ended(running)).code).toBe(0);
    expect((await stet(['articles'], { data })).stdout).toContain('5 articles');
  });

  it('is refused on a store that another one uses, while a one-shot question is answered', async () => {
    const running = startStet(['start'], { data });
    running.stdin.write('/articles\n');
    await said(running.stdout, 'articles in the record');
    const second = await stet(['start'], { data, input: '/articles\n' });
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(linesOf(second.stderr)).toHaveLength(1);
    expect((await stet(['ask', 'who leads monitoring?'], { data })).stdout).toContain('US');
    const adding = await stet(['ingest', file('own.txt', 'A text.')], { data });
    expect(adding).toMatchObject({ code: 1, stdout: '' });
    running.stdin.end();
    expect((await ended(running)).code).toBe(0);
  });
});

describe('stet', () => {
  it('prints an Answer as one line of JSON and nothing else on stdout', async () => {
    const { code, stdout, stderr } = await stet(['ask', 'who', 'leads', 'monitoring?', '--json'], { data });
    const [answer] = jsonLines<Answer>(stdout);
    expect(linesOf(stdout)).toHaveLength(1);
    expect(answer).toMatchObject({ question: 'who leads monitoring?', status: 'answered', disagreement: null });
    for (const { article, quote, start, end } of answer!.evidence) {
      const text = readFileSync(new URL(`../seeds/${article}.md`, import.meta.url), 'utf8').replace(
        /^---\n[\s\S]*?\n---\n/,
        '',
      );
      expect(text.slice(start, end)).toBe(quote);
    }
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('answers a file of questions in order, a line each, and loses none to a malformed one', async () => {
    const questions = file(
      'q.jsonl',
      '{"id":"b","question":"who closed the quay"}\nnot json\n{"id":7,"question":"What is the weather on Neptune?"}\n',
    );
    const corpus = file('c.jsonl', HARBOUR);
    const { code, stdout, stderr } = await stet(['ask', '--json', '--questions', questions, '--corpus', corpus], {
      data,
    });
    expect(jsonLines<Answer>(stdout).map(({ id, status }) => [id, status])).toEqual([
      ['b', 'answered'],
      [7, 'not-in-corpus'],
    ]);
    expect(stderr).toContain(`${questions}:2: `);
    expect(code).toBe(2);
  });

  it('searches a file of questions from standard input', async () => {
    const corpus = file('c.jsonl', HARBOUR);
    const input = '{"id":"s","question":"north quay"}\n';
    const { stdout } = await stet(['search', '--json', '--questions', '-', '--corpus', corpus], { data, input });
    const [found] = jsonLines<{ id: string; results: { article: string; score: number; quote: string }[] }>(stdout);
    expect(found!.id).toBe('s');
    expect(found!.results.map(({ article }) => article).sort()).toEqual(['h1', 'h2']);
    expect(found!.results[0]).toMatchObject({
      score: expect.any(Number),
      quote: expect.stringContaining('north quay'),
    });
  });

  it('uses a corpus alone, names the lines it cannot read, and keeps nothing', async () => {
    const corpus = file('c.jsonl', `${HARBOUR}\nbroken\n`);
    const { code, stdout, stderr } = await stet(['articles', '--json', '--corpus', corpus], { data });
    expect(jsonLines<{ id: string }>(stdout).map(({ id }) => id)).toEqual(['h1', 'h2']);
    expect(stderr).toContain(`${corpus}:3: not a line of JSON`);
    expect(existsSync(data)).toBe(false);
    expect(code).toBe(0);
  });

  it('uses a folder of articles with names of its own', async () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'a.md'), '---\nid: a\n---\nThe Port of Sel closed its north quay. Ships waited.');
    writeFileSync(
      join(own, 'names.json'),
      JSON.stringify([{ name: 'Port of Sel', kind: 'organisation', aliases: ['PoS'] }]),
    );
    const { stdout } = await stet(['search', 'PoS', '--json', '--corpus', own], { data });
    expect(jsonLines<{ results: { article: string }[] }>(stdout)[0]!.results).toMatchObject([{ article: 'a' }]);
  });

  it('ingests files once, makes a changed one a revision, and lets the seeds go', async () => {
    const own = file('own.md', '---\nid: own\n---\nThe lighthouse was lit at dusk.');
    expect((await stet(['articles'], { data })).stdout).toContain('5 articles');
    expect((await stet(['ingest', own, '--json'], { data })).stdout).toContain('"new":1,"changed":0');
    expect((await stet(['ingest', own, '--json'], { data })).stdout).toContain('"new":0,"changed":0');
    writeFileSync(own, '---\nid: own\n---\nThe lighthouse was dark at dusk.');
    expect((await stet(['ingest', own, '--json'], { data })).stdout).toContain('"new":0,"changed":1');
    const [article] = jsonLines<{ revision: number }>((await stet(['article', 'own', '--json'], { data })).stdout);
    expect(article!.revision).toBe(2);
    const [answer] = jsonLines<Answer>((await stet(['ask', 'what was dark at dusk', '--json'], { data })).stdout);
    expect(answer!.evidence[0]).toMatchObject({ revision: 2, quote: 'The lighthouse was dark at dusk.' });
    const [silent] = jsonLines<Answer>((await stet(['ask', 'who leads monitoring?', '--json'], { data })).stdout);
    expect(silent).toMatchObject({ status: 'not-in-corpus' });
  });

  it('copies the store to a file, and answers the same after the index was rebuilt', async () => {
    const copy = join(folder, 'copy.sqlite');
    const before = (await stet(['search', 'hubs'], { data })).stdout;
    expect((await stet(['backup', copy], { data })).code).toBe(0);
    expect(existsSync(copy)).toBe(true);
    expect((await stet(['backup', copy], { data })).code).toBe(2);
    expect((await stet(['reindex'], { data })).stdout).toContain('5 articles');
    expect((await stet(['search', 'hubs'], { data })).stdout).toBe(before);
  });

  it('reports every fault of the settings at once', async () => {
    const env = { STET_SEEDS: 'maybe', STET_LOG_LEVEL: 'loud', STET_DAAT: 'x' };
    const { code, stdout, stderr } = await stet(['articles'], { data, env });
    for (const name of Object.keys(env)) expect(stderr).toContain(name);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it.each([
    [['ask'], /question/],
    [['ask', ''], /empty|question/],
    [['ask', 'x'.repeat(1_001)], /1,?000/],
    [['ask', 'a\u0007b'], /control/],
    [['article', 'nothing'], /no article/],
    [['ingest', '/no/such/file'], /does not exist/],
    [['ask', 'x', '--corpus', '/no/such/file'], /does not exist/],
    [['aks', 'x'], /ask/],
    [['ask', 'x', '--jsno'], /--json/],
    [[], /--help/],
  ])('answers %j with one clear line and exit code 2', async (args, words) => {
    const { code, stdout, stderr } = await stet(args, { data });
    expect(linesOf(stderr)).toEqual([expect.stringMatching(words)]);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('shows its settings and its help where there is no store to be had', async () => {
    const blocked = file('no-folder', 'a file where the folder should be');
    expect((await stet(['config'], { data: blocked })).stdout).toContain('STET_DATA');
    expect((await stet(['help'], { data: blocked })).stdout).toContain('/ask <question>');
    const asking = await stet(['ask', 'x'], { data: blocked });
    expect(asking.code).toBe(1);
    expect(linesOf(asking.stderr)).toEqual([expect.stringMatching(/STET_DATA.*store-failed [0-9a-f]{8}/)]);
  });

  it('stops while it is still reading', async () => {
    const many = Array.from({ length: 3_000 }, (_, n) =>
      corpusLine(`n${n}`, `The ship number ${n} waited outside. `.repeat(20)),
    );
    const running = startStet(['ask', 'who waits', '--corpus', file('c.jsonl', many.join('\n'))], { data });
    await said(running.stderr, 'reading');
    running.kill('SIGTERM');
    const { code, stdout, stderr } = await ended(running);
    expect(stderr).toContain('stopped.');
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('takes query syntax for words', async () => {
    const { code, stderr } = await stet(
      ['search', '"quay" OR NEAR(a b) AND * col:x ^', '--corpus', file('c.jsonl', HARBOUR)],
      { data },
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('ends with one clear line when nobody reads on', async () => {
    const questions = Array.from({ length: 400 }, (_, id) =>
      JSON.stringify({ id, question: 'who closed the quay' }),
    ).join('\n');
    const args = ['ask', '--json', '--corpus', file('c.jsonl', HARBOUR), '--questions', file('q.jsonl', questions)];
    const running = startStet(args, { data });
    running.stdout.once('data', () => running.stdout.destroy());
    const [stderr, code] = await Promise.all([
      running.stderr.setEncoding('utf8').toArray(),
      new Promise(resolve => running.on('close', resolve)),
    ]);
    expect(linesOf(stderr.join(''))).toEqual([expect.stringContaining('Nobody is reading')]);
    expect(code).toBe(0);
  });

  it('says how things stand also where the queue does not answer', async () => {
    const env = { STET_REDIS_URL: `redis://127.0.0.1:${await freePort()}` };
    const made = await stet(['status'], { data, env });
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('The queue does not answer.') });
  });

  it('keeps a question out of the log', async () => {
    await stet(['ask', 'a secret\u0007question'], { data });
    await stet(['article', 'nothing'], { data });
    const log = existsSync(join(data, 'stet.log')) ? readFileSync(join(data, 'stet.log'), 'utf8') : '';
    expect(log).toContain('a command was refused');
    expect(log).not.toContain('secret');
  });
});
