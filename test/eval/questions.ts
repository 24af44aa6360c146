/**
 * Questions with their gold answers, and answers as `ask --json` prints them: reads and checks both kinds of JSON Lines.
 * Knows nothing of how answers are made or judged.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StetError } from '../../src/core/errors.ts';

const quoteField = z.object({ article: z.string(), quote: z.string() });

/** `gold` and `evidence` are empty on unanswerable questions; `article` is the gold article where no gold quote is given. */
const questionLine = z.object({
  id: z.string().min(1),
  question: z.string().min(1),
  type: z.string().optional(),
  /** The part of the story it asks about. */
  element: z.string().optional(),
  answerable: z.boolean(),
  gold: z.array(z.string()).default([]),
  gold_mode: z.enum(['any', 'all']).default('any'),
  evidence: z.array(quoteField).default([]),
  article: z.string().optional(),
  conflict: z.boolean().optional(),
  conflict_lenient: z.boolean().optional(),
  must_not: z.array(z.string()).default([]),
  needs_caveat: z.boolean().optional(),
  abstain_lenient: z.boolean().optional(),
  note: z.string().default(''),
});

const answerLine = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  status: z.string(),
  answer: z.string().nullish(),
  confidence: z.number().nullish(),
  evidence: z.array(quoteField).nullish(),
  nearest: z.array(quoteField).nullish(),
  disagreement: z.object({ sides: z.array(z.object({ evidence: z.array(quoteField).nullish() })) }).nullish(),
  caveats: z.array(z.object({ code: z.string() })).nullish(),
  ms: z.number().nullish(),
  model: z.object({ used: z.boolean(), calls: z.number(), tokens: z.number(), dropped: z.number() }).nullish(),
});

export type Question = z.infer<typeof questionLine>;

export interface Quote {
  article: string;
  quote: string;
}

/** What scoring needs of an answer. */
export interface GivenAnswer {
  id: string;
  abstained: boolean;
  /** What it says; on a refusal usually empty, and never scored. */
  answer: string;
  /** 0 to 1; 0 when it was not told. */
  confidence: number;
  evidence: Quote[];
  nearest: Quote[];
  /** The quotes of all sides, or null where no disagreement was shown. */
  disagreement: Quote[] | null;
  caveats: string[];
  /** Milliseconds; 0 when it was not told. */
  ms: number;
  /** What a language model did for it; null where none was asked. */
  model: { used: boolean; calls: number; tokens: number; dropped: number } | null;
}

/** Reads a questions file. Throws `unreadable-file` with the file and line of what is wrong. */
export function readQuestions(file: string): Question[] {
  return jsonLines(file).map(({ line, at }) => parseLine(questionLine, line, `${file}:${at}`));
}

/** Reads answers, by question id. Lines that are not JSON objects are notes of the program that printed them. */
export function readAnswers(file: string): Map<string, GivenAnswer> {
  return parseAnswers(readText(file), file);
}

/** As `readAnswers`, from text; `place` is named in faults. */
export function parseAnswers(text: string, place: string): Map<string, GivenAnswer> {
  const objects = numbered(text).filter(({ line }) => line.startsWith('{'));
  const answers = objects.map(({ line, at }) => toAnswer(parseLine(answerLine, line, `${place}:${at}`)));
  return new Map(answers.map(answer => [answer.id, answer]));
}

function toAnswer(row: z.infer<typeof answerLine>): GivenAnswer {
  const sides = row.disagreement?.sides;
  return {
    id: row.id,
    abstained: row.status === 'not-in-corpus',
    answer: row.answer ?? '',
    confidence: row.confidence ?? 0,
    evidence: row.evidence ?? [],
    nearest: row.nearest ?? [],
    disagreement: sides ? sides.flatMap(side => side.evidence ?? []) : null,
    caveats: (row.caveats ?? []).map(caveat => caveat.code),
    ms: row.ms ?? 0,
    model: row.model ?? null,
  };
}

function jsonLines(file: string) {
  return numbered(readText(file));
}

function numbered(text: string) {
  return text
    .split('\n')
    .map((line, at) => ({ line: line.trim(), at: at + 1 }))
    .filter(({ line }) => line !== '');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StetError('unreadable-file', 'cannot read an evaluation file', {
      cause,
      userMessage: `${file}: cannot be read.`,
    });
  }
}

function parseLine<Schema extends z.ZodType>(schema: Schema, line: string, place: string): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(line, place));
  if (parsed.success) return parsed.data;
  throw malformed(place, z.prettifyError(parsed.error), parsed.error);
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw malformed(place, 'not a line of JSON', cause);
  }
}

function malformed(place: string, why: string, cause: unknown): StetError {
  return new StetError('unreadable-file', 'malformed line in an evaluation file', {
    cause,
    userMessage: `${place}: ${why}`,
  });
}
