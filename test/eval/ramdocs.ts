/**
 * `npm run eval -- ramdocs FILE`: questions whose own documents contradict each other, a line each in the form of RAMDocs. Each is
 * asked of its documents alone. It must never see which document is right: that is for scoring.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StetError } from '../../src/core/errors.ts';
import type { Answer, ArticleText } from '../../src/core/model.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { makeDesk } from '../../src/newsroom/desk.ts';
import { makeNames } from '../../src/newsroom/names.ts';
import { thresholdOf } from '../../src/newsroom/threshold.ts';
import { contains } from './match.ts';
import { aligned } from './table.ts';

const ramdocsLine = z.object({
  question: z.string().min(1),
  documents: z.array(z.object({ text: z.string() })),
  gold_answers: z.array(z.string()),
  wrong_answers: z.array(z.string()).default([]),
  /** What the documents are to each other; RAMDocs does not say. */
  kind: z.enum(['conflict', 'cannot-compare', 'none']).optional(),
});

type RamdocsQuestion = z.infer<typeof ramdocsLine>;

/** One question with what was said to it, at one threshold. */
export interface RamdocsAnswer {
  question: RamdocsQuestion;
  answer: Answer;
}

/** What each figure means; every one is a count out of a count. */
const FIGURES = {
  answered: 'questions that were answered',
  goldQuoted: 'gold answers that stand in the answer, its evidence or a side of its disagreement',
  goldAnswer: 'questions whose answer holds a gold answer',
  wrongAnswer: 'questions whose answer holds a wrong answer and no gold one',
  wrongAlone: 'the same, of those without a disagreement: told as settled',
  severalSides: 'questions with several gold answers on which several sides were shown',
  severalGoldSides: 'the same, whose sides hold two gold answers or more',
  wrongSides: 'questions with one gold answer, and no wrong one, on which sides were shown all the same',
  conflictsFound: 'documents known to contradict each other that were shown as such',
  apartFound: 'documents known not to be comparable that were shown as such',
  noneFound: 'documents known to agree on which nothing was shown',
} as const;

type Counted = Record<keyof typeof FIGURES, [count: number, of: number]>;

/** Every figure as the program answers by default, and as it would if it answered always. Throws `unreadable-file`. */
export function reportRamdocs(file: string): string {
  const questions = readRamdocs(file);
  const thresholds = [thresholdOf('balanced'), 0];
  const counted = thresholds.map(threshold => countRamdocs(answerRamdocs(questions, threshold)));
  const names = (Object.keys(FIGURES) as (keyof typeof FIGURES)[]).filter(name => counted[0]![name][1] > 0);
  const rows = names.map(name => [name, ...counted.map(figures => shown(figures[name]))]);
  const table = aligned([[`${questions.length} questions`, 'balanced', 'answering always'], ...rows]);
  return [table, '', ...names.map(name => `${name}: ${FIGURES[name]}`)].join('\n');
}

function shown([count, of]: [number, number]): string {
  return `${count} of ${of}${of > 0 ? `, ${Math.round((100 * count) / of)}%` : ''}`;
}

/** Each question asked of its own documents, which are articles without title, outlet or date. */
export function answerRamdocs(questions: readonly RamdocsQuestion[], threshold: number): RamdocsAnswer[] {
  return questions.map(question => {
    const index = openSqliteIndex({ file: ':memory:', reader: 'ramdocs' });
    try {
      const desk = makeDesk(index, makeNames([]), threshold);
      desk.add(question.documents.map(toArticle), question.documents.length);
      return { question, answer: desk.ask(question.question) };
    } finally {
      index.close();
    }
  });
}

function toArticle({ text }: { text: string }, at: number): ArticleText {
  const unknown = { url: null, outlet: null, byline: null, title: null, publishedAt: null, language: 'en' };
  const stored = {
    origin: 'file',
    revision: 1,
    seq: at + 1,
    storedAt: '2026-01-01T00:00:00.000Z',
    verdict: null,
  } as const;
  return { article: { ...unknown, ...stored, id: `d${at}` }, text };
}

const KIND_FIGURES = { conflict: 'conflictsFound', 'cannot-compare': 'apartFound', none: 'noneFound' } as const;

export function countRamdocs(answers: readonly RamdocsAnswer[]): Counted {
  const counted = Object.fromEntries(Object.keys(FIGURES).map(name => [name, [0, 0]])) as unknown as Counted;
  const add = (name: keyof typeof FIGURES, holds: boolean) => {
    counted[name][0] += Number(holds);
    counted[name][1] += 1;
  };
  for (const { question, answer } of answers) {
    const { gold_answers: gold, wrong_answers: wrong } = question;
    const holds = (text: string, given: readonly string[]) => given.some(one => contains(text, one));
    const sides = (answer.disagreement?.sides ?? []).map(side => [side.says, ...quotes(side.evidence)].join('\n'));
    const said = [answer.answer, ...quotes(answer.evidence), ...sides].join('\n');
    const isWrong = holds(answer.answer, wrong) && !holds(answer.answer, gold);
    const shown = answer.disagreement?.kind ?? 'none';
    if (question.kind) add(KIND_FIGURES[question.kind], shown === question.kind);
    add('answered', answer.status === 'answered');
    for (const one of gold) add('goldQuoted', contains(said, one));
    add('goldAnswer', holds(answer.answer, gold));
    if (wrong.length > 0) add('wrongAnswer', isWrong);
    if (wrong.length > 0) add('wrongAlone', isWrong && sides.length === 0);
    if (gold.length > 1) add('severalSides', sides.length > 1);
    if (gold.length > 1) add('severalGoldSides', gold.filter(one => contains(sides.join('\n'), one)).length > 1);
    if (gold.length === 1 && wrong.length === 0) add('wrongSides', sides.length > 0);
  }
  return counted;
}

function quotes(evidence: Answer['evidence']): string[] {
  return evidence.map(({ quote }) => quote);
}

/** Throws `unreadable-file` with the line of what is wrong. */
export function readRamdocs(file: string): RamdocsQuestion[] {
  const lines = readText(file).split('\n');
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line, `${file}:${at + 1}`)]));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, 'cannot be read', cause);
  }
}

function parseLine(line: string, place: string): RamdocsQuestion {
  try {
    return ramdocsLine.parse(JSON.parse(line));
  } catch (cause) {
    throw unreadable(place, cause instanceof z.ZodError ? z.prettifyError(cause) : 'not a line of JSON', cause);
  }
}

function unreadable(place: string, why: string, cause: unknown): StetError {
  return new StetError('unreadable-file', 'cannot read contradicting documents', {
    cause,
    userMessage: `${place}: ${why}`,
  });
}
