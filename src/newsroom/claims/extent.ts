/**
 * How much of a thing a figure counts: those "that died" are fewer than all, and "on the first day" there were fewer than in the end. Pure;
 * read wherever two figures are compared, for two of different extent do not speak against each other.
 */

/** "16 whales that died", "the 40 houses which burned": told apart from the rest without a comma. */
const RESTRICTED =
  /^(?:\s(?!that\b|who\b|which\b)[\p{L}’'-]+){0,3}\s(?:that|who|which)\s(?!he\b|she\b|it\b|they\b|the\b)/u;

const DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const STAGE = new RegExp(
  [
    `(?:on|by|in|at|during|after|until) (?:the|its|their) (?:first|second|third|fourth|opening|last|final) (?:day|night|morning|evening|afternoon|weekend|week|month|round|half|hours?)`,
    `by (?:the (?:end|evening|morning|afternoon) of ${DAY}|(?:the |early |late )?(?:noon|midday|midnight|dawn|morning|afternoon|evening|night|nightfall|${DAY}))`,
    String.raw`so far|up to now|until now|at first|initially|for now|since (?:${DAY}|then|yesterday)|over the (?:\p{Ll}+ )?(?:days|weeks|months)`,
  ].join('|'),
  'iu',
);

/** @param behind the text behind a figure. */
export function isRestricted(behind: string): boolean {
  return RESTRICTED.test(behind);
}

export interface Counted {
  /** The sentence, and its figure. */
  text: string;
  value: number;
}

/** Whether two figures may count up to one time: what is told "by the evening" is a beginning, and no more than there were in the end. */
export function stagesFit(one: Counted, two: Counted): boolean {
  const [a, b] = [stageIn(one.text), stageIn(two.text)];
  if (a === b) return true;
  if (a !== null && b !== null) return false;
  return a === null ? two.value > one.value : one.value > two.value;
}

function stageIn(text: string): string | null {
  return STAGE.exec(text)?.[0].toLowerCase() ?? null;
}

/**
 * "Between 2011 and 2022", "from Monday to Friday": what happened in 2014 was in between.
 * @param before the text before a date. @param behind the text behind it.
 */
export function isEndOfSpan(before: string, behind: string): boolean {
  return (
    /\b(?:between|from)\s(?:the\s)?$/iu.test(before) ||
    /\b(?:between|from)\s[^,.;]{2,20}\s(?:and|to|until|till)\s(?:the\s)?$/iu.test(before) ||
    /^\s?[–-]\s?\d/u.test(behind)
  );
}
