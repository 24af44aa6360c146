/**
 * Spans of a Reply as runs of Discord's Markdown. Pure. A link shows where it leads, and what is no http(s) address is only its
 * words.
 */
import type { Span } from '../../core/reply.ts';
import { formatTime } from '../time.ts';
import { showHidden } from '../visible-text.ts';
import { bareLink, safeHref, timeMark } from './markdown.ts';
import type { Run } from './split.ts';

/** Spans apart by the line break, the one newline that is ours. */
export function paragraphs(spans: readonly Span[]): Span[][] {
  const all: Span[][] = spans.length === 0 ? [] : [[]];
  for (const span of spans) {
    if (span.kind === 'text' && span.text === '\n') all.push([]);
    else all.at(-1)!.push(span);
  }
  return all;
}

export function runsOf(span: Span): Run[] {
  if (span.kind === 'time') return [timeRun(span.at)];
  if (span.kind === 'link') return linkRuns(span.text, span.url);
  return [{ style: span.kind, text: showHidden(span.text) }];
}

function timeRun(at: string): Run {
  const instant = timeMark(at, 'f');
  return instant === null ? { style: 'text', text: showHidden(formatTime(at)) } : { style: 'mark', text: instant };
}

/** Anybody's words never stand for an address: it is shown beside them. */
function linkRuns(text: string, url: string): Run[] {
  const href = safeHref(url);
  if (href === null) return [{ style: 'text', text: showHidden(text) }];
  if (text === url || text === href) return [{ style: 'mark', text: bareLink(href) }];
  return [
    { style: 'text', text: `${showHidden(text)} (` },
    { style: 'mark', text: bareLink(href) },
    { style: 'text', text: ')' },
  ];
}
