/** How many typing errors lie between two words. */

/** Three lines of the table of distances, used again: a misspelt word is compared with some ten thousand others. */
const LINES = [0, 1, 2].map(() => new Uint16Array(64));

/**
 * Damerau-Levenshtein distance, optimal string alignment (a swap of neighbours counts once), or `limit + 1` as soon as it
 * is clear that it is above `limit`. Words are compared by UTF-16 unit.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // What both begin or end with takes no error.
  let start = 0;
  let [endA, endB] = [a.length, b.length];
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const [rows, columns] = [endA - start, endB - start];
  if (rows === 0 || columns === 0) return Math.min(rows + columns, limit + 1);
  // Most words that are compared are far apart, and need no table to tell.
  if (limit === 1) return isOneError(a, b, start, rows, columns) ? 1 : 2;
  if (lettersApart(a, b, start, endA, endB) > limit) return limit + 1;
  return betweenEnds(a.slice(start, endA), b.slice(start, endB), limit);
}

/** Whether what differs is one letter for another, or two that are swapped. */
function isOneError(a: string, b: string, start: number, rows: number, columns: number): boolean {
  if (rows === 1 && columns === 1) return true;
  return rows === 2 && columns === 2 && isSwapped(a, start + 2, b, start + 2);
}

/**
 * Letters of one that the other lacks, of whichever lacks more: each takes an error of its own. Letters that are alike in their last five bits
 * count as one, so it may be too few, and never too many.
 */
function lettersApart(a: string, b: string, start: number, endA: number, endB: number): number {
  const [inA, inB] = [lettersIn(a, start, endA), lettersIn(b, start, endB)];
  return Math.max(bitsOf(inA & ~inB), bitsOf(inB & ~inA));
}

function lettersIn(word: string, start: number, end: number): number {
  let letters = 0;
  for (let at = start; at < end; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsOf(letters: number): number {
  let count = 0;
  for (let rest = letters; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Only places near the diagonal are worked out: further off it, more than `limit` letters are left out or added. */
function betweenEnds(a: string, b: string, limit: number): number {
  const over = limit + 1;
  let [beforeLast, last, current] = b.length < 64 ? LINES : LINES.map(() => new Uint16Array(b.length + 1));
  for (let column = 0; column <= b.length; column++) last![column] = Math.min(column, over);
  for (let row = 1; row <= a.length; row++) {
    const first = Math.max(1, row - limit);
    const end = Math.min(b.length, row + limit);
    let least = over;
    current![first - 1] = first === 1 ? Math.min(row, over) : over;
    for (let column = first; column <= end; column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let best = Math.min(last![column]! + 1, current![column - 1]! + 1, last![column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && isSwapped(a, row, b, column)) best = Math.min(best, beforeLast![column - 2]! + 1);
      current![column] = Math.min(best, over);
      least = Math.min(least, best);
    }
    if (end < b.length) current![end + 1] = over;
    if (least > limit) return over;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return last![b.length]!;
}

function isSwapped(a: string, row: number, b: string, column: number): boolean {
  return a.charCodeAt(row - 1) === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
}
