/** What the tests know of a terminal: how escaped text is read back, and how our own control sequences are taken out. */

/** The inverse of `showHidden`. */
export function unescapeTerminal(shown: string): string {
  return shown.replace(/[\u2400-\u241f]|\u2421|<U\+([0-9A-F]{4,6})>/g, (symbol, point?: string) => {
    if (point !== undefined) return String.fromCodePoint(Number.parseInt(point, 16));
    return symbol === '\u2421' ? '\x7f' : String.fromCharCode(symbol.charCodeAt(0) - 0x2400);
  });
}

/** Terminal text without our colours and links: SGR, and OSC 8 closed by ST. */
export function plain(text: string): string {
  return text.replace(/\x1b\[[\d;]*m/g, '').replace(/\x1b\]8;;[\x21-\x7e]*\x1b\\/g, '');
}

/** Whatever could drive or deceive a terminal; joiners and selectors, which may shape honest text, are not looked for. */
export const DRIVES =
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|[\u{e0000}-\u{e007f}]/u;

/** The quotes that stand in terminal text: what is beside a bar, joined, and unescaped. */
export function quotesIn(shown: string): string[] {
  const quotes: string[] = [];
  let before = '';
  for (const line of plain(shown).split('\n')) {
    // A bar alone parts two quotes of one source.
    const isQuote = line.startsWith('│ ');
    if (isQuote) quotes.push((before === '│' ? quotes.pop() : '') + line.slice(2));
    before = isQuote ? '│' : '';
  }
  return quotes.map(unescapeTerminal);
}
