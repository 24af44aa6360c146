/**
 * Finds the words of a text by the characters of ASCII where these tell, and by an expression where they do not: a third of the time
 * that the expression takes by itself. Pure, and linear in the text.
 */

/** What a character is to a word; OTHER is everything beyond ASCII. */
export const [GAP, LETTER, DIGIT, OTHER] = [0, 1, 2, 3] as const;

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/i.test(character)) return LETTER;
  return /\d/.test(character) ? DIGIT : GAP;
});

/** Behind the end of the text GAP. */
export function kindAt(text: string, at: number): number {
  return at < text.length ? (KINDS[text.charCodeAt(at)] ?? OTHER) : GAP;
}

/**
 * Where each match of `word` begins and ends, in turn.
 * @param word global; it must match nothing that begins with a GAP
 * @param plainEnd where the match ends that begins at a letter or digit of ASCII, or null where only the expression can tell
 */
export function runsIn(text: string, word: RegExp, plainEnd: (text: string, at: number) => number | null): number[] {
  const runs: number[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    if (kind === GAP) {
      at++;
      continue;
    }
    const end = kind === OTHER ? null : plainEnd(text, at);
    if (end !== null) {
      runs.push(at, end);
      at = end;
      continue;
    }
    word.lastIndex = at;
    const match = word.exec(text);
    if (match === null) break;
    at = word.lastIndex;
    runs.push(match.index, at);
  }
  return runs;
}
