/**
 * Third-party text with everything in it that could deceive a reader or drive a terminal shown as visible symbols. Pure. No
 * adapter shows foreign text without `showHidden`.
 *
 * The mapping, which `unescapeTerminal` in the tests inverts:
 *   C0 controls and DEL          their pictures, U+2400 to U+241F and U+2421 (␛ for ESC, ␊ for a line break)
 *   C1, bidirectional controls, invisible characters, line and paragraph separators, lone surrogates   <U+202E>
 *   the pictures themselves, and a `<` that begins something like `<U+`   <U+241B>, <U+003C>U+
 * Joiners and variation selectors stay where they shape a letter or an emoji: honest text needs them there.
 */

const HIDDEN =
  /[\x00-\x1f\x7f-\x9f\u2028\u2029\u2400-\u241f\u2421\ufff9-\ufffb\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]|<(?=U\+)/gu;

const JOINER = /^[\u200c\u200d]$/;
const SHAPED = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}]$|[^\p{Script=Latin}\p{Script=Common}\p{C}]$/u;
const EMOJI_SELECTOR = /^[\ufe0e\ufe0f]$/;
const EMOJI = /\p{Emoji}$/u;
const HAN_SELECTOR = /^[\ufe00-\ufe02\u{e0100}-\u{e01ef}]$/u;
const HAN = /\p{Script=Han}$/u;

/** Text that shows everything it holds and moves no cursor; unescaping it gives the text back. */
export function showHidden(text: string): string {
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
export const ASCII = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader sees as single characters. */
export function graphemes(text: string): string[] {
  if (ASCII.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
