import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InputLine, readFileLines, readLines } from '../../../src/adapters/console/lines.ts';
import { never } from './console.ts';

async function collected(lines: AsyncIterable<InputLine>): Promise<InputLine[]> {
  const all: InputLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

const linesOf = (chunks: (Buffer | string)[]): Promise<InputLine[]> =>
  collected(readLines(Readable.from(chunks), never));

describe('lines', () => {
  test('are the same however the bytes arrive', async () => {
    const texts = fc.array(
      fc.string({ unit: 'grapheme' }).filter(text => !/[\r\n\ufeff]/.test(text)),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (all, size) => {
        const bytes = Buffer.from(all.map(text => `${text}\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        expect(await linesOf(chunks)).toEqual(all.map((text, at) => ({ number: at + 1, text })));
      }),
      { numRuns: 50 },
    );
  });

  test('end in LF, CRLF, or nothing', async () => {
    expect(await linesOf(['one\r\ntwo\n\nfour'])).toEqual([
      { number: 1, text: 'one' },
      { number: 2, text: 'two' },
      { number: 3, text: '' },
      { number: 4, text: 'four' },
    ]);
  });

  test('begin after a byte order mark', async () => {
    expect(await linesOf(['\ufeffone\n'])).toEqual([{ number: 1, text: 'one' }]);
  });

  test('that are not UTF-8 spoil no other', async () => {
    expect(await linesOf([Buffer.from([0x61, 0x0a, 0xff, 0x0a, 0x62])])).toEqual([
      { number: 1, text: 'a' },
      { number: 2, fault: 'the line is not valid UTF-8' },
      { number: 3, text: 'b' },
    ]);
  });

  test('that are endless are refused and left out of memory', async () => {
    const chunks = [...Array.from({ length: 20 }, () => Buffer.alloc(100_000, 'x')), '\nafter\n'];
    expect(await linesOf(chunks)).toEqual([
      { number: 1, fault: 'the line is longer than 1 MiB' },
      { number: 2, text: 'after' },
    ]);
  });

  test('end when the signal says so, though the input is open', async () => {
    const stop = new AbortController();
    const open = new PassThrough();
    const lines = readLines(open, stop.signal);
    open.write('one\n');
    expect((await lines.next()).value).toEqual({ number: 1, text: 'one' });
    const rest = lines.next();
    stop.abort();
    expect((await rest).done).toBe(true);
  });

  test('fail with their stream', async () => {
    const broken = new PassThrough();
    const lines = collected(readLines(broken, never));
    broken.destroy(new Error('gone'));
    await expect(lines).rejects.toThrow('gone');
  });
});

describe('a file', () => {
  test.each([
    ['/nowhere/at-all.jsonl', 'there is no such file'],
    ['/', 'it is a folder'],
  ])('%s is refused by name', async (path, why) => {
    const fault = { code: 'unreadable-file', userMessage: `${path}: ${why}.` };
    await expect(collected(readFileLines(path, never))).rejects.toMatchObject(fault);
  });
});
