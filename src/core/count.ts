/** How many of a thing, in words. */

/** "1 article", "1,204 articles". */
export function count(n: number, thing: string): string {
  return `${n.toLocaleString('en-GB')} ${thing}${n === 1 ? '' : 's'}`;
}
