/**
 * The rules by which answers are judged, each figure with its meaning. Pure: questions, answers and texts in, figures out.
 * It must give the same figures as the outside scorer, and knows no article by name: which source is doubtful is learnt from
 * the questions whose fact stands in it alone.
 */
import { auroc, contains, overlaps, round, saysGold, squash, wordF1 } from './match.ts';
import type { GivenAnswer, Question, Quote } from './questions.ts';

/** What each figure means, in the order of printing. Per cent unless said; higher is better except where said. */
export const FIGURES = {
  answered: 'of the answerable questions, those it did not refuse',
  hit: 'of the answerable, those whose answer holds the gold words in at most 60 words',
  answered_right: 'of all it answered, unanswerable ones among them, the hits',
  abstained_on_unanswerable: 'of the unanswerable, those it refused',
  balanced: 'mean of hit and abstained_on_unanswerable',
  auroc: 'confidence separates answerable from unanswerable, 0 to 1',
  reach: 'the gold passage is shown, among the first three when it refused',
  paraphrase_reach: 'reach of the questions that share almost no word with their evidence',
  chat_hit: 'hit of the hasty questions with typing errors',
  f1: 'words shared with the gold answer, refusals as 0',
  f1_answered: 'the same, of what it answered',
  evidence_hit: 'of what it answered, those with a gold quote in the evidence',
  article_at_1: 'of what it answered, the first evidence comes from the gold article',
  quote_has_gold: 'of what it answered, the first quote holds a gold string',
  quote_verbatim: 'quotes that stand word for word in their article',
  conflict_precision: 'of the disagreements shown, those that are real',
  conflict_recall: 'of the real disagreements, those shown',
  caveat_recall: 'of the facts that stand in a doubtful source alone, those told with the caveat',
  caveat_precision: 'of the answers with that caveat, those whose gold evidence has such a source',
  must_not_violations: 'answers that say what they must not; a count, lower is better',
} as const;

export type FigureName = keyof typeof FIGURES;
export type Figures = Record<FigureName, number | null>;

export interface Miss {
  id: string;
  question: string;
  /** What was said instead, shortened. */
  said: string;
}

export interface Scored {
  figures: Figures;
  /** Share right of the questions of each type: hit, or refused where unanswerable. */
  byType: Record<string, { percent: number; count: number }>;
  misses: Miss[];
}

type CellName = FigureName | 'caveat_false';

/** Articles' texts by id; quotes from others are not judged for being verbatim. */
export type Texts = ReadonlyMap<string, string>;

/** Lists of shares (0 to 1), one entry a question or quote, each figure's own. */
class Tally {
  readonly cells = new Map<CellName, number[]>();
  readonly types = new Map<string, number[]>();
  readonly confidence: { confidence: number; answerable: boolean }[] = [];
  readonly conflicts: { real: boolean; shown: boolean }[] = [];
  readonly misses: Miss[] = [];
  mustNot = 0;

  add(name: CellName, value: number | boolean): void {
    append(this.cells, name, Number(value));
  }

  addType(type: string, value: boolean): void {
    append(this.types, type, Number(value));
  }

  percent(name: CellName): number | null {
    return percentOf(this.cells.get(name) ?? []);
  }
}

const MISSING: Omit<GivenAnswer, 'id'> = {
  abstained: true,
  answer: '',
  confidence: 0,
  evidence: [],
  nearest: [],
  disagreement: null,
  caveats: [],
  ms: 0,
  model: null,
};

/** The outside scorer compares no more pairs than this, so neither do we. */
const MOST_CONFIDENCES = 4000;

/** Scores answers (by question id; a missing one counts as a refusal). */
export function score(questions: readonly Question[], answers: ReadonlyMap<string, GivenAnswer>, texts: Texts): Scored {
  const doubtful = doubtfulSources(questions);
  const squashed = new Map([...texts].map(([id, text]) => [id, squash(text)]));
  const tally = new Tally();
  for (const question of questions) {
    const answer = answers.get(question.id) ?? { id: question.id, ...MISSING };
    if (!question.abstain_lenient)
      tally.confidence.push({ confidence: answer.confidence, answerable: question.answerable });
    scoreQuotes(tally, answer, squashed);
    if (question.answerable) scoreAnswerable(tally, question, answer, doubtful);
    else scoreUnanswerable(tally, question, answer);
    if (!answer.abstained) tally.mustNot += question.must_not.filter(bad => saysGold(answer.answer, bad)).length;
  }
  return { figures: figuresOf(tally), byType: typesOf(tally), misses: tally.misses };
}

/** Whether the text says what the gold asks for, briefly enough. */
export function isHit(question: Question, text: string): boolean {
  if (question.gold.length === 0 || text.trim().split(/\s+/).length > 60) return false;
  const says = (gold: string) => saysGold(text, gold);
  return question.gold_mode === 'all' ? question.gold.every(says) : question.gold.some(says);
}

function doubtfulSources(questions: readonly Question[]): Set<string> {
  return new Set(
    questions.filter(question => question.needs_caveat).flatMap(question => question.evidence.map(e => e.article)),
  );
}

/** Quotes that support an answer: the five best, and those of each side of a disagreement. */
function quotesOf(answer: GivenAnswer): Quote[] {
  return answer.abstained ? [] : [...answer.evidence.slice(0, 5), ...(answer.disagreement ?? [])];
}

function scoreQuotes(tally: Tally, answer: GivenAnswer, texts: Texts): void {
  for (const { article, quote } of quotesOf(answer)) {
    const text = texts.get(article);
    if (text !== undefined) tally.add('quote_verbatim', text.includes(squash(quote)));
  }
}

function scoreAnswerable(tally: Tally, question: Question, answer: GivenAnswer, doubtful: Set<string>): void {
  const text = answer.abstained ? '' : answer.answer;
  const hit = isHit(question, text);
  const reached = isReached(question, answer);
  const f1 = Math.max(0, ...question.gold.map(gold => wordF1(text, gold)));
  tally.add('answered', !answer.abstained);
  tally.add('hit', hit);
  tally.addType(question.type ?? 'any', hit);
  tally.add('f1', f1);
  tally.add('reach', reached);
  if (question.type === 'paraphrase') tally.add('paraphrase_reach', reached);
  if (question.type === 'chat') tally.add('chat_hit', hit);
  if (!hit) tally.misses.push({ id: question.id, question: question.question, said: text.slice(0, 140) });
  if (!answer.abstained) scoreAnswered(tally, question, answer, { hit, f1 });
  scoreDoubt(tally, question, answer, doubtful);
  if (question.conflict === undefined || question.conflict_lenient) return;
  tally.conflicts.push({ real: question.conflict, shown: answer.disagreement !== null && !answer.abstained });
}

function scoreAnswered(tally: Tally, question: Question, answer: GivenAnswer, got: { hit: boolean; f1: number }): void {
  const quotes = quotesOf(answer);
  const first = quotes[0];
  tally.add('answered_right', got.hit);
  tally.add('f1_answered', got.f1);
  if (question.evidence.length > 0)
    tally.add(
      'evidence_hit',
      quotes.some(quote => isGoldQuote(question, quote)),
    );
  if (!question.article) return;
  tally.add('article_at_1', first?.article === question.article);
  tally.add('quote_has_gold', first !== undefined && question.gold.some(gold => contains(first.quote, gold)));
}

function scoreDoubt(tally: Tally, question: Question, answer: GivenAnswer, doubtful: Set<string>): void {
  const doubted = !answer.abstained && answer.caveats.includes('doubtful-source');
  if (question.needs_caveat) tally.add('caveat_recall', doubted);
  else if (doubted && question.evidence.length > 0) {
    tally.add('caveat_false', !question.evidence.some(quote => doubtful.has(quote.article)));
  }
}

function scoreUnanswerable(tally: Tally, question: Question, answer: GivenAnswer): void {
  if (question.abstain_lenient) return;
  tally.add('abstained_on_unanswerable', answer.abstained);
  tally.addType(question.type ?? 'unanswerable', answer.abstained);
  if (answer.abstained) return;
  tally.add('answered_right', false);
  tally.misses.push({
    id: question.id,
    question: question.question,
    said: `SHOULD ABSTAIN: ${answer.answer.slice(0, 120)}`,
  });
}

function isReached(question: Question, answer: GivenAnswer): boolean {
  const best = answer.evidence.length > 0 ? answer.evidence : answer.nearest;
  const shown = best.slice(0, answer.abstained ? 3 : 5);
  if (question.evidence.length > 0) return shown.some(quote => isGoldQuote(question, quote));
  return shown.some(({ quote }) => question.gold.some(gold => contains(quote, gold)));
}

/** Whether a quote holds, or lies inside, a gold quote of the same article. */
export function isGoldQuote(question: Question, { article, quote }: Quote): boolean {
  return question.evidence.some(gold => gold.article === article && overlaps(gold.quote, quote));
}

function figuresOf(tally: Tally): Figures {
  const [hit, refused] = [tally.percent('hit'), tally.percent('abstained_on_unanswerable')];
  const own = Object.fromEntries(
    Object.keys(FIGURES).map(name => [name, tally.percent(name as FigureName)]),
  ) as Figures;
  return {
    ...own,
    balanced: round(((hit ?? 0) + (refused ?? 0)) / 2, 1),
    auroc: auroc(tally.confidence.slice(0, MOST_CONFIDENCES)),
    conflict_precision: percentOf(tally.conflicts.filter(pair => pair.shown).map(pair => Number(pair.real))),
    conflict_recall: percentOf(tally.conflicts.filter(pair => pair.real).map(pair => Number(pair.shown))),
    caveat_precision: caveatPrecision(tally),
    must_not_violations: tally.mustNot,
  };
}

function caveatPrecision(tally: Tally): number | null {
  const right = (tally.cells.get('caveat_recall') ?? []).filter(doubted => doubted === 1);
  const wrong = tally.cells.get('caveat_false') ?? [];
  return percentOf([...right, ...wrong.map(isWrong => 1 - isWrong)]);
}

function typesOf(tally: Tally): Scored['byType'] {
  const types = [...tally.types].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    types.map(([type, cells]) => [type, { percent: percentOf(cells) ?? 0, count: cells.length }]),
  );
}

function percentOf(shares: readonly number[]): number | null {
  if (shares.length === 0) return null;
  return round((100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length, 1);
}

function append<Key>(lists: Map<Key, number[]>, key: Key, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
