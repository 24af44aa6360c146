/** Lines of a byte stream, decoded strictly: invalid UTF-8 spoils its own line and no other. Holds one line at a time. */
import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { StetError } from '../../core/errors.ts';

/** Number from 1, as an editor shows it. */
export type InputLine = { number: number; text: string } | { number: number; fault: string };

/** Bytes; a longer line is refused rather than held in memory. */
const MAX_LINE = 1_048_576;

const LINE_FEED = 0x0a;

/**
 * A line ends in LF or CRLF; the last may end in nothing. A byte order mark at the very start is left out. Aborting the signal
 * ends the lines, also while none comes.
 */
export async function* readLines(stream: Readable, signal: AbortSignal): AsyncGenerator<InputLine> {
  try {
    yield* splitLines(addAbortSignal(signal, stream));
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}

async function* splitLines(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<InputLine> {
  let number = 0;
  let parts: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer) => {
    size += part.length;
    if (size <= MAX_LINE) parts.push(part);
  };
  const take = (): InputLine => {
    number += 1;
    const line =
      size > MAX_LINE ? { number, fault: 'the line is longer than 1 MiB' } : decode(Buffer.concat(parts), number);
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
      keep(bytes.subarray(from, at));
      yield take();
      from = at + 1;
    }
    keep(bytes.subarray(from));
  }
  if (size > 0) yield take();
}

function decode(bytes: Buffer, number: number): InputLine {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: number > 1 }).decode(bytes);
    return { number, text: text.replace(/\r$/, '') };
  } catch {
    // The only thing a fatal decoder throws.
    return { number, fault: 'the line is not valid UTF-8' };
  }
}

/** The lines of a file. Throws `unreadable-file` when there is none to read. */
export async function* readFileLines(path: string, signal: AbortSignal): AsyncGenerator<InputLine> {
  try {
    yield* readLines(createReadStream(path), signal);
  } catch (cause) {
    throw new StetError('unreadable-file', 'a file cannot be read', {
      cause,
      userMessage: `${path}: ${whyUnreadable(cause)}.`,
    });
  }
}

function whyUnreadable(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  return 'it may not be read';
}
