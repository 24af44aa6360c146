/**
 * A Reply as Slack messages: a newsroom note of blocks, within Slack's limits. Pure: same Reply, same messages. The first is the
 * answer with its buttons; what does not fit follows in more. Text of others calls nobody and becomes no mark (mrkdwn.ts), no
 * quote, link or code span is cut that a block can hold, and no quote stands without its source (quotes.ts).
 */
import type { types } from '@slack/bolt';
import type { Post } from '../../core/chat.ts';
import type { Reply, ReplyAction, ReplyField, Span, Tone } from '../../core/reply.ts';
import {
  actionBlocks,
  type Block,
  bullets,
  context,
  emoji,
  header,
  type Inline,
  MAX_BLOCK,
  MAX_BUTTON,
  MAX_HEADER,
  plain,
  richText,
  section,
  sizeOf,
  words,
} from './blocks.ts';
import { personOf } from './ids.ts';
import { escapeMrkdwn, mention, visible } from './mrkdwn.ts';
import { quoteUnits } from './quotes.ts';
import { inlines, linesOf } from './spans.ts';
import { fillRuns, packMessages, shorten, type Unit } from './split.ts';

export interface SlackMessage {
  /** For notifications and screen readers: one line, escaped. Send it with `mrkdwn: false`, unfurling and name links off. */
  text: string;
  blocks: Block[];
}

export interface Asked {
  question: string;
  /** Slack's id of who asked; null when nobody is to be named. */
  by: string | null;
}

/** Characters as JSON: a question is refused beyond 1,000, and a line of context that long is not read. */
const QUESTION = 1_000;
const NOTE = 500;
/** Characters as JSON that note and buttons may take at the end of the first message; more of them come last instead. */
const TAIL = 4_000;
/** Characters as JSON of `text`: an edit takes 4,000, and escaping may make five of one. */
const FALLBACK = 800;
/** Characters as JSON for a line's elements, which leaves room for what holds them. */
const RUN = MAX_BLOCK - 200;

/** Emoji by the names that screen readers speak. Cautions have one of their own, whatever the tone. */
const SIGNS: Record<Tone, string | null> = {
  plain: null,
  good: 'white_check_mark',
  warning: null,
  refusal: 'mag',
  error: 'x',
};
const CAUTION = 'warning';

/** Our own ids, within the 2,000 characters that Slack gives a button's value. */
const BUTTON_VALUE = /^[\x21-\x7e]{1,2000}$/;

/** All messages of a post: those of its reply, which say who asked what, and those of what follows it. */
export function renderPost({ reply, asked }: Post): SlackMessage[] {
  const by = asked === null ? null : (personOf(asked.by)?.user ?? null);
  const first = renderSlack(reply, asked === null ? undefined : { question: asked.question, by });
  return [...first, ...(reply.rest ? renderSlack(reply.rest) : [])];
}

/** Messages for a Reply, at least one; `asked` puts the question and who asked it on top. */
export function renderSlack(reply: Reply, asked?: Asked): SlackMessage[] {
  const text = escapeMrkdwn(shorten(visible(plainLine(reply)), FALLBACK));
  return packMessages(layout(reply, asked)).map(blocks => ({ text, blocks }));
}

/** The one line that says it all; no message may be without. */
function plainLine({ fallback, headline }: Reply): string {
  return fallback.trim() || headline?.trim() || 'Stet';
}

function layout(reply: Reply, asked: Asked | undefined) {
  const note = noteOf(reply.fields);
  const units = [
    ...headUnits(reply),
    ...quoteUnits(reply.quotes),
    ...(note ? [] : fieldBlocks(reply.fields).map(block => [block])),
  ];
  const tail = [...(note ? [note] : []), ...buttonBlocks(reply.actions)];
  const head = asked && asked.question.trim() !== '' ? [askedBlock(asked)] : [];
  const more = context(plain('More follows.'));
  if (units.length === 0) units.push(...headUnits({ ...reply, body: [{ kind: 'text', text: plainLine(reply) }] }));
  return sizeOf(tail) <= TAIL
    ? { head, units, tail, more }
    : { head, units: [...units, ...tail.map(block => [block])], tail: [], more };
}

function askedBlock({ question, by }: Asked): Block {
  const person = by === null ? null : mention(by);
  const shown = plain(shorten(visible(question), QUESTION));
  return person === null
    ? context(plain('Asked:'), shown)
    : context({ type: 'mrkdwn', text: `${person} asked:`, verbatim: true }, shown);
}

/** Headline and body. The headline is large where Slack can show it so. */
function headUnits({ headline, body, tone }: Reply): Unit[] {
  const large = headline ? visible(headline) : '';
  const isLarge = large !== '' && large.length <= MAX_HEADER;
  const above = large === '' || isLarge ? [] : [words(large, { bold: true })];
  const between = above.length > 0 && body.length > 0 ? [words('\n')] : [];
  const runs = fillRuns([...above, ...between, ...bodyLines(body, tone)], RUN);
  return [...(isLarge ? [[header(large)]] : []), ...runs.map(run => [richText(section(run))])];
}

/** The body with a sign where its tone has one: before its first line, and before every line that is a caution. */
function bodyLines(body: readonly Span[], tone: Tone): Inline[] {
  const lines = linesOf(body);
  const mayCaution = tone === 'warning' || tone === 'refusal';
  const cautions = lines.map(line => mayCaution && line.length > 0 && line.every(span => span.kind === 'emphasis'));
  const first = SIGNS[tone] ?? (tone === 'warning' && !cautions.includes(true) ? CAUTION : null);
  return lines.flatMap((line, at) => {
    const sign = cautions[at] ? CAUTION : at === 0 ? first : null;
    const shown = inlines(line);
    const signed = sign !== null && shown.length > 0 ? [emoji(sign), words(' '), ...shown] : shown;
    return at === 0 ? signed : [words('\n'), ...signed];
  });
}

/** A single field of few words is a note beneath the quotes: "Agreement: 3 reports in 4 articles". */
function noteOf(fields: readonly ReplyField[]): Block | null {
  const [field, ...others] = fields;
  if (!field || others.length > 0) return null;
  const texts = field.value.map(span =>
    'text' in span && span.kind !== 'link' && span.text !== '\n' ? span.text : null,
  );
  if (texts.includes(null)) return null;
  const note = visible(`${field.name}: ${texts.join('')}`);
  return sizeOf(note) <= NOTE ? context(plain(note)) : null;
}

/** Fields as lists, each name in bold. */
export function fieldBlocks(fields: readonly ReplyField[]): Block[] {
  const items = fields.flatMap(({ name, value }) => {
    const bold = name === '' ? [] : [words(visible(name), { bold: true }), words('  ')];
    return fillRuns([...bold, ...inlines(value)], RUN);
  });
  const lists: Inline[][][] = [];
  for (const item of items) {
    const last = lists.at(-1);
    if (last && sizeOf(richText(bullets([...last, item]))) <= MAX_BLOCK) last.push(item);
    else lists.push([item]);
  }
  return lists.map(list => richText(bullets(list)));
}

/** One button an action; one that Slack would refuse, and the whole message with it, is left out. */
function buttonBlocks(actions: readonly ReplyAction[]): Block[] {
  const usable = actions.filter(({ label, action }) => label !== '' && BUTTON_VALUE.test(action));
  return actionBlocks(usable.map(buttonOf));
}

function buttonOf({ label, style, action }: ReplyAction, at: number): types.Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: shorten(visible(label), MAX_BUTTON), emoji: true },
    action_id: `act-${at}`,
    value: action,
    ...(style === 'plain' ? {} : { style }),
  };
}
