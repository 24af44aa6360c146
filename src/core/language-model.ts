/**
 * A language model as Stet knows one: it is given text as data, gives back JSON that points at it, and may fail at any moment without
 * anybody losing an answer; so its faults are values. Nothing here knows a server, and no word that a model wrote is ever shown.
 */

/**
 * widen  search words and rephrasings for a question, used to find passages and for nothing else
 * read   which of some numbered passages answer a question, and in which words of theirs
 * order  which of some numbered sentences make the best brief
 */
export type ModelTask = 'widen' | 'read' | 'order';

export interface ModelRequest {
  task: ModelTask;
  /** Ours alone: no word of a question or an article stands in it. */
  instructions: string;
  /** Questions, titles and passages, sent as JSON: data, whatever they say. */
  data: unknown;
  /** Tokens of what comes back, at most. */
  maxTokens: number;
}

/** Why nothing came back, each with how `why` tells it. */
export const MODEL_FAULTS = {
  late: 'the time was over',
  unreachable: 'its server could not be reached',
  refused: 'its server refused',
  'too-large': 'it gave back too much',
  malformed: 'its server does not speak the protocol',
  'not-json': 'what it gave back is not the JSON that was asked for',
  budget: 'the tokens of the day are used up',
  paused: 'it failed before and is left alone for a while',
  unrecorded: 'no reply to this was recorded',
} as const;

export type ModelFault = keyof typeof MODEL_FAULTS;

/** `value` is JSON as it came, not checked for anything; `tokens` are those it cost, also where nothing came of it. */
export type ModelReply = { value: unknown; tokens: number } | { fault: ModelFault; tokens: number };

export interface LanguageModel {
  /** How long all help with one question or brief may take, milliseconds. */
  timeoutMs: number;
  /** Asks once. Never rejects; `signal` ends it as `late`. */
  ask: (request: ModelRequest, signal: AbortSignal) => Promise<ModelReply>;
  /** Safe to call twice. */
  close: () => Promise<void>;
}
