/**
 * Decides which part of the page each piece of text is: title, byline, body, an embedded post's debris, or page furniture, and
 * who wrote an embedded post. The sentences of a post stay body, for they are somebody's words; only its links and its
 * attribution line are `embed`. Nothing is dropped here, only marked.
 */
import type { PagePart, PassageKind } from '../../core/model.ts';
import { CREDIT_ENDS, FURNITURE_INSIDE, FURNITURE_SHORT, FURNITURE_STARTS } from '../data/furniture.ts';
import { fold } from '../names.ts';

/** A passage in the making. */
export interface Draft {
  start: number;
  end: number;
  text: string;
  kind: PassageKind;
  block: number;
  part: PagePart;
  /** The embedded post this piece is of, if any. */
  post: Post | null;
}

export interface Post {
  /** As the attribution line writes it. */
  poster: string;
  /** The day it was posted, as the attribution line writes it; null where it does not say. */
  date: string | null;
}

/** By first letter, so that the many short lines of an odd text cost little. */
const STARTS = Map.groupBy<string, string>(FURNITURE_STARTS, start => start.slice(0, 1));
const SHORT_STARTS = Map.groupBy<string, string>(FURNITURE_SHORT, start => start.slice(0, 1));
/** The phrases hold nothing that an expression would read as anything but itself. */
const INSIDE = new RegExp(FURNITURE_INSIDE.join('|'));
const CREDIT = new RegExp(`(?:${CREDIT_ENDS.join('|')})[).\\s]*$`);
const ATTRIBUTION =
  /^[—–-]{0,2}\s*([^()\n]{1,120}?)\s*\(@\w{1,30}\)[\s·,]*([\p{L}\d][\p{L}\d ,.\u00a0\u202f]{3,30})?$/u;
const LINK_ONLY = /^(?:pic\.(?:twitter|x)\.com\/\S+|https?:\/\/\S+|www\.\S+)$/u;
const BYLINE = /^by\s+\p{Lu}[^.!?]{1,80}$/iu;
const PAGE_DATE = /^(?:published|updated|posted|last updated|date)(?: on)?\s*:\s*.{0,30}\d{4}/iu;
const BREADCRUMB = /\s[»›>]\s.*\s[»›>]\s|^home\s[»›>/|]\s/iu;
/** A post's text hardly ever runs longer, UTF-16 units; what stands before it is the article's own. */
const POST_LENGTH = 330;
const TOLD = /\b(?:said|told|wrote|posted|tweeted|shared)\b/u;
/** Where a title or byline may stand, counted in pieces from the top of the page. */
const HEAD = 12;

/** Marks `part` and `post` of every draft, in place of guessing later. `title` and `byline` are the article's own, if known. */
export function markParts(drafts: Draft[], article: { title: string | null; byline: string | null }): void {
  markFurniture(drafts);
  markPosts(drafts);
  markHead(drafts, article);
  markTail(drafts);
}

function markFurniture(drafts: Draft[]): void {
  let furnished = -1;
  for (const [i, draft] of drafts.entries()) {
    const first = drafts[i - 1]?.block !== draft.block;
    const last = drafts[i + 1]?.block !== draft.block;
    const low = draft.text.toLowerCase().replaceAll('’', "'");
    if (first && startsAsFurniture(low, last)) furnished = draft.block;
    if (LINK_ONLY.test(draft.text)) draft.part = 'embed';
    else if (furnished === draft.block || isFurniture(draft.text, low)) draft.part = 'furniture';
  }
  for (const [i, draft] of drafts.entries()) if (isPromptQuestion(drafts, i)) draft.part = 'furniture';
}

function startsAsFurniture(low: string, whole: boolean): boolean {
  const bare = low.replace(/^[^\p{L}\p{N}©]+/u, '').slice(0, 200);
  const starts = STARTS.get(bare.slice(0, 1));
  if (starts?.some(start => beginsWith(bare, start))) return true;
  const shorts = SHORT_STARTS.get(bare.slice(0, 1));
  if (!shorts || !whole || /[.!?]$/.test(low)) return false;
  const words = bare.split(/\s+/).length;
  return shorts.some(start => (words <= 6 || start.endsWith(':')) && beginsWith(bare, start));
}

function beginsWith(text: string, start: string): boolean {
  return text.startsWith(start) && (/\W$/.test(start) || !/^[\p{L}\p{N}]/u.test(text.slice(start.length)));
}

function isFurniture(text: string, low: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  if (/[»›>/|]/.test(text) && BREADCRUMB.test(text.slice(0, 300))) return true;
  return (text.length <= 160 && CREDIT.test(low)) || INSIDE.test(low);
}

/** A question put to the reader beside a prompt in the same block. */
function isPromptQuestion(drafts: Draft[], i: number): boolean {
  const draft = drafts[i]!;
  if (draft.part !== 'body' || !draft.text.endsWith('?')) return false;
  return [drafts[i - 1], drafts[i + 1]].some(near => near?.block === draft.block && near.part === 'furniture');
}

function markPosts(drafts: Draft[]): void {
  for (let i = 0; i < drafts.length; i++) {
    const draft = drafts[i]!;
    const found = draft.text.length <= 250 && draft.text.includes('(@') ? ATTRIBUTION.exec(draft.text) : null;
    if (!found) continue;
    const poster = found[1]!.split(' / ')[0]!.trim();
    const post = { poster, date: found[2]?.trim() ?? null };
    draft.part = 'embed';
    draft.post = post;
    claimPost(drafts, i, post);
  }
}

/** Walks back from the attribution over the post's own sentences. */
function claimPost(drafts: Draft[], at: number, post: Post): void {
  let length = 0;
  for (let i = at - 1; i >= 0; i--) {
    const draft = drafts[i]!;
    if (draft.kind !== 'sentence' || draft.post || draft.part === 'furniture') return;
    if (draft.part === 'body') {
      length += draft.text.length;
      if (draft.text.endsWith(':') || TOLD.test(draft.text)) return;
      if (length > POST_LENGTH && length > draft.text.length) return;
    }
    draft.post = post;
  }
}

function markHead(drafts: Draft[], { title, byline }: { title: string | null; byline: string | null }): void {
  const head = drafts.slice(0, HEAD);
  const [titled, signed] = [title, byline].map(each => (each === null ? null : bareWords(each)));
  const named = head.find(draft => titled !== null && draft.part === 'body' && bareWords(draft.text) === titled);
  const first = head.find(draft => draft.part !== 'furniture');
  const lead = title === null && first?.kind === 'heading' && drafts.length > 1 ? first : undefined;
  const found = named ?? lead;
  if (found) found.part = 'title';
  for (const draft of head) {
    const own = signed !== null && bareWords(draft.text.replace(/^by\s+/iu, '')) === signed;
    if (draft.part === 'body' && (own || BYLINE.test(draft.text))) draft.part = 'byline';
  }
  for (const draft of drafts) {
    if (draft.part === 'body' && draft.kind !== 'item' && PAGE_DATE.test(draft.text.slice(0, 80)))
      draft.part = 'byline';
  }
}

function bareWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** After the last real sentence, headings and scraps beside page furniture belong to it. */
function markTail(drafts: Draft[]): void {
  const last = drafts.findLastIndex(draft => draft.part === 'body' && isReal(draft));
  if (last < 0 || !drafts.slice(last + 1).some(draft => draft.part === 'furniture')) return;
  for (const draft of drafts.slice(last + 1)) if (draft.part === 'body') draft.part = 'furniture';
}

function isReal({ kind, text }: Draft): boolean {
  if (kind === 'heading') return false;
  return kind !== 'sentence' || /[.!?…][”"’')\]]*$/u.test(text) || text.split(/\s+/).length >= 8;
}
