/**
 * What happens in a run, made of its seed alone: what people and feeds do, which fault comes when, and when a night passes. A seed gives the
 * same plan on every machine; what it meets in the processes is never the same twice. Pure.
 */
import { type Random, randomFor } from '../bench/random.ts';

/** `small`: SQLite and a queue in one process; `large`: PostgreSQL and Redis, with a bot and two workers. */
export const SIZES = ['small', 'large'] as const;
export type Size = (typeof SIZES)[number];

type Weights<Kind extends string> = Readonly<Record<Kind, number>>;

/** What people and feeds do, by how often. */
const WORKS = {
  'ask on slack': 5,
  'ask on discord': 5,
  'publish an article': 5,
  'publish a copy': 1,
  'revise an article': 3,
  'flag on slack': 2,
  'flag on discord': 1,
  'rule on an article': 1,
  'watch a question': 1,
  'let time pass': 3,
} as const satisfies Weights<string>;
export type WorkKind = keyof typeof WORKS;

/** Faults that both sizes know. */
const OUTSIDE = {
  'slack drops its sockets': 2,
  'slack answers 503': 2,
  'slack takes a call and cuts it': 4,
  'slack takes a call and says nothing': 1,
  'slack limits the rate': 1,
  'discord drops its sockets': 2,
  'discord forgets its sessions': 1,
  'discord answers 502': 2,
  'discord takes a call and cuts it': 4,
  'discord takes a call and says nothing': 1,
  'discord limits the rate': 1,
  'sites answer 500': 1,
  'sites cut what they send': 1,
  'the disk is full': 3,
  'the clock is set forward': 2,
  'the clock is set back': 2,
} as const satisfies Weights<string>;

const FAULTS = {
  small: { ...OUTSIDE, 'kill -9 of Stet': 16, 'Stet is stopped': 1, 'kill -9 of Stet, its index lost': 1 },
  large: {
    ...OUTSIDE,
    'kill -9 of the bot': 4,
    'the bot is stopped': 2,
    'kill -9 of a worker': 8,
    'a worker is stopped': 1,
    'kill -9 of Redis': 3,
    'kill -9 of PostgreSQL': 3,
    FLUSHALL: 3,
    'Redis drops its connections': 2,
    'PostgreSQL drops its connections': 3,
  },
} as const satisfies Record<Size, Weights<string>>;
export type FaultKind = keyof typeof FAULTS.small | keyof typeof FAULTS.large;

/** When a fault comes: after some time, or as soon as the thing happens. */
const MOMENTS = { 'after a while': 3, 'as a message stands': 4, 'as a page is asked for': 2 } as const;
export type Moment = keyof typeof MOMENTS;

export interface Work {
  kind: WorkKind;
  /** 0 to 1: which of what is there then. */
  pick: number;
  /** 0 to 1: in which way. */
  way: number;
}

export interface Fault {
  kind: FaultKind;
  moment: Moment;
  /** Milliseconds to wait first, or for the moment at most. */
  withinMs: number;
  /** Milliseconds until what was taken away is given back. */
  lastsMs: number;
  /** 0 to 1: how much, or which one. */
  pick: number;
  /** Whether everything that was started again is waited for before the next step. */
  patient: boolean;
}

export interface Step {
  works: Work[];
  fault: Fault;
  /** Whether a night passes before it, which ends with digests. */
  night: boolean;
}

/** Most works before one fault. */
const MOST_WORKS = 3;

/** Faults from one night to the next. */
const NIGHT_EVERY = 30;

const AFTER_MS = 1_500;
const MOMENT_MS = 2_500;
const LASTS_MS = 2_000;

export function planOf(seed: number, faults: number, size: Size): Step[] {
  const random = randomFor(seed, size === 'small' ? 0 : 1);
  return Array.from({ length: faults }, (_, n) => ({
    works: Array.from({ length: 1 + random.below(MOST_WORKS) }, () => aWork(random)),
    fault: aFault(random, size),
    night: n % NIGHT_EVERY === NIGHT_EVERY - 1,
  }));
}

function aWork(random: Random): Work {
  return { kind: weighed(WORKS, random), pick: random.next(), way: random.next() };
}

function aFault(random: Random, size: Size): Fault {
  const kind = weighed<FaultKind>(FAULTS[size], random);
  const moment = weighed(MOMENTS, random);
  const withinMs = moment === 'after a while' ? random.below(AFTER_MS) : MOMENT_MS;
  const lastsMs = random.below(LASTS_MS);
  return { kind, moment, withinMs, lastsMs, pick: random.next(), patient: random.next() < 0.6 };
}

function weighed<Kind extends string>(weights: Partial<Weights<Kind>>, random: Random): Kind {
  const all = Object.entries(weights) as [Kind, number][];
  let left = random.next() * all.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of all) {
    left -= weight;
    if (left < 0) return kind;
  }
  return all.at(-1)![0];
}

/** A fault in a line, as the trail has it. */
export function shownFault({ kind, moment, withinMs, lastsMs }: Fault): string {
  const when = moment === 'after a while' ? `after ${withinMs} ms` : moment;
  return `${kind}, ${when}, for ${lastsMs} ms`;
}
