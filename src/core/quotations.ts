/**
 * Finds every quotation in a reply: in its quotes and, at any depth, in its data, for what `--json` prints is shown too. What is
 * verified before sending, and what a post is found by when an article falls, are the same passages.
 */
import type { ShownPassage } from './chat.ts';
import type { Evidence } from './model.ts';
import type { Reply } from './reply.ts';

export type Quotation = Pick<Evidence, 'article' | 'revision' | 'start' | 'end' | 'quote'>;

/** Each as often as it stands there. */
export function quotationsOf({ quotes, data, rest }: Reply): Quotation[] {
  return [...quotationsIn([quotes, data]), ...(rest ? quotationsOf(rest) : [])];
}

/** The distinct passages a reply shows. */
export function passagesShown(reply: Reply): ShownPassage[] {
  const shown = quotationsOf(reply)
    .filter(hasPlace)
    .map(({ article, revision, start, end }) => ({ article, revision, start, end }));
  return [...new Map(shown.map(each => [JSON.stringify(each), each])).values()];
}

/** Whether it says where it stands: what has no place can neither be verified nor found, whatever it quotes. */
export function hasPlace({ article, revision, start, end }: Quotation): boolean {
  const isPlace = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end;
  return typeof article === 'string' && Number.isInteger(revision) && isPlace;
}

function* quotationsIn(value: unknown): Generator<Quotation> {
  if (typeof value !== 'object' || value === null) return;
  if (isQuotation(value)) yield value;
  for (const inner of Object.values(value)) yield* quotationsIn(inner);
}

/** A quote without a proper place is a quotation too, and then never verified: it must not pass. */
function isQuotation(value: object): value is Quotation {
  return 'quote' in value && 'article' in value;
}
