/** What an index depends on besides the articles: a file made by another reader or with other names is filled anew. */
import { createHash } from 'node:crypto';
import type { NameEntry } from '../core/model.ts';

/** Grows whenever reading or terms give another result for the same text. */
const READER_VERSION = 6;

export function readerStamp(names: readonly NameEntry[]): string {
  return `${READER_VERSION}:${createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16)}`;
}
