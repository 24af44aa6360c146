/** A questions file: JSON Lines with `id` and `question`, read one at a time. A line that cannot be used spoils no other. */
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { StetError } from '../../core/errors.ts';
import { type InputLine, readFileLines, readLines } from './lines.ts';

/** `id` goes back as it came, text or number. */
export type QuestionLine =
  | { number: number; id: string | number; question: string }
  | { number: number; fault: string };

const questionLine = z.object({
  id: z.union([z.string(), z.number()], { error: 'it needs an "id" that is text or a number' }),
  question: z.string({ error: 'it needs a "question" that is text' }),
});

/** @param file a path, or `-` for stdin. Throws `unreadable-file` when it is missing, a folder or binary. */
export async function* readQuestions(file: string, stdin: Readable, signal: AbortSignal): AsyncGenerator<QuestionLine> {
  let usable = false;
  for await (const line of file === '-' ? readLines(stdin, signal) : readFileLines(file, signal)) {
    // Without a good line before it, a NUL means an archive or a picture, not a slip in one line of many.
    if (!usable && 'text' in line && line.text.includes('\0')) throw binary(file);
    const question = readQuestion(line);
    if (question === null) continue;
    usable ||= 'question' in question;
    yield question;
  }
}

function binary(file: string): StetError {
  return new StetError('unreadable-file', 'a questions file is binary', {
    userMessage: `${file}: it is a binary file.`,
  });
}

/** Null for an empty line, which says nothing and asks nothing. */
function readQuestion(line: InputLine): QuestionLine | null {
  if ('fault' in line) return line;
  const { number, text } = line;
  if (text.trim() === '') return null;
  const parsed = questionLine.safeParse(parseJson(text));
  if (parsed.success) return { number, ...parsed.data };
  const issue = parsed.error.issues[0]!;
  return { number, fault: issue.path.length > 0 ? issue.message : 'it is not a JSON object' };
}

/** Undefined when it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
