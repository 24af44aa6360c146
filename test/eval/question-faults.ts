/** What is wrong with a question of our own: wrong golds would poison the fitting, so each is held to its article. */
import { contains } from './match.ts';
import type { Question } from './questions.ts';
import type { Texts } from './score.ts';

/** Faults of one question against the texts it is about; empty when it is sound. */
export function questionFaults(question: Question, texts: Texts): string[] {
  const faults = question.answerable ? answerableFaults(question) : unanswerableFaults(question);
  return [...faults, ...quoteFaults(question, texts)].map(fault => `${question.id}: ${fault}`);
}

/** Ids and wordings that come more than once. */
export function repeated(questions: readonly Question[]): string[] {
  const seen = new Set<string>();
  const keys = questions.flatMap(({ id, question }) => [id, question.toLowerCase()]);
  return keys.filter(key => seen.size === seen.add(key).size);
}

/** Share of questions that the record cannot answer, 0 to 1. */
export function unanswerableShare(questions: readonly Question[]): number {
  return questions.filter(question => !question.answerable).length / questions.length;
}

function answerableFaults(question: Question): string[] {
  const faults: string[] = [];
  if (question.gold.length === 0) faults.push('has no gold');
  if (question.evidence.length === 0) faults.push('has no evidence');
  if (question.conflict && question.evidence.length < 2) faults.push('is a conflict with one side');
  if (question.needs_caveat && new Set(question.evidence.map(({ article }) => article)).size > 1) {
    faults.push('needs a caveat, but stands in more than one article');
  }
  // Yes and No are derived, and so is whatever a note explains.
  const unfounded = question.gold.filter(gold => gold !== 'Yes' && gold !== 'No' && !standsInEvidence(question, gold));
  if (question.note === '') faults.push(...unfounded.map(gold => `gold "${gold}" stands in no evidence`));
  return faults;
}

function standsInEvidence(question: Question, gold: string): boolean {
  return question.evidence.some(({ quote }) => contains(quote, gold));
}

function unanswerableFaults(question: Question): string[] {
  const faults: string[] = [];
  if (question.gold.length + question.evidence.length > 0) faults.push('cannot be answered, but has gold or evidence');
  if (question.conflict || question.needs_caveat) faults.push('cannot be answered, but wants a conflict or caveat');
  if (question.note === '') faults.push('does not say why it cannot be answered');
  return faults;
}

function quoteFaults(question: Question, texts: Texts): string[] {
  return question.evidence
    .filter(({ article, quote }) => !texts.get(article)?.includes(quote))
    .map(({ article, quote }) => `"${quote.slice(0, 40)}" does not stand in ${article}`);
}
