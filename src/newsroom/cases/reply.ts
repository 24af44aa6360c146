/**
 * A case as editors see it: the article, how many flagged it and why, what the record has against it, and what was decided. Puts into words
 * and decides nothing. It names nobody who flagged and no place where they did, and shows reasons and titles as text, whatever they are.
 */

import { type Case, countsOf, type FlagCounts, type KnownCase } from '../../core/cases.ts';
import type { Call } from '../../core/command.ts';
import { count } from '../../core/count.ts';
import type { Article, Dossier } from '../../core/model.ts';
import {
  code,
  emphasis,
  lineBreak,
  type Reply,
  type ReplyAction,
  type ReplyField,
  reply,
  type Span,
  strong,
  text,
  time,
} from '../../core/reply.ts';
import type { Ruling, Verdict } from '../../core/verdicts.ts';

/** Reasons, copies and verdicts shown, the newest: what fits one message of any platform; `case` tells how many there are. */
const MOST_REASONS = 5;
const MOST_COPIES = 5;
const MOST_VERDICTS = 5;

export interface CaseFile {
  known: KnownCase;
  /** Those of the case, the one that was flagged first comes first. */
  articles: readonly Article[];
  /** Of the first article; null where it has none. */
  dossier: Pick<Dossier, 'summary'> | null;
}

export function caseReply({ known, articles, dossier }: CaseFile, actions: ReplyAction[] = []): Reply {
  const [first] = articles;
  const title = first?.title ?? null;
  const fallback = `Case ${known.id}: ${STATES[known.state]} · ${countsLine(countsOf(known))}`;
  return reply({
    headline: `Case ${known.id}`,
    body: [
      ...(first === undefined ? [] : nameOf(first)),
      ...[lineBreak, strong(stateLine(known)), lineBreak, text(countsLine(countsOf(known)))],
      ...(dossier === null ? [] : [lineBreak, text(dossier.summary)]),
    ],
    fields: [...copiesField(articles), ...reasonsField(known), ...verdictFields(known.verdicts), ...takenField(known)],
    tone: known.state === 'open' ? 'warning' : 'plain',
    actions,
    fallback: title === null ? fallback : `${fallback} · ${title}`,
    data: dataOf(known),
  });
}

const STATES: Record<Case['state'], string> = {
  open: 'open',
  decided: 'decided',
  withdrawn: 'every flag was taken back',
};

/** The state in words, with what is in force beside it. */
function stateLine({ state, ruling, revised, copied }: Case): string {
  const decided = ruling === null ? '' : ruling === 'stands' ? 'it stands' : `it is ${ruling}`;
  if (state === 'withdrawn') return 'Every flag was taken back.';
  if (state === 'decided') return `Decided: ${decided}.`;
  if (copied) return `Open again: a copy has come since it was decided (${decided}); of that nobody has said anything.`;
  if (revised) return `Open again: its text has changed since it was decided (${decided}).`;
  return ruling === null ? 'Open.' : `Open again: flagged after it was decided (${decided}).`;
}

/** "3 flags by 2 people in 2 workspaces or servers": as they are, without weights. */
function countsLine({ flags, people, spaces }: FlagCounts): string {
  if (flags === 0) return 'No flag stands.';
  const by = `${people.toLocaleString('en-GB')} ${people === 1 ? 'person' : 'people'}`;
  return `${count(flags, 'flag')} by ${by} in ${count(spaces, 'space')}.`;
}

function nameOf({ id, outlet, title, url }: Article): Span[] {
  const name = title ?? 'untitled';
  const named: Span =
    url === null ? (title === null ? emphasis(name) : strong(name)) : { kind: 'link', text: name, url };
  return [named, text(` · ${outlet === null ? '' : `${outlet} `}`), code(id)];
}

function copiesField([, ...copies]: readonly Article[]): ReplyField[] {
  if (copies.length === 0) return [];
  const shown = copies
    .slice(0, MOST_COPIES)
    .flatMap(({ id, outlet }) => [text(outlet === null ? ' ' : ` ${outlet} `), code(id)]);
  const more = copies.length - MOST_COPIES;
  return [{ name: 'Copies', value: more > 0 ? [...shown, text(` and ${more} more`)] : shown }];
}

/** What flaggers wrote for editors, the latest first; of whom, nobody is told. */
function reasonsField({ flags }: Case): ReplyField[] {
  const reasons = flags.flatMap(({ reason }) => (reason === null ? [] : [reason])).reverse();
  const distinct = [...new Set(reasons)];
  if (distinct.length === 0) return [];
  const shown = distinct
    .slice(0, MOST_REASONS)
    .flatMap((reason, at) => [...(at === 0 ? [] : [lineBreak]), text(`“${reason}”`)]);
  const more = distinct.length - MOST_REASONS;
  return [{ name: 'Reasons', value: more > 0 ? [...shown, lineBreak, text(`and ${more} more`)] : shown }];
}

/** One decision is on several articles: it is told once. */
function verdictFields(verdicts: readonly Verdict[]): ReplyField[] {
  const said = verdicts.filter((verdict, at) => verdicts.findIndex(other => sameWord(other, verdict)) === at);
  return said
    .slice(-MOST_VERDICTS)
    .reverse()
    .map((verdict, n) => ({
      name: n === 0 ? 'Verdicts' : '',
      value: [
        ...[strong(verdict.ruling), text(howFar(verdict, verdicts)), time(verdict.at), text(' by ')],
        ...[code(verdict.by), text(`: ${verdict.reason}`)],
      ],
    }));
}

function howFar(verdict: Verdict, verdicts: readonly Verdict[]): string {
  if (verdict.effect === null) return ', waiting for other editors, ';
  return isByOneAlone(verdict, verdicts) ? ', by one editor alone, ' : ' ';
}

/** Whether one editor alone took an article out of the record, which the settings may allow. */
function isByOneAlone({ effect, article, number, by }: Verdict, verdicts: readonly Verdict[]): boolean {
  if (effect !== 'retracted') return false;
  const before = verdicts.filter(each => each.article === article && each.number < number);
  const last = before.findLastIndex(each => each.effect !== null);
  const said = before.slice(last + 1).filter(({ ruling }) => ruling === 'retracted');
  return before[last]?.effect !== 'retracted' && said.every(each => each.by === by);
}

function sameWord(one: Verdict, other: Verdict): boolean {
  return one.at === other.at && one.by === other.by && one.ruling === other.ruling && one.reason === other.reason;
}

function takenField({ takenBy }: Case): ReplyField[] {
  return takenBy === null ? [] : [{ name: 'Taken by', value: [text(takenBy.name || 'somebody')] }];
}

/** Without who flagged and where. */
function dataOf(known: KnownCase): unknown {
  const { flags, verdicts, takenBy, ...rest } = known;
  const told = flags.map(({ article, reason, at }) => ({ article, reason, at }));
  return { ...rest, ...{ taken: takenBy !== null, counts: countsOf(known), flags: told, verdicts } };
}

/** The standing reason of a verdict by a button: who presses has the case before them. */
const BY_BUTTON = 'Decided on the case.';

/** What the buttons of a case do, each for whoever presses it, with the rights they have then. */
export function caseCalls({ id, articles: [article = '', ..._] }: Pick<Case, 'id' | 'articles'>): CaseButton[] {
  const ruling = (label: string, given: Ruling, style: ReplyAction['style']): CaseButton => ({
    ...{ label, style },
    call: callOf('verdict', { article, ruling: given, reason: BY_BUTTON }),
  });
  return [
    ruling('Stands', 'stands', 'primary'),
    ruling('Disputed', 'disputed', 'plain'),
    ruling('Retracted', 'retracted', 'danger'),
    { label: 'Open dossier', style: 'plain', call: callOf('assess', { article }) },
    { label: 'Take it', style: 'plain', call: callOf('take', { case: id }) },
  ];
}

export interface CaseButton {
  label: string;
  style: ReplyAction['style'];
  call: Call;
}

function callOf(command: string, options: Record<string, unknown>): Call {
  return { command, input: { kind: 'options', options } };
}

/** A line for a list of cases. */
export function listedCase(known: Case, article: Article | null): ReplyField {
  const name = article?.title ?? null;
  const titled: Span = name === null ? emphasis('untitled') : text(name);
  return {
    name: known.id,
    value: [titled, text(` · ${stateLine(known)} ${countsLine(countsOf(known))} `), time(known.openedAt)],
  };
}

/** What whoever flagged hears. */
export function outcomeReply(
  article: Article | null,
  id: string,
  { ruling, reason }: Pick<Verdict, 'ruling' | 'reason'>,
): Reply {
  const says = { stands: 'it stands', disputed: 'it is disputed', retracted: 'it is retracted' }[ruling];
  const told = `An article that you flagged was decided on: ${says}.`;
  return reply({
    body: [text(told), lineBreak, ...(article === null ? [code(id)] : nameOf(article))],
    fields: [{ name: 'Reason', value: [text(reason)] }],
    fallback: told,
  });
}
