/**
 * A Reply as terminal text. Pure: same Reply, same look, same text. Every character that is not ours passes `showHidden`;
 * no quote is shortened and no source left out, whatever the width.
 */

import type { Evidence } from '../../core/model.ts';
import type { Reply, ReplyField, ReplyQuote, Span, Tone } from '../../core/reply.ts';
import { formatTime } from '../time.ts';
import { showHidden } from '../visible-text.ts';
import { type Look, paint, type Run, type Style, wrap } from './layout.ts';
import { displayWidth } from './terminal-text.ts';

export interface RenderOptions extends Look {
  /** Columns of the terminal. */
  width: number;
}

/** Columns: narrower than the first nothing is readable; wider than the second the eye loses the line. */
const NARROWEST = 20;
const WIDEST = 100;

const PLAIN: Style = '';
const BOLD: Style = '1';
const DIM: Style = '2';
const ITALIC: Style = '3';
const RED: Style = '31';
const GREEN: Style = '32';
const YELLOW: Style = '33';
const CYAN: Style = '36';

/** What `text` and `emphasis` look like in each tone; `strong` is bold in all. */
const TONES: Record<Tone, { text: Style; emphasis: Style }> = {
  plain: { text: PLAIN, emphasis: ITALIC },
  good: { text: GREEN, emphasis: ITALIC },
  warning: { text: PLAIN, emphasis: YELLOW },
  refusal: { text: PLAIN, emphasis: YELLOW },
  error: { text: RED, emphasis: ITALIC },
};

/**
 * Text of a Reply, ending in a line break: headline and body, quotes with their sources, fields, and what follows below; a blank line
 * between them.
 * Actions are left out: what a button does is a command in the console.
 */
export function renderReply(reply: Reply, options: RenderOptions): string {
  const width = Math.min(WIDEST, Math.max(NARROWEST, options.width));
  const groups = [headLines(reply, width), ...quoteGroups(reply.quotes, width), fieldLines(reply.fields, width)];
  const blocks = groups.filter(lines => lines.length > 0);
  const shown = blocks.map(lines => lines.map(line => `${paint(line, options)}\n`).join('')).join('\n');
  return reply.rest ? `${shown}\n${renderReply(reply.rest, options)}` : shown;
}

function headLines(reply: Reply, width: number): Run[][] {
  const look = TONES[reply.tone];
  const headline = reply.headline === undefined ? [] : wrap([{ text: showHidden(reply.headline), style: BOLD }], width);
  const body = paragraphs(reply.body).flatMap(spans => {
    const runs = runsOf(spans, look);
    return isCopied(spans) ? [runs] : wrap(runs, width);
  });
  return [...headline, ...body];
}

/** A line of code, or an address, is there to be copied: the terminal may break it, but it stays one line. */
function isCopied(spans: readonly Span[]): boolean {
  return spans.length === 1 && (spans[0]!.kind === 'code' || spans[0]!.kind === 'link');
}

/** Spans apart by the line break, the one newline that is ours. */
function paragraphs(spans: readonly Span[]): Span[][] {
  const all: Span[][] = [];
  for (const [at, span] of spans.entries()) {
    const isBreak = span.kind === 'text' && span.text === '\n';
    if (isBreak || at === 0) all.push([]);
    if (!isBreak) all.at(-1)!.push(span);
  }
  return all;
}

function runsOf(spans: readonly Span[], look: { text: Style; emphasis: Style }): Run[] {
  return spans.flatMap((span): Run[] => {
    if (span.kind === 'link') return linkRuns(span.text, span.url, look.text);
    if (span.kind === 'time') return [{ text: showHidden(formatTime(span.at)), style: look.text }];
    const styles = { text: look.text, strong: BOLD, emphasis: look.emphasis, code: CYAN };
    return [{ text: showHidden(span.text), style: styles[span.kind] }];
  });
}

/** The address stands beside the words wherever it is not the same, so that no text can hide where it leads. */
function linkRuns(text: string, url: string, style: Style): Run[] {
  const shown = showHidden(text);
  const href = safeHref(url);
  if (href === null) return [{ text: shown, style }];
  if (text === url || text === href) return [{ text: shown, style, url: href }];
  return [
    { text: shown, style, url: href },
    { text: ` (${href})`, style: DIM },
  ];
}

/** The address in ASCII when it is http(s), else null. */
function safeHref(url: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return null;
  return /^[\x21-\x7e]+$/.test(parsed.href) ? parsed.href : null;
}

/**
 * Quotes of one source that stand for the same thing make one group, with the source once below them. What groups in a row
 * stand for is said once, above the first.
 */
function quoteGroups(quotes: readonly ReplyQuote[], width: number): Run[][][] {
  const groups: ReplyQuote[][] = [];
  for (const quote of quotes) {
    const last = groups.at(-1);
    if (last && belongTogether(last[0]!, quote)) last.push(quote);
    else groups.push([quote]);
  }
  return groups.map((group, at) => {
    const { says, evidence } = group[0]!;
    const isNew = says !== null && says !== groups[at - 1]?.[0]?.says;
    const told = isNew ? wrap([{ text: showHidden(says), style: BOLD }], width) : [];
    return [...told, ...group.flatMap((quote, n) => quoteLines(quote, n, width)), ...sourceLines(evidence, width)];
  });
}

function belongTogether(one: ReplyQuote, other: ReplyQuote): boolean {
  return one.says === other.says && sourceOf(one.evidence) === sourceOf(other.evidence);
}

/** A bar beside every line; a bar alone parts a quote from the one before it in its group. */
function quoteLines({ evidence }: ReplyQuote, n: number, width: number): Run[][] {
  const lines = barred(wrap([{ text: showHidden(evidence.quote), style: PLAIN }], width - 2), '│ ', '│ ');
  return n === 0 ? lines : [[{ text: '│', style: DIM }], ...lines];
}

/** A corner, which no line of a quote can begin with, so that no quote can pass for a source. */
function sourceLines(evidence: Evidence, width: number): Run[][] {
  return barred(wrap([{ text: sourceOf(evidence), style: DIM }], width - 2), '╰ ', '  ');
}

function barred(lines: Run[][], first: string, others: string): Run[][] {
  return lines.map((line, at) => [{ text: at === 0 ? first : others, style: DIM }, ...line]);
}

/** Outlet, title, date, article: what is unknown is said to be. Only a known title stands in quotation marks. */
function sourceOf({ outlet, title, publishedAt, article, revision }: Evidence): string {
  return [
    outlet === null ? 'outlet unknown' : showHidden(outlet),
    title === null ? 'untitled' : `“${showHidden(title)}”`,
    publishedAt === null ? 'undated' : showHidden(formatTime(publishedAt)),
    showHidden(article) + (revision > 1 ? `, revision ${revision}` : ''),
  ].join(' · ');
}

/** Names in one column and values in another; under one another where the names would take more than half of the width. */
function fieldLines(fields: readonly ReplyField[], width: number): Run[][] {
  const names = fields.map(field => showHidden(field.name));
  const column = Math.max(0, ...names.map(displayWidth)) + 2;
  const beside = column <= width / 2;
  const indent = beside ? column : 2;
  return fields.flatMap((field, at) => {
    const name = names[at]!;
    const value = paragraphs(field.value).flatMap(spans => wrap(runsOf(spans, TONES.plain), width - indent));
    const under = value.map(line => [{ text: ' '.repeat(indent), style: PLAIN }, ...line]);
    if (!beside) return [...wrap([{ text: name, style: DIM }], width), ...under];
    const first: Run[] = [{ text: name + ' '.repeat(indent - displayWidth(name)), style: DIM }, ...(value[0] ?? [])];
    return [first, ...under.slice(1)];
  });
}
