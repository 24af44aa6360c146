/**
 * What a command says back, in no platform's words. One pure `render.ts` per platform turns a Reply into blocks, embeds or
 * terminal text; text that came from an article or a person is always a span or a quote, so that the renderer escapes it.
 */
import type { Evidence } from './model.ts';

export type Span =
  | { kind: 'text' | 'strong' | 'emphasis' | 'code'; text: string }
  /** http(s) only, and only URLs made or checked by us. */
  | { kind: 'link'; text: string; url: string }
  /** `at` is an ISO 8601 date or instant. */
  | { kind: 'time'; at: string };

export interface ReplyQuote {
  evidence: Evidence;
  /** What this quote stands for ("says 27"), or null when it simply supports the answer. */
  says: string | null;
}

export interface ReplyField {
  name: string;
  value: Span[];
}

/** What a button would do: a stored action, named by its short id. */
export interface ReplyAction {
  label: string;
  style: 'plain' | 'primary' | 'danger';
  action: string;
}

export type Tone = 'plain' | 'good' | 'warning' | 'refusal' | 'error';

export interface Reply {
  headline?: string;
  body: Span[];
  quotes: ReplyQuote[];
  fields: ReplyField[];
  actions: ReplyAction[];
  tone: Tone;
  /** What follows below it, in a thread where the platform has threads: what one message has no room for. It has no data of its own. */
  rest?: Reply;
  /** One plain line for notifications and for places that show nothing else. */
  fallback: string;
  /** What `--json` prints: one JSON value a line (an array prints a line an element). */
  data: unknown;
}

/** A Reply with what is given and nothing else. */
export function reply(parts: Partial<Reply> & Pick<Reply, 'fallback'>): Reply {
  return { body: [], quotes: [], fields: [], actions: [], tone: 'plain', data: null, ...parts };
}

export const text = (value: string): Span => ({ kind: 'text', text: value });
export const strong = (value: string): Span => ({ kind: 'strong', text: value });
export const emphasis = (value: string): Span => ({ kind: 'emphasis', text: value });
export const code = (value: string): Span => ({ kind: 'code', text: value });
export const time = (at: string): Span => ({ kind: 'time', at });
/** The only newline a renderer honours; one inside any other span is text and shown as a symbol. */
export const lineBreak: Span = { kind: 'text', text: '\n' };
