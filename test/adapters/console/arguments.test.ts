import { describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { helpText, parseCommandLine } from '../../../src/adapters/console/arguments.ts';

const parse = (...argv: string[]) => parseCommandLine(argv, commands);
const asked = (...words: string[]) => ({ command: 'ask', input: { kind: 'words', words } });

describe('a command line', () => {
  test('is a command, its words, and options from anywhere', () => {
    const run = { kind: 'run', call: asked('who', 'leads?'), json: true, questions: null, corpus: 'texts' };
    expect(parse('ask', '--json', 'who', '--corpus', 'texts', 'leads?')).toEqual(run);
    expect(parse('--corpus=texts', '--json', 'ask', 'who', 'leads?')).toEqual(run);
  });

  test('takes questions from a file or from standard input', () => {
    expect(parse('search', '--questions', '-')).toMatchObject({ kind: 'run', questions: '-' });
    expect(parse('ask', '--questions=a=b.jsonl')).toMatchObject({ kind: 'run', questions: 'a=b.jsonl' });
  });

  test('is words after a bare --', () => {
    expect(parse('ask', '--', 'what', 'is', '--json')).toMatchObject({
      call: asked('what', 'is', '--json'),
      json: false,
    });
  });

  test('may name its command as the prompt does', () => {
    expect(parse('/ask', 'who')).toMatchObject({ call: asked('who') });
  });

  test('starts the console, on a corpus if one is named', () => {
    expect(parse('start')).toEqual({ kind: 'start', corpus: null });
    expect(parse('start', '--corpus', 'texts')).toEqual({ kind: 'start', corpus: 'texts' });
  });

  test('asks for help or the version', () => {
    expect(parse('--help')).toEqual({ kind: 'help', command: null });
    expect(parse('ask', '-h')).toEqual({ kind: 'help', command: 'ask' });
    expect(parse('--version')).toEqual({ kind: 'version' });
  });
});

describe('wrong usage is one clear line', () => {
  test.each([
    [[], 'no command was given'],
    [['serach', 'x'], 'There is no command "serach"; did you mean /search?'],
    [['ask', '--jsno', 'x'], 'there is no option "--jsno"; did you mean --json?'],
    [['ask', '--questions'], '--questions needs a file'],
    [['ask', '--questions', '--json'], '--questions needs a file'],
    [['ask', '--corpus='], '--corpus needs a file'],
    [['ask', '--questions', 'q.jsonl', 'who'], 'a question was given beside --questions'],
    [['articles', '--questions', 'q.jsonl'], 'articles takes no --questions'],
    [['start', '--json'], 'start does not take "--json"'],
    [['start', 'now'], 'start does not take "now"'],
    [['ask', 'who \ufffd'], 'an argument is not valid UTF-8'],
  ])('%j', (argv, message) => {
    const line = parse(...argv);
    expect(line).toMatchObject({ kind: 'fault', message: expect.stringContaining(message) });
  });
});

describe('the help', () => {
  test('names every command and option', () => {
    const help = helpText(commands, null);
    for (const command of commands) expect(help).toContain(`  ${command.name} `);
    for (const option of ['--json', '--questions', '--corpus', '--help', '--version']) expect(help).toContain(option);
  });

  test('explains one command', () => {
    expect(helpText(commands, 'ask')).toMatch(/^ask <question>\n\n {2}question +\S/);
  });
});
