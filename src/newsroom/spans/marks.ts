/**
 * What a stretch of text must show to answer a question of its kind at all: an age for "how old", a length for "how far", a time for "when".
 * Reads the question's kind and finds the stretches in a passage. General English alone; it never chooses between them.
 */
import type { NumberMention, Passage } from '../../core/model.ts';
import { type Patterned, patternsOf } from './mark-patterns.ts';
import { measures } from './units.ts';
import type { Form, Wanted } from './wanted.ts';

export interface Place {
  /** Offsets into the passage's text. */
  start: number;
  end: number;
}

/** A measure, or another kind of thing that shows by itself. */
export type Mark = Patterned | 'count' | 'money' | 'name' | 'reason';

/** "Which weekday", "what time": not any moment will do. */
const MOMENTS: readonly [Mark, RegExp][] = [
  ['weekday', /\b(?:which|what) (?:week ?day|day of the week)\b/],
  ['clock', /\bwhat (?:exact )?time\b(?! of (?:the )?year)/],
  ['deadline', /\bhow soon\b/],
];

/** What is done by whoever is at the head of something. */
const LEADS =
  'heads?|headed|heading|leads?|led|leading|chairs?|chaired|chairing|owns?|owned|runs?|ran|running|edits?|edited|directs?|directed|commands?|commanded|coach(?:es|ed)?|captains?|captained';
const OFFICE =
  'boss|head|chief|ceo|mayor|minister|president|chair|chairman|chairwoman|chairperson|director|editor|coach|owner|leader|governor|captain|chancellor|secretary|commander|manager';

/** "Who heads the board", "what is the name of the ship": a name, or nothing. */
const ASKS_NAME = new RegExp(
  `\\bnames? of\\b|\\b(?:full|first|last|family|middle|maiden) name\\b|\\bwho (?:(?:currently|now|actually|is|was|has|had|will|would) ){0,2}(?:${LEADS})\\b(?! (?:out|into|away|off|over|from|to|down|through|late)\\b)|\\bwho (?:is|was) (?:the |a |an )?(?:new |current |former )?(?:\\p{L}+ )?(?:${OFFICE})\\b`,
  'u',
);

/** Those who live there, not those to whom something happens: "how many people does the plant employ". */
const POPULATION =
  /\bhow many (?:people|inhabitants|residents|citizens) (?:live|lives|lived|are living|reside|inhabit(?:ed)?)\b|\bhow many (?:people|inhabitants|residents|citizens) (?:has (?:the )?(?:\p{L}+)$|(?:does|did) .+ have$)|\bhow many (?:inhabitants|islanders|villagers) (?:are there|has|does|did)\b|\bwhat (?:is|was) .*\bpopulation\b/u;

/** The kind of thing an answer must show; null where it may be told in any words. `plain` is the question in lower case. */
export function markOf({ form, measure }: Pick<Wanted, 'form' | 'measure'>, plain: string): Mark | null {
  if (form === 'how-many') return measure ?? countedBy(plain);
  if (form === 'when') return MOMENTS.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'moment';
  if (form === 'why') return 'reason';
  return MAY_NAME.has(form) && ASKS_NAME.test(plain) ? 'name' : null;
}

const MAY_NAME = new Set<Form>(['who', 'who-is', 'what', 'what-is', 'which']);

function countedBy(plain: string): Mark | null {
  if (POPULATION.test(plain)) return 'population';
  return /\bhow many\b/.test(plain) ? 'count' : null;
}

const REASON =
  /\b(?:because|since|as|due|owing|after|following|over|so that|so as|reason|caus\p{L}*|blam\p{L}*|led|leads|leading|prompt\p{L}*|trigger\p{L}*|spark\p{L}*|start(?:s|ed)|stem\p{L}*|result\p{L}*|thanks|amid|given|fear\p{L}*|protest|for (?:want|lack|fear|reasons)|in (?:order|response|view|light)|fail\p{L}*|prevent\p{L}*|stop(?:s|ped)|made|makes|forc\p{L}*|saying|said|says|lest|until|therefore|hence|why|too|without|not|no|cannot|which|who|if|when|while)\b|\bto \p{Ll}+|n['’]t\b|[:;–—]/iu;

/** Plainly told causes: what follows is the reason. */
const CAUSE =
  /(?<!\p{L})(?:because(?: of)?|due to|owing to|on account of|thanks to|for (?:want|lack|fear) of|so that|so as to|in order to|in protest (?:at|against|over))\s(?:the\s|an?\s|its\s|their\s|his\s|her\s)?[\p{L}\p{N}]+/giu;

/** Bare numbers below this are hardly ever sums that are worth a report. */
const LEAST_SUM = 1000;

function isSum({ unit, value }: NumberMention): boolean {
  return unit === null ? value >= LEAST_SUM : measures('money', [unit]);
}

/**
 * Stretches of a passage that show what is asked for; null where nothing can be told: the kind shows no mark, or it may be told without.
 * Bounded by the passage's length.
 */
export function marksIn(
  mark: Exclude<Mark, 'count' | 'name'>,
  { text, start, dates, numbers }: Passage,
): Place[] | null {
  const own = (mention: Place) => ({ start: mention.start - start, end: mention.end - start });
  if (mark === 'reason') {
    const causes = placesOf(CAUSE, text);
    return causes.length > 0 ? causes : REASON.test(text) ? null : [];
  }
  if (mark === 'money') return numbers.filter(isSum).map(own);
  const found = patternsOf(mark).flatMap(pattern => placesOf(pattern, text));
  return mark === 'moment' || mark === 'deadline' ? [...dates.map(own), ...found] : found;
}

function placesOf(pattern: RegExp, text: string): Place[] {
  return [...text.matchAll(pattern)].map(match => ({ start: match.index, end: match.index + match[0].length }));
}
