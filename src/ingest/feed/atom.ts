/** Atom 1.0 (RFC 4287) and 0.3, from elements to a feed. What an element says is read in `contents.ts`. */
import { oneLine } from './characters.ts';
import { firstHtml, lineOf, plainOf } from './contents.ts';
import type { DateHints } from './dates.ts';
import { childrenOf, type Element, textIn } from './elements.ts';
import { type Draft, firstDate } from './items.ts';
import { hintsOf, itemsIn, type Placed, readItems, textsOf } from './markup-feed.ts';
import type { FeedHead } from './rss.ts';
import { baseWithin, webUrl } from './urls.ts';

/** Atom 0.3 says `issued` and `modified`. The module `dc` stands in feeds that were converted. */
const PUBLISHED = ['published', 'issued', 'dcterms:issued', 'created', 'dc:date'];
const UPDATED = ['updated', 'modified', 'dcterms:modified'];

/** The registered relation, also in its long form. */
const ALTERNATE = /^(?:alternate|https?:\/\/www\.iana\.org\/assignments\/relation\/alternate)?$/i;

/** The feed of a `feed` element, and its entries in order. */
export function readAtom(root: Placed): { head: FeedHead; drafts: Draft[] } {
  const { element } = root;
  const language = oneLine(element.attributes['xml:lang']);
  const items = itemsIn(root);
  const hints = hintsOf(items, language);
  const head = {
    kind: 'atom' as const,
    title: lineOf(childrenOf(element, 'title')[0]),
    siteUrl: linkOf(root),
    language,
    ttlMinutes: null,
  };
  return { head, drafts: readItems(items, item => readEntry(item, hints)) };
}

function readEntry({ element, base }: Placed, hints: DateHints): Draft {
  const id = textsOf(element, 'id')[0];
  const contents = childrenOf(element, 'content');
  const summary = childrenOf(element, 'summary')[0];
  const body = firstHtml([...contents, summary]);
  return {
    id: oneLine(id),
    // Many ids are the address of the entry; any other kind (`tag:`, `urn:`) is none of the web.
    url: linkOf({ element, base }) ?? sourceOf(contents, base) ?? webUrl(id, null),
    title: lineOf(childrenOf(element, 'title')[0]) ?? lineOf(childrenOf(element, 'dc:title', 'media:title')[0]),
    publishedAt: firstDate(textsOf(element, ...PUBLISHED), hints),
    updatedAt: firstDate(textsOf(element, ...UPDATED), hints),
    summary: plainOf(summary),
    contentHtml: body?.html ?? null,
    baseUrl: body && baseWithin(body.element, base),
    author: authorOf(element),
  };
}

/** The page itself: an alternate in HTML before any other alternate. */
function linkOf({ element, base }: Placed): string | null {
  const links = childrenOf(element, 'link')
    .filter(link => ALTERNATE.test(link.attributes.rel?.trim() ?? ''))
    .map(link => ({
      isPage: /html/i.test(link.attributes.type ?? 'html'),
      url: webUrl(link.attributes.href ?? textIn(link), baseWithin(link, base)),
    }))
    .filter(({ url }) => url !== null);
  return (links.find(({ isPage }) => isPage) ?? links[0])?.url ?? null;
}

/** Content that stands elsewhere. */
function sourceOf(contents: readonly Element[], base: string | null): string | null {
  const content = contents.find(each => each.attributes.src !== undefined);
  return content === undefined ? null : webUrl(content.attributes.src, baseWithin(content, base));
}

/** The entry's own authors. The feed's are its publishers, so they are nobody's byline. */
function authorOf(element: Element): string | null {
  const names = childrenOf(element, 'author').map(author => lineOf(childrenOf(author, 'name')[0]));
  const given = [...names, ...childrenOf(element, 'dc:creator').map(lineOf)].filter(name => name !== null);
  return [...new Set(given)].join(', ') || null;
}
