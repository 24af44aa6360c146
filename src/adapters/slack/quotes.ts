/**
 * Quotes of a Reply as quotation blocks, each group with its source beneath. Pure. Every quote comes back from what is shown,
 * whole or as consecutive pieces; no quote stands without its source in the same message.
 */
import type { types } from '@slack/bolt';
import type { Evidence } from '../../core/model.ts';
import type { ReplyQuote } from '../../core/reply.ts';
import { divider, type Inline, MAX_BLOCK, quotation, richText, section, sizeOf, words } from './blocks.ts';
import { safeUrl, visible, visibleQuote } from './mrkdwn.ts';
import { moment } from './spans.ts';
import { cutText, fillRuns, shorten, type Unit } from './split.ts';

/** Characters as JSON: what a source line may take of a block. Real ones take a third; the rest are mistakes or attacks. */
const OUTLET = 150;
const TITLE = 400;
const DATE = 60;
const ID = 150;
const ADDRESS = 600;
/** Characters as JSON of a label that still shares a block with its quote. */
const LABEL = 300;

/** Units of blocks for all quotes, in their order. */
export function quoteUnits(quotes: readonly ReplyQuote[]): Unit[] {
  const groups = groupsOf(quotes);
  return groups.flatMap((group, at) => {
    const { says } = group[0]!;
    const before = groups[at - 1]?.[0]?.says ?? null;
    const units = groupUnits(group, says === before ? null : says);
    // What only supports the answer must not seem to be said by the last side of a disagreement.
    return before !== null && says === null ? [[divider, ...units[0]!], ...units.slice(1)] : units;
  });
}

/** Quotes in a row that stand for the same thing and come from one source. */
function groupsOf(quotes: readonly ReplyQuote[]): ReplyQuote[][] {
  const groups: ReplyQuote[][] = [];
  for (const quote of quotes.filter(({ evidence }) => evidence.quote !== '')) {
    const last = groups.at(-1);
    if (last && belongTogether(last[0]!, quote)) last.push(quote);
    else groups.push([quote]);
  }
  return groups;
}

function belongTogether(one: ReplyQuote, other: ReplyQuote): boolean {
  return one.says === other.says && JSON.stringify(sourceOf(one.evidence)) === JSON.stringify(sourceOf(other.evidence));
}

/** A group that fits in a block's room stays together, with its source once below; else every piece has its own. */
function groupUnits(group: readonly ReplyQuote[], says: string | null): Unit[] {
  const runs = !says ? [] : fillRuns([words(visible(says), { bold: true })], MAX_BLOCK / 2);
  const isShort = runs.length === 1 && sizeOf(runs) <= LABEL;
  const label = isShort ? [section(runs[0]!)] : [];
  const above = isShort ? [] : runs.map(run => [richText(section(run))]);
  const source = section(sourceOf(group[0]!.evidence));
  const together = group.map(({ evidence }, at) => {
    const quote = quotation(visibleQuote(evidence.quote));
    return richText(...(at === 0 ? label : []), quote, ...(at === group.length - 1 ? [source] : []));
  });
  if (sizeOf(together) <= MAX_BLOCK) return [...above, together];
  return [...above, ...group.flatMap(({ evidence }, at) => pieceUnits(evidence, at === 0 ? label : []))];
}

/** One quote with its source; a long one as consecutive pieces, each with the source and which part it is. */
function pieceUnits(evidence: Evidence, label: types.RichTextSection[]): Unit[] {
  const source = sourceOf(evidence);
  const part = (at: number, of: number) => (of === 1 ? [] : [words(` · part ${at} of ${of}`)]);
  // Room is counted for the longest note that a part may bear: a quote of a million characters has under a thousand.
  const room = MAX_BLOCK - sizeOf(richText(...label, quotation(''), section([...source, ...part(999, 1_000)])));
  const pieces = cutText(visibleQuote(evidence.quote), room);
  return pieces.map((piece, at) => {
    const below = section([...source, ...part(at + 1, pieces.length)]);
    return [richText(...(at === 0 ? label : []), quotation(piece), below)];
  });
}

/** After a dash, outlet, title, date, article: what is unknown is said to be. Only a known title stands in quotation marks. */
function sourceOf({ outlet, title, publishedAt, article, revision, url }: Evidence): Inline[] {
  return [
    words('— '),
    outlet ? words(shorten(visible(outlet), OUTLET)) : words('outlet unknown', { italic: true }),
    words(' · '),
    ...titled(title, url ?? null),
    words(' · '),
    ...dated(publishedAt),
    ...(article === '' ? [] : [words(' · '), words(shorten(visible(article), ID), { code: true })]),
    ...(revision > 1 ? [words(`, revision ${revision}`)] : []),
  ];
}

function titled(title: string | null, url: string | null): Inline[] {
  const href = url === null ? null : safeUrl(url);
  const address = href !== null && sizeOf(href) <= ADDRESS ? href : null;
  const name = title ? `“${shorten(visible(title), TITLE)}”` : 'untitled';
  if (address !== null) return [{ type: 'link', url: address, text: name }];
  return [title ? words(name) : words(name, { italic: true })];
}

function dated(publishedAt: string | null): Inline[] {
  const [told] = publishedAt === null ? [] : moment(publishedAt);
  if (!told) return [words('undated', { italic: true })];
  return [told.type === 'text' ? { ...told, text: shorten(told.text, DATE) } : told];
}
