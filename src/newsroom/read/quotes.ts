/**
 * Finds words in quotation marks. A quotation may open in one passage and close in a later one of the same block; the caller
 * carries that. Apostrophes are told from single marks by what stands around them.
 */
export interface Quote {
  /** Offsets of the words inside the marks. */
  start: number;
  end: number;
  /** Opened in an earlier passage. */
  continued: boolean;
  /** Not closed in this passage. */
  open: boolean;
}

const CLOSE: Record<string, string> = { '“': '”', '"': '"', '«': '»', '„': '“', '‘': '’' };
const MARK = /[“”"«»„‘’]/gu;
const ANY_MARK = /[“"«„‘]/u;

/** Quotations in `text`, in order. `inside` says that one was open when the passage began, and by which mark it closes. */
export function findQuotes(text: string, inside: string | null): { quotes: Quote[]; open: string | null } {
  const quotes: Quote[] = [];
  if (inside === null && !ANY_MARK.test(text)) return { quotes, open: null };
  let close = inside;
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    if (close === null) {
      if (!opens(text, mark, index)) continue;
      close = CLOSE[mark]!;
      start = index + 1;
    } else if (mark === close && closes(text, mark, index)) {
      add(quotes, text, { start, end: index, continued: inside !== null && start === 0, open: false });
      close = null;
    } else if (mark === '“' && index === 0) {
      // Each paragraph of a long quotation opens anew.
      start = 1;
    }
  }
  if (close !== null)
    add(quotes, text, { start, end: text.length, continued: inside !== null && start <= 1, open: true });
  return { quotes, open: close };
}

function add(quotes: Quote[], text: string, quote: Quote): void {
  if (/[\p{L}\p{N}]/u.test(text.slice(quote.start, quote.end))) quotes.push(quote);
}

function opens(text: string, mark: string, at: number): boolean {
  if (!(mark in CLOSE)) return false;
  return mark !== '‘' || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
}

function closes(text: string, mark: string, at: number): boolean {
  if (mark !== '’') return true;
  return !/\p{L}/u.test(text[at + 1] ?? ' ') && (/[,.?!…]/u.test(text[at - 1] ?? ' ') || text[at - 1] !== 's');
}

/** The text with the words of its quotations blanked, offsets kept, so that nothing said inside is read as the article's. */
export function maskQuotes(text: string, quotes: Quote[]): string {
  if (quotes.length === 0) return text;
  let masked = '';
  let from = 0;
  for (const { start, end } of quotes) {
    masked += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return masked + text.slice(from);
}
