/**
 * A Reply with what was corrected in it, and the note that says so beside it. Puts into words and decides nothing. The words of both
 * revisions are spans, so that they are shown as text whatever they are.
 */
import type { Article } from '../../core/model.ts';
import { hasPlace } from '../../core/quotations.ts';
import type { CorrectedFact } from '../../core/recall.ts';
import { code, type Reply, type ReplyField, type ReplyQuote, reply, type Span, text, time } from '../../core/reply.ts';
import type { Ruling } from '../../core/verdicts.ts';

/** Names of the fields that tell what was corrected, and what was decided. */
const CORRECTED = 'Corrected';
const DECIDED = 'Decided';

/** Facts told in one line; the article has the rest. */
const MOST_TOLD = 3;

/** Characters of each wording: a sentence that is gone is known by its beginning. */
const LONGEST = 120;

export interface Told {
  article: Pick<Article, 'id' | 'outlet'>;
  facts: readonly CorrectedFact[];
  /** ISO 8601. */
  at: string;
}

/**
 * A reply that tells a correction in one line. Corrections of other articles that `before` told stay.
 * @param made the reply as it is to be now
 */
export function correctedReply(made: Reply, before: Reply, told: Told): Reply {
  return withField(made, before, fieldOf(told), told.article.id);
}

function withField(made: Reply, before: Reply, field: ReplyField, article: string): Reply {
  const others = before.fields.filter(each => isCorrection(each) && !(each.name === field.name && isOf(each, article)));
  return { ...made, fields: [field, ...others, ...made.fields.filter(each => !isCorrection(each))] };
}

/** `made` with all that it tells but its corrections, which are no part of it. */
export function withoutCorrections(made: Reply): Reply {
  return { ...made, fields: made.fields.filter(field => !isCorrection(field)) };
}

export function tellsCorrection({ fields }: Reply, article: string): boolean {
  return fields.some(field => field.name === CORRECTED && isOf(field, article));
}

function isCorrection({ name }: ReplyField): boolean {
  return name === CORRECTED || name === DECIDED;
}

function isOf({ value }: ReplyField, article: string): boolean {
  const last = value.at(-1);
  return last?.kind === 'code' && last.text === article;
}

function fieldOf({ article, facts, at }: Told): ReplyField {
  return { name: CORRECTED, value: [time(at), text(`: ${toldLine(facts)} · `), code(article.id)] };
}

/** “27” is now “31”; “6 March” is now “8 March”. */
function toldLine(facts: readonly CorrectedFact[]): string {
  const more = facts.length - MOST_TOLD;
  const told = facts.slice(0, MOST_TOLD).map(toldFact).join('; ');
  return more > 0 ? `${told}; and ${more} more` : told;
}

function toldFact({ before, after }: CorrectedFact): string {
  return after === null ? `“${cut(before)}” is no longer in the article` : `“${cut(before)}” is now “${cut(after)}”`;
}

/** One line of it. */
function cut(words: string): string {
  const line = words.replace(/\s+/gu, ' ').trim();
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$|\s\S*$/u, '')}…`;
}

/** Before what a quote's label says was corrected in it. */
const LABEL = 'Corrected: ';

/** As it ends a label of ours: newsrooms write "Corrected:" before headlines, and no quotation mark behind it. */
const OWN_LABEL = /(?:^| · )Corrected: “.*$/su;

/**
 * A reply that is not made anew, with what is told otherwise since beside each quote of the article, also of what follows below it.
 * @param factsOf what a quote tells otherwise; empty where nothing is
 */
export function labelledReply(
  made: Reply,
  article: string,
  factsOf: (quote: ReplyQuote['evidence']) => CorrectedFact[],
): Reply {
  const quotes = made.quotes.map(({ evidence, says }): ReplyQuote => {
    if (evidence.article !== article || !hasPlace(evidence)) return { evidence, says };
    const facts = factsOf(evidence);
    const own = withoutLabel(says);
    const label = facts.length === 0 ? null : LABEL + toldLine(facts);
    return { evidence, says: [own, label].filter(each => each !== null).join(' · ') || null };
  });
  return { ...made, quotes, ...(made.rest ? { rest: labelledReply(made.rest, article, factsOf) } : {}) };
}

function withoutLabel(says: string | null): string | null {
  const at = says?.search(OWN_LABEL) ?? -1;
  return says === null || at < 0 ? says : says.slice(0, at) || null;
}

/** A message that could not be edited, and still says what it said: when it was shown, and whether its note stands elsewhere. */
export interface StillShown {
  /** ISO 8601. */
  at: string;
  isApart: boolean;
}

/** What says that a message was corrected; `still` where the message itself does not. */
export function correctionNote({ article, facts }: Omit<Told, 'at'>, still: StillShown | null): Reply {
  return noteReply(CORRECTED, toldLine(facts), article, still);
}

function noteReply(name: string, told: string, { outlet }: Pick<Article, 'outlet'>, still: StillShown | null): Reply {
  const line = `: ${told}${outlet === null ? '' : ` (${outlet})`}.`;
  if (still === null) return reply({ body: [text(name + line)], tone: 'warning', fallback: name + line });
  const where = `${name} in what was shown ${still.isApart ? 'to you alone' : 'here'}`;
  return reply({ body: [text(`${where} `), time(still.at), text(line)], tone: 'warning', fallback: where + line });
}

/** It is the same; it is in other words, or another one; or the record does not say any more. */
export type AnswerFate = 'holds' | 'anew' | 'gone';

export interface Decided {
  article: Pick<Article, 'id' | 'outlet'>;
  ruling: Ruling;
  /** What became of an answer that is made anew without the article; null where none was. */
  answer: AnswerFate | null;
  /** ISO 8601. */
  at: string;
}

const DECIDED_WORDS: Record<Ruling, string> = {
  stands: 'editors say that the article stands',
  disputed: 'editors dispute the article',
  retracted: 'editors retracted the article',
};

/** A reply that tells what editors decided on an article it shows, or showed. */
export function decidedReply(made: Reply, before: Reply, { article, ruling, answer, at }: Decided): Reply {
  const line = `: ${DECIDED_WORDS[ruling]}${answer === null || ruling !== 'retracted' ? '' : FATES[answer]} · `;
  const field = { name: DECIDED, value: [time(at), text(line), code(article.id)] };
  return withField(made, before, field, article.id);
}

const FATES: Record<AnswerFate, string> = {
  holds: '; the answer holds without it',
  anew: '; the answer was made again without it',
  gone: '; without it the record does not say',
};

/** A quote's label without what was decided, which stands before it. */
export function withoutDecision(says: string | null): string | null {
  return says?.replace(/^(?:Disputed|Retracted) by editors(?: · )?/u, '') || null;
}

/** What says what was decided, as the field of a message in which a verdict is told does. `still` as with a correction. */
export function decisionNote(
  { fields }: Reply,
  article: Pick<Article, 'id' | 'outlet'>,
  ruling: Ruling,
  still: StillShown | null,
): Reply {
  const field = fields.find(each => each.name === DECIDED && isOf(each, article.id));
  const said = field?.value.flatMap(span => (span.kind === 'text' ? [span.text] : []))[0];
  const told = said === undefined ? DECIDED_WORDS[ruling] : said.replace(/^: | · $/g, '');
  return noteReply(DECIDED, told, article, still);
}

/** What editors read of corrections, and lists show. */
export function toldSpans(facts: readonly CorrectedFact[]): Span[] {
  return [text(toldLine(facts))];
}
