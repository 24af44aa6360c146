import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { readLine, runRepl } from '../../../src/adapters/console/repl.ts';
import { anArticle } from '../../support/articles.ts';
import { ClosedPipe } from '../parts.ts';
import { aConsole, echo, never } from './console.ts';
import { plain } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'stet-prompt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CTRL_C = '\x03';
const CTRL_D = '\x04';

describe('a line', () => {
  test.each([
    ['who leads?', { command: 'ask', input: { kind: 'options', options: { question: 'who leads?' } } }],
    ['help me find them', { command: 'ask', input: { kind: 'options', options: { question: 'help me find them' } } }],
    ['article 003', { command: 'ask', input: { kind: 'options', options: { question: 'article 003' } } }],
    ['/article 003', { command: 'article', input: { kind: 'text', text: ' 003' } }],
    [' help ', { command: 'help', input: { kind: 'text', text: '' } }],
    ['/', { command: 'help', input: { kind: 'text', text: '' } }],
    ['/help ask', { command: 'help', input: { kind: 'text', text: ' ask' } }],
    ['exit', 'exit'],
    ['Quit', 'exit'],
    ['/exit', 'exit'],
    ['  ', null],
  ])('"%s" is understood', (line, call) => {
    expect(readLine(line, commands)).toEqual(call);
  });
});

async function pipe(input: string | Buffer, given: Parameters<typeof aConsole>[0] = { newsroom: echo }) {
  const { deps, stdout, stderr } = await aConsole({ ...given, input });
  await runRepl({ interactive: false, historyFile: null }, deps, never);
  return { out: stdout.text, err: stderr.text };
}

describe('piped lines', () => {
  test('are answered in order, without a prompt', async () => {
    const { out, err } = await pipe('one?\n\n/help help\ntwo?');
    expect(err).toBe('');
    expect(out.indexOf('one?')).toBe(0);
    expect(out.indexOf('/help [command]')).toBeGreaterThan(0);
    expect(out.indexOf('two?')).toBeGreaterThan(out.indexOf('/help [command]'));
    expect(out).not.toContain('stet›');
  });

  test('end at exit', async () => {
    expect((await pipe('one?\nexit\ntwo?\n')).out).not.toContain('two?');
  });

  test('that fail are told on stderr by number, and the next is answered', async () => {
    const { out, err } = await pipe(
      Buffer.concat([Buffer.from('/nothing\n'), Buffer.from([0xff, 0x0a]), Buffer.from('three?\n')]),
    );
    expect(err).toBe(
      'stet: line 1: There is no command "nothing"; /help lists them.\nstet: line 2: the line is not valid UTF-8\n',
    );
    expect(out).toContain('three?');
  });

  test('end quietly when nobody reads', async () => {
    const stdout = new ClosedPipe(1);
    const { err } = await pipe('one?\ntwo?\nthree?\n', { stdout, newsroom: echo });
    expect(stdout.text).not.toContain('two?');
    expect(err).toBe('');
  });

  test('end when Stet is stopped, though the pipe is open', async () => {
    const stop = new AbortController();
    const { deps, stdin, stdout } = await aConsole({ newsroom: echo });
    const done = runRepl({ interactive: false, historyFile: null }, deps, stop.signal);
    stdin.write('one?\n');
    await vi.waitFor(() => expect(stdout.text).toContain('one?'), { interval: 1 });
    stop.abort();
    await done;
  });
});

async function aPrompt(given: Parameters<typeof aConsole>[0] = { newsroom: echo }, historyFile: string | null = null) {
  const parts = await aConsole(given);
  const done = runRepl({ interactive: true, historyFile }, parts.deps, never);
  const shows = (text: string) => vi.waitFor(() => expect(plain(parts.stdout.text)).toContain(text), { interval: 1 });
  await shows('stet› ');
  return { ...parts, done, shows };
}

describe('the prompt', () => {
  test('greets with what is in the record, answers, and leaves at Ctrl-D', async () => {
    const { stdin, stdout, shows, done } = await aPrompt();
    await shows('0 articles of the seed corpus');
    stdin.write('who leads?\r');
    await shows('\nwho leads?\n');
    stdin.write(CTRL_D);
    await done;
    expect(stdout.text.endsWith('\n')).toBe(true);
  });

  test("counts articles of one's own", async () => {
    const parts = await aConsole();
    await parts.deps.services.store.saveArticle(anArticle());
    const done = runRepl({ interactive: true, historyFile: null }, parts.deps, never);
    await vi.waitFor(() => expect(parts.stdout.text).toContain('1 article.'), { interval: 1 });
    parts.stdin.write('exit\r');
    await done;
  });

  test('shows faults where the answers are', async () => {
    const { stdin, shows, done } = await aPrompt();
    stdin.write('/serach\r');
    await shows('did you mean /search?');
    stdin.write(CTRL_D);
    await done;
  });

  test('completes commands at Tab', async () => {
    const { stdin, stdout, shows, done } = await aPrompt();
    stdin.write('/he');
    // In a chunk of its own: within other text a tab is taken for a paste.
    stdin.write('\t');
    await vi.waitFor(() => expect(stdout.text).toMatch(/\/help $/), { interval: 1 });
    stdin.write('\r');
    await shows('/ask <question>');
    stdin.write(CTRL_D);
    await done;
  });

  test('clears the line at Ctrl-C, and says how to leave when it is empty', async () => {
    const ask = vi.fn(echo.ask!);
    const { stdin, shows, done } = await aPrompt({ newsroom: { ask } });
    stdin.write(`half a question${CTRL_C}another?\r`);
    await shows('\nanother?\n');
    expect(ask.mock.calls).toEqual([['another?', null, { model: true }]]);
    stdin.write(CTRL_C);
    await shows('exit or Ctrl-D leaves.');
    stdin.write(CTRL_D);
    await done;
  });

  test('stops a running question at Ctrl-C and goes on', async () => {
    const ask = vi.fn((question: string) =>
      question === 'slow?' ? Promise.withResolvers<never>().promise : echo.ask!(question),
    );
    const { stdin, shows, done } = await aPrompt({ newsroom: { ask } });
    stdin.write('slow?\r');
    await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce(), { interval: 1 });
    stdin.write(CTRL_C);
    await shows('Stopped.');
    stdin.write('quick?\r');
    await shows('\nquick?\n');
    stdin.write(CTRL_D);
    await done;
  });

  test('ends when Stet is stopped', async () => {
    const stop = new AbortController();
    const { deps, stdout } = await aConsole();
    const done = runRepl({ interactive: true, historyFile: null }, deps, stop.signal);
    await vi.waitFor(() => expect(stdout.text).toContain('stet›'), { interval: 1 });
    stop.abort();
    await done;
  });
});

describe('the history', () => {
  test('is kept for its owner alone and comes back at the next start', async () => {
    const file = join(folder, 'history');
    const first = await aPrompt({ newsroom: echo }, file);
    first.stdin.write('first?\rsecond?\r');
    await first.shows('\nsecond?\n');
    first.stdin.write(CTRL_D);
    await first.done;
    expect(readFileSync(file, 'utf8')).toBe('first?\nsecond?\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const next = await aPrompt({ newsroom: echo }, file);
    next.stdin.write('\x1b[A\x1b[A\r');
    await next.shows('\nfirst?\n');
    next.stdin.write(CTRL_D);
    await next.done;
  });

  test('is cut to its newest thousand lines, and lines that could drive the terminal are dropped', async () => {
    const file = join(folder, 'long');
    const lines = Array.from({ length: 1_500 }, (_, at) => `question ${at}`);
    writeFileSync(file, `${lines.join('\n')}\n\x1b[2Jdrive\n`, { mode: 0o644 });
    const { stdin, done } = await aPrompt({ newsroom: echo }, file);
    stdin.write(CTRL_D);
    await done;
    expect(readFileSync(file, 'utf8')).toBe(`${lines.slice(-1_000).join('\n')}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('that cannot be kept is told once', async () => {
    const { stdin, stderr, shows, done } = await aPrompt({ newsroom: echo }, folder);
    stdin.write('one?\rtwo?\r');
    await shows('\ntwo?\n');
    stdin.write(CTRL_D);
    await done;
    expect(stderr.text).toBe(`stet: ${folder}: the history cannot be kept there.\n`);
  });
});
