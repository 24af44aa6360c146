/** What editors are told of corrections: articles that change too often, and messages that could not be edited. Puts into words alone. */
import { count } from '../../core/count.ts';
import type { Article } from '../../core/model.ts';
import type { ListedCorrection } from '../../core/recall.ts';
import {
  code,
  emphasis,
  lineBreak,
  type Reply,
  type ReplyField,
  reply,
  type Span,
  strong,
  text,
} from '../../core/reply.ts';

import { distinctFacts } from './facts.ts';
import { toldSpans } from './reply.ts';

/** Messages named in one notice; `corrections` lists more. */
const MOST_NAMED = 10;

type Named = Pick<Article, 'id' | 'outlet' | 'title'>;

export function unstableReply(article: Named, times: number): Reply {
  const says = `was corrected ${times} times within a day.`;
  const advice = 'Its facts should be looked at before they are used.';
  return reply({
    body: [...nameOf(article), text(` ${says}`), lineBreak, text(advice)],
    tone: 'warning',
    fallback: `${article.title ?? article.id} ${says}`,
  });
}

/** Messages that show an earlier text of an article and could not be edited. What one person alone saw is only counted. */
export function unreachedReply(article: Named, corrections: readonly ListedCorrection[]): Reply {
  const says = `${count(corrections.length, 'message')} could not be edited`;
  // What a private message told is for whoever saw it.
  const facts = distinctFacts(corrections.flatMap(each => (each.message === null ? [] : each.facts)));
  return reply({
    body: [text(`${says}: `), ...nameOf(article), ...(facts.length > 0 ? [lineBreak, ...toldSpans(facts)] : [])],
    fields: messageFields(corrections),
    tone: 'warning',
    fallback: `${says}: ${article.title ?? article.id}`,
  });
}

function nameOf({ id, outlet, title }: Named): Span[] {
  const by = outlet === null ? '' : `${outlet} `;
  return [title === null ? emphasis('untitled') : strong(title), text(` · ${by}`), code(id)];
}

function messageFields(corrections: readonly ListedCorrection[]): ReplyField[] {
  const open = corrections.filter(({ message }) => message !== null);
  const hidden = corrections.filter(({ message }) => message === null);
  const unreached = hidden.filter(({ state }) => state === 'unreachable').length;
  return [
    ...open.slice(0, MOST_NAMED).map(each => ({ name: stateOf(each), value: whereSpans(each) })),
    ...(open.length > MOST_NAMED ? [{ name: 'And', value: [text(`${open.length - MOST_NAMED} more`)] }] : []),
    ...hiddenField(hidden.length - unreached, 'that one person alone saw'),
    ...hiddenField(unreached, 'that one person alone saw, who could not be told'),
  ];
}

function hiddenField(number: number, which: string): ReplyField[] {
  return number === 0 ? [] : [{ name: 'Private', value: [text(`${count(number, 'message')} ${which}`)] }];
}

/** Where a message stands, as its platform names it; of a private one nothing. */
export function whereSpans({ message }: Pick<ListedCorrection, 'message'>): Span[] {
  if (message === null) return [emphasis('seen by one person alone')];
  const { platform, space, channel, message: id } = message;
  return [code(`${platform}:${space}:${channel}:${id}`)];
}

/** What came of a correction, in a word or two. */
export function stateOf({ state }: Pick<ListedCorrection, 'state'>): string {
  return STATES[state];
}

const STATES: Record<ListedCorrection['state'], string> = {
  due: 'Under way',
  shown: 'Corrected',
  noted: 'Noted beside it',
  unreachable: 'Not reached',
  removed: 'Deleted by hand',
};
