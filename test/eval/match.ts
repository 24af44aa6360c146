/**
 * When words count as the same: the small comparisons that scoring is made of. Pure, and the same as those of the outside
 * scorer, down to rounding, so that both give one figure.
 */

const FOLDED: Record<string, string> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u00a0': ' ',
};

/** Curly quotes, hyphens and runs of white space made plain. */
export function squash(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201c\u201d\u2010\u2011\u00a0]/g, character => FOLDED[character] ?? character)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Lower-case runs of letters and digits, articles left out. */
function wordsOf(text: string): string[] {
  const found =
    squash(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.filter(word => word !== 'a' && word !== 'an' && word !== 'the');
}

/** Whether the words of `needle` stand in order, with nothing between them, in `hay`. */
export function contains(hay: string, needle: string): boolean {
  const needed = wordsOf(needle);
  // Words hold no spaces, so a padded search finds whole words only.
  return needed.length > 0 && ` ${wordsOf(hay).join(' ')} `.includes(` ${needed.join(' ')} `);
}

/** Whether an answer says a gold string; Yes and No count as the first word alone. */
export function saysGold(answer: string, gold: string): boolean {
  if (gold !== 'Yes' && gold !== 'No') return contains(answer, gold);
  return wordsOf(answer)[0] === gold.toLowerCase();
}

/** Whether one quote lies inside the other. */
export function overlaps(one: string, other: string): boolean {
  const [first, second] = [squash(one), squash(other)];
  return first.includes(second) || second.includes(first);
}

/** Harmonic mean of precision and recall over words, 0 to 1. */
export function wordF1(answer: string, gold: string): number {
  const [given, wanted] = [wordsOf(answer), wordsOf(gold)];
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of given) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common += 1;
  }
  return common === 0 ? 0 : (2 * common) / (given.length + wanted.length);
}

/** Probability that a random true pair is placed above a random false one, ties counting half; null when one kind is missing. */
export function auroc(pairs: readonly { confidence: number; answerable: boolean }[]): number | null {
  const yes = pairs.filter(pair => pair.answerable).map(pair => pair.confidence);
  const no = pairs.filter(pair => !pair.answerable).map(pair => pair.confidence);
  if (yes.length === 0 || no.length === 0) return null;
  let wins = 0;
  for (const high of yes) for (const low of no) wins += high > low ? 1 : high === low ? 0.5 : 0;
  return round(wins / (yes.length * no.length), 3);
}

/** Rounds as Python does: to the nearest, and an exact half to the even digit. */
export function round(value: number, digits: number): number {
  // 60 decimals hold every double of this size exactly, so that a half is only seen where there is one.
  const exact = value.toFixed(60);
  const cut = exact.indexOf('.') + 1 + digits;
  if (!/^50*$/.test(exact.slice(cut))) return Number(value.toFixed(digits));
  const below = Number(exact.slice(0, cut));
  const isEven = Number(exact[cut - 1]) % 2 === 0;
  return isEven ? below : Number((below + 10 ** -digits).toFixed(digits));
}
