/**
 * A language model as Stet knows one: it is given text as data, gives back JSON that points at it, and may fail at any moment without
 * anybody losing an answer; so its faults are values. Nothing here knows a server, and no word that a model wrote is ever shown.
 */

import type { ArticleId } from './model.ts';

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
  uncounted: 'what it costs cannot be counted here',
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

/** What a model did for one answer or brief. */
export interface ModelUse {
  /** Whether what is shown rests on what it pointed at. */
  used: boolean;
  calls: number;
  /** In and out, as its server counted them. */
  tokens: number;
  /** What it gave back that did not hold. */
  dropped: number;
  /** What became of each thing, in words of ours. */
  notes: ModelNote[];
}

export interface ModelNote {
  task: ModelTask;
  says: string;
}

/** A passage in its revision. */
export interface PassagePlace {
  article: ArticleId;
  revision: number;
  /** `Passage.n`. */
  passage: number;
}

/** A passage as a model is shown it. */
export interface OfferedPassage extends PassagePlace {
  text: string;
  title: string | null;
  publishedAt: string | null;
}

/** A passage that a model pointed at, and the words it gave back as standing there. */
export interface Pointed {
  place: PassagePlace;
  span: string;
}

/** Why something that was pointed at does not hold, each with how `why` tells it. */
export const DROPS = {
  unknown: 'there is no passage of that number',
  changed: 'the article has changed meanwhile',
  span: 'the words do not stand in it',
  kind: 'the words are not of the kind that was asked for',
  contradicted: 'it tells otherwise what the question takes for granted',
  'same-side': 'it says nothing else than the first side',
} as const;

export type Drop = keyof typeof DROPS;
