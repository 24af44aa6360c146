/** What a terminal needs besides: JSON that can drive none, and how many columns text takes. Pure. */
import { ASCII, graphemes } from '../visible-text.ts';

const HIDDEN_IN_JSON = /[\x7f-\x9f\u2028\u2029\ufff9-\ufffb\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * One value as a line of JSON whose hidden characters are written as `\u202e`: the same JSON, and nothing in it reaches the
 * terminal it may be printed on.
 */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(HIDDEN_IN_JSON, found =>
    found
      .split('')
      .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** Columns that escaped text takes in a terminal. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return graphemes(text).reduce((width, grapheme) => width + graphemeWidth(grapheme), 0);
}

const EMOJI_WIDE =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\p{Emoji}--[\p{ASCII}]]\ufe0f|\p{Regional_Indicator}/v;
/** East Asian wide and full-width characters (UAX 11), as scripts and blocks. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\u3200-\u33ff\uff01-\uff60\uffe0-\uffe6]/u;
const HALF_WIDE = /[\uff61-\uffdc\u1160-\u11ff]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}]|\u200c|\u200d/u;

/** 0, 1 or 2 for a code point; an emoji takes 2 however many it is made of. */
export function graphemeWidth(grapheme: string): number {
  if (ASCII.test(grapheme)) return grapheme.length;
  if (EMOJI_WIDE.test(grapheme)) return 2;
  let width = 0;
  for (const character of grapheme) {
    if (NO_WIDTH.test(character)) continue;
    width += WIDE.test(character) && !HALF_WIDE.test(character) ? 2 : 1;
  }
  return width;
}
