/** What a person reads of Slack blocks, for tests: a reader of its own, so that it cannot share a fault with the renderer. */

interface Read {
  type: string;
  text?: string | Read;
  elements?: Read[];
  fallback?: string;
  url?: string;
  name?: string;
}

/** All text of some blocks, one line a block or part of one; emoji by name, dates as their fallback, marks as they stand. */
export function plainTextOf(blocks: readonly object[]): string {
  return (blocks as Read[]).map(textOf).join('\n');
}

function textOf(read: Read): string {
  if (typeof read.text === 'object') return textOf(read.text);
  if (read.type === 'emoji') return `:${read.name}:`;
  if (read.type === 'date') return read.fallback ?? '';
  if (read.elements) return read.elements.map(textOf).join(isLine(read) ? '' : '\n');
  return read.text ?? read.url ?? '';
}

function isLine({ type }: Read): boolean {
  return type === 'rich_text_section' || type === 'rich_text_quote';
}

/** A quotation as it stands in messages, and the line below it. */
export interface ShownQuote {
  quote: string;
  source: string;
}

/** The quotations of messages in their order, consecutive parts of one joined; the source of a group goes with each of it. */
export function quotesIn(messages: readonly { blocks: readonly object[] }[]): ShownQuote[] {
  const parts = messages.flatMap(({ blocks }) => sourced(blocks as Read[]));
  const quotes: ShownQuote[] = [];
  for (const { quote, source } of parts) {
    const part = / · part (\d+) of \d+$/.exec(source);
    if (part && part[1] !== '1') quotes.at(-1)!.quote += quote;
    else quotes.push({ quote, source: part ? source.slice(0, part.index) : source });
  }
  return quotes;
}

/** Every quotation of one message with the first line after it that is no quotation; '' where the message has none. */
function sourced(blocks: Read[]): ShownQuote[] {
  const parts = blocks.flatMap(block => (block.type === 'rich_text' ? (block.elements ?? []) : [block]));
  return parts.flatMap((part, at) => {
    if (part.type !== 'rich_text_quote') return [];
    const below = parts.slice(at + 1).find(each => each.type !== 'rich_text_quote');
    return [{ quote: textOf(part), source: below?.type === 'rich_text_section' ? textOf(below) : '' }];
  });
}
