/** Spans of a Reply as elements of rich text, and the moments in them. Pure; all text passes `visible`. */

import type { Span } from '../../core/reply.ts';
import { formatTime } from '../time.ts';
import { type Inline, words } from './blocks.ts';
import { safeUrl, visible } from './mrkdwn.ts';

/** Seconds: Slack's clients take dates after 1970; beyond the year 3000 they are mistakes. */
const LATEST = 32_503_680_000;

/** Elements for spans; those without text are left out, for Slack refuses empty ones. */
export function inlines(spans: readonly Span[]): Inline[] {
  return spans.flatMap((span): Inline[] => {
    if (span.kind === 'time') return moment(span.at);
    if (span.kind === 'link') return linked(span.text, span.url);
    if (span.text === '\n') return [words('\n')];
    return styled(span.text, span.kind);
  });
}

function styled(text: string, kind: 'text' | 'strong' | 'emphasis' | 'code'): Inline[] {
  if (text === '') return [];
  const styles = { text: undefined, strong: { bold: true }, emphasis: { italic: true }, code: { code: true } } as const;
  return [words(visible(text), styles[kind])];
}

/** A link where the address is safe, else its words alone. */
function linked(text: string, url: string): Inline[] {
  const href = safeUrl(url);
  const shown = visible(text);
  if (href === null) return styled(text, 'text');
  return [{ type: 'link', url: href, text: shown === '' ? href : shown }];
}

/**
 * An instant in the reader's own time zone, with our words where a client cannot show it. A day has no time zone: Slack would
 * move it to the day before or after for some readers, so that it stays words.
 */
export function moment(at: string): Inline[] {
  const told = visible(formatTime(at));
  const seconds = Math.floor(Date.parse(at) / 1_000);
  if (told === '') return [];
  if (!at.includes('T') || formatTime(at) === at || !(seconds > 0 && seconds < LATEST)) return [words(told)];
  return [{ type: 'date', timestamp: seconds, format: '{date_long_full}, {time}', fallback: told }];
}

/** Spans apart by the line break, the one newline that is ours. */
export function linesOf(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of spans) {
    if (span.kind === 'text' && span.text === '\n') lines.push([]);
    else lines.at(-1)!.push(span);
  }
  return lines;
}
