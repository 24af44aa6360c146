/**
 * Questions as they are typed in a hurry: lower case, no mark, no apostrophes, and a slip in one or two of the longer words. The same seed makes the same
 * slips. It must never share a list with `src/newsroom/spelling.ts`, which puts them right.
 */
import { type Random, randomFor } from '../bench/random.ts';

/** Keys beside each on a keyboard. */
const BESIDE: Readonly<Record<string, string>> = Object.fromEntries(
  'asq bvn cxv dsf ewr fdg gfh hgj iuo jhk kjl lk mn nbm oip po qwa ret sad try uyi vcb wqe xzc ytu zx'
    .split(' ')
    .map(([key = '', ...near]) => [key, near.join('')]),
);

/** Letters of the shortest word in which a slip is made, and such words of a question from which it has two. */
const SHORTEST = 4;
const MANY = 5;

/** The question in a hurry; `number` is its place among others, each of which has slips of its own. */
export function typedInHaste(question: string, seed: number, number: number): string {
  const random = randomFor(seed, number);
  const words = question
    .replace(/\?\s*$/, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(' ');
  const long = words.flatMap((word, at) => (word.length >= SHORTEST && /^\p{L}+$/u.test(word) ? [at] : []));
  for (let left = long.length >= MANY ? 2 : 1; left > 0 && long.length > 0; left--) {
    const [at] = long.splice(random.below(long.length), 1);
    words[at!] = withSlip(words[at!]!, random);
  }
  return words.join(' ');
}

/** One letter left out, doubled, swapped with the next, or the key beside it; never the first, never the last. */
function withSlip(word: string, random: Random): string {
  const at = 1 + random.below(word.length - 2);
  const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
  const slips = [
    () => before + after,
    () => before + letter + letter + after,
    () => before + after[0]! + letter + after.slice(1),
    () => before + keyBeside(letter, random) + after,
  ];
  return random.pick(slips)();
}

function keyBeside(letter: string, random: Random): string {
  return random.pick([...(BESIDE[letter] ?? 'e')]);
}
