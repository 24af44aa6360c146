/**
 * The last look before anything is shown: every quotation of a reply, in its quotes and in its data, is compared with the
 * revision it is said to stand in. It never repairs: one word that differs and nothing is sent (promise 1).
 */
import { StetError } from './errors.ts';
import type { Store } from './ports.ts';
import { hasPlace, type Quotation, quotationsOf } from './quotations.ts';
import type { Reply } from './reply.ts';

/** Resolves when every quotation stands word for word in its revision; throws `quote-mismatch` otherwise. */
export async function verifyQuotes(reply: Reply, store: Pick<Store, 'revision'>): Promise<void> {
  const texts = new Map<string, string | null>();
  for (const quotation of quotationsOf(reply)) {
    if (!hasPlace(quotation)) throw mismatch(quotation);
    const text = await textOf(quotation, store, texts);
    if (text?.slice(quotation.start, quotation.end) !== quotation.quote) throw mismatch(quotation);
  }
}

async function textOf(
  { article, revision }: Quotation,
  store: Pick<Store, 'revision'>,
  texts: Map<string, string | null>,
) {
  const key = `${revision} ${article}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = (await store.revision(article, revision))?.text ?? null;
  texts.set(key, text);
  return text;
}

function mismatch({ article, revision }: Quotation): StetError {
  return new StetError('quote-mismatch', `a quotation does not stand in article ${article}, revision ${revision}`);
}
