/**
 * Markup to a small tree of elements, on htmlparser2's SAX events. It reads whatever there is: what is not closed is closed at
 * the end, what is too much is left out, and `stopped` says so. It never expands or fetches anything a document declares.
 */
import { Parser } from 'htmlparser2';
import { BARE_LT, decodeEntities } from './characters.ts';
import { familyOfPrefix, OUTERMOST, type Scope, scopeWithin } from './namespaces.ts';

/** Real pages nest to 51 at most. The parser looks a closing tag up in all that is open, so depth is time. */
const MAX_DEPTH = 200;

/** A feed of 10 MB has some 100,000; each costs about 200 bytes. */
const MAX_ELEMENTS = 300_000;

/** Of one element; the rest are dropped. */
const MAX_ATTRIBUTES = 100;

/** Of one name in one element, as looked up. */
const MAX_ALIKE = 20;

/** The outermost elements of feeds, which decide what an element without a prefix belongs to. */
const ROOTS = new Set(['rss', 'feed', 'channel']);

export interface Element {
  /** In lower case; a family before a colon where it is not the feed's own (`dc:date`). */
  name: string;
  /** Names in lower case as they stand, entities read. */
  attributes: Record<string, string>;
  children: (Element | string)[];
  /** Whether the document ended inside it. */
  cut: boolean;
}

export interface Tree {
  top: Element;
  /** Why reading ended before the text did. */
  stopped: string | null;
}

class TooMuch extends Error {}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

/** The elements of an XML document, well-formed or not, under a nameless one. */
export function readElements(text: string): Tree {
  const builder = new TreeBuilder();
  const parser = new Parser(
    {
      onopentagname: name => builder.open(name),
      onattribute: (name, value) => builder.attribute(name, value),
      ontext: data => builder.text(data),
      oncdatastart: () => builder.cdata(true),
      oncdataend: () => builder.cdata(false),
      onclosetag: () => builder.close(),
    },
    // Entities are read here: the parser's XML mode knows five of them, and costs an event for each.
    { xmlMode: true, decodeEntities: false, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  try {
    parser.write(withoutBareSigns(text));
    builder.atEnd();
    parser.end();
    return { top: builder.top, stopped: builder.isCut ? 'it ends in the middle' : null };
  } catch (thrown) {
    if (!(thrown instanceof TooMuch)) throw thrown;
    builder.atEnd();
    return { top: builder.top, stopped: thrown.message };
  }
}

/** A `<` before anything but a tag, comment or declaration would open an element of that name, and swallow what follows. */
function withoutBareSigns(text: string): string {
  return text
    .replaceAll(BARE_LT, '')
    .replaceAll('\0', '')
    .replace(/<+(?=<)|<(?![<a-z_:/!?\u00c0-\uffff])/gi, signs => BARE_LT.repeat(signs.length));
}

class TreeBuilder {
  readonly top: Element = { name: '', attributes: NO_ATTRIBUTES, children: [], cut: false };
  isCut = false;
  #open: Element[] = [this.top];
  /** One for each open element: declarations hold for the element that makes them, and are known after its name. */
  #scopes: Scope[] = [OUTERMOST];
  /** The name of the newest element as it stands, until its attributes are known. */
  #newest: string | null = null;
  #home: string | null = null;
  #inCdata = false;
  #elements = 0;
  /** Of the newest element. */
  #attributes = 0;

  open(name: string): void {
    this.#settle();
    if (this.#open.length > MAX_DEPTH) throw new TooMuch(`it nests deeper than ${MAX_DEPTH}`);
    this.#elements += 1;
    if (this.#elements > MAX_ELEMENTS) throw new TooMuch(`it has more than ${MAX_ELEMENTS} elements`);
    const element: Element = { name: '', attributes: NO_ATTRIBUTES, children: [], cut: false };
    this.#open.at(-1)!.children.push(element);
    this.#open.push(element);
    this.#newest = name;
    this.#attributes = 0;
  }

  attribute(name: string, value: string): void {
    const element = this.#open.at(-1)!;
    if (this.#newest === null || this.#attributes === MAX_ATTRIBUTES) return;
    if (element.attributes === NO_ATTRIBUTES) element.attributes = Object.create(null);
    if (name in element.attributes) return;
    this.#attributes += 1;
    element.attributes[name] = decodeEntities(value);
  }

  text(data: string): void {
    this.#settle();
    this.#open.at(-1)!.children.push(this.#inCdata ? data : decodeEntities(data));
  }

  cdata(begins: boolean): void {
    this.#inCdata = begins;
  }

  close(): void {
    this.#settle();
    if (this.#open.length === 1) return;
    this.#open.pop();
    this.#scopes.pop();
  }

  /** Whatever is still open now was not closed by the document. */
  atEnd(): void {
    this.#settle();
    for (const element of this.#open) element.cut = true;
    this.isCut = this.#open.length > 1;
  }

  /** Names the newest element, once what it declares is known. */
  #settle(): void {
    if (this.#newest === null) return;
    const element = this.#open.at(-1)!;
    const scope = scopeWithin(this.#scopes.at(-1)!, element.attributes);
    this.#scopes.push(scope);
    const colon = this.#newest.indexOf(':');
    const local = this.#newest.slice(colon + 1);
    const family = familyOfPrefix(this.#newest.slice(0, Math.max(0, colon)), scope);
    if (this.#home === null && ROOTS.has(local)) this.#home = family;
    element.name = family === 'core' || family === this.#home ? local : `${family}:${local}`;
    this.#newest = null;
  }
}

/** The children of these names, in their order: the first few, since no element of a feed needs more than a dozen of a kind. */
export function childrenOf(element: Element, ...names: string[]): Element[] {
  const found: Element[] = [];
  for (const child of element.children) {
    if (typeof child === 'string' || !names.includes(child.name)) continue;
    if (found.push(child) === MAX_ALIKE) break;
  }
  return found;
}

export function elementsIn(element: Element): Element[] {
  return element.children.filter(child => typeof child !== 'string');
}

/** All text inside, without what scripts and styles say. */
export function textIn(element: Element): string {
  return element.children
    .map(child => {
      if (typeof child === 'string') return child;
      return /(^|:)(script|style)$/.test(child.name) ? '' : textIn(child);
    })
    .join('');
}
