/**
 * What may reach a terminal: third-party text with everything that could drive or deceive it shown as visible symbols, and how
 * many columns text takes. Pure. Nothing else in Stet writes foreign text to a terminal without `escapeTerminal`.
 *
 * The mapping, which `unescapeTerminal` in the tests inverts:
 *   C0 controls and DEL          their pictures, U+2400 to U+241F and U+2421 (␛ for ESC, ␊ for a line break)
 *   C1, bidirectional controls, invisible characters, line and paragraph separators, lone surrogates   <U+202E>
 *   the pictures themselves, and a `<` that begins something like `<U+`   <U+241B>, <U+003C>U+
 * Joiners and variation selectors stay where they shape a letter or an emoji: honest text needs them there.
 */

const HIDDEN =
  /[\x00-\x1f\x7f-\x9f\u2028\u2029\u2400-\u241f\u2421\ufff9-\ufffb\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]|<(?=U\+)/gu;

const HIDDEN_IN_JSON = /[\x7f-\x9f\u2028\u2029\ufff9-\ufffb\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

const JOINER = /^[\u200c\u200d]$/;
const SHAPED = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}]$|[^\p{Script=Latin}\p{Script=Common}\p{C}]$/u;
const EMOJI_SELECTOR = /^[\ufe0e\ufe0f]$/;
const EMOJI = /\p{Emoji}$/u;
const HAN_SELECTOR = /^[\ufe00-\ufe02\u{e0100}-\u{e01ef}]$/u;
const HAN = /\p{Script=Han}$/u;

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

/** Text that shows everything it holds and moves no cursor; unescaping it gives the text back. */
export function escapeTerminal(text: string): string {
  return text.replace(HIDDEN, (found: string, at: number) => (isNeeded(found, text, at) ? found : symbolOf(found)));
}

function isNeeded(character: string, text: string, at: number): boolean {
  // Two code units are enough to see the code point before.
  const before = text.slice(Math.max(0, at - 2), at);
  if (JOINER.test(character)) return SHAPED.test(before) || EMOJI_SELECTOR.test(before.slice(-1));
  if (EMOJI_SELECTOR.test(character)) return EMOJI.test(before) || HAN.test(before);
  return HAN_SELECTOR.test(character) && HAN.test(before);
}

function symbolOf(character: string): string {
  const point = character.codePointAt(0)!;
  if (point < 0x20) return String.fromCodePoint(0x2400 + point);
  if (point === 0x7f) return '\u2421';
  return `<U+${point.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** Most text by far; segmenting it would take a hundred times as long. */
const ASCII = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader sees as single characters. */
export function graphemes(text: string): string[] {
  if (ASCII.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
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
