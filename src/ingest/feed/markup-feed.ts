/** What RSS and Atom share: where items are in a tree, and which of them are whole. It knows no element of either but those. */

import { type DateHints, orderOf } from './dates.ts';
import { childrenOf, type Element, elementsIn, textIn } from './elements.ts';
import { type Draft, MAX_ITEMS } from './items.ts';
import { baseWithin } from './urls.ts';

/** An element of an item, with what its links are relative to. */
export interface Placed {
  element: Element;
  base: string | null;
}

const CONTAINERS = new Set(['channel', 'items', 'rss', 'feed', 'rdf:rdf', 'rdf', 'entries']);
const ITEMS = new Set(['item', 'entry']);
const DATES = /date|published|issued|created|updated|modified/;

/** The items below a root, also those that stand inside another because nobody closed it; one more than are taken, at most. */
export function itemsIn({ element, base }: Placed): Placed[] {
  const found: Placed[] = [];
  const visit = (outer: Element, outerBase: string | null): void => {
    for (const child of elementsIn(outer)) {
      if (found.length > MAX_ITEMS) return;
      const isItem = ITEMS.has(child.name);
      if (!isItem && !CONTAINERS.has(child.name)) continue;
      const inner = { element: child, base: baseWithin(child, outerBase) };
      if (isItem) found.push(inner);
      visit(inner.element, inner.base);
    }
  };
  visit(element, base);
  return found;
}

/**
 * Reads items. Of one that the end of the document cut off, only whole parts are read, since half an address is a wrong one; and it
 * counts only where they say what it is and where.
 */
export function readItems(items: readonly Placed[], read: (item: Placed) => Draft): Draft[] {
  return items.flatMap(({ element, base }) => {
    if (!element.cut) return read({ element, base });
    const whole = element.children.filter(child => typeof child !== 'string' && !child.cut);
    const draft = read({ element: { ...element, children: whole }, base });
    return draft.title !== null && draft.url !== null ? draft : [];
  });
}

/** How this source writes its dates, from all of them. */
export function hintsOf(items: readonly Placed[], language: string | null): DateHints {
  const dates = items.flatMap(({ element }) =>
    elementsIn(element)
      .filter(child => DATES.test(child.name))
      .map(textIn),
  );
  return { order: orderOf(dates, language), language };
}

/** The texts of all children of these names: by name in the order given, within a name the last first. */
export function textsOf(element: Element, ...names: string[]): string[] {
  return names.flatMap(name => childrenOf(element, name).map(textIn).reverse());
}
