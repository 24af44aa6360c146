/**
 * The little of a DOM that reading a page needs, over linkedom: its types, and a document that is whole however broken the page. linkedom's
 * build in one file is loaded in a tenth of the time, and 15 MB, that its 200 files take.
 */
import { parseHTML } from 'linkedom/worker';

export interface DomNode {
  /** 1 for elements, 3 for text. */
  nodeType: number;
  textContent: string | null;
  childNodes: Iterable<DomNode>;
  parentElement: DomElement | null;
}

export interface DomElement extends DomNode {
  localName: string;
  getAttribute: (name: string) => string | null;
  hasAttribute: (name: string) => boolean;
  querySelector: (selector: string) => DomElement | null;
  querySelectorAll: (selector: string) => Iterable<DomElement>;
  append: (...nodes: DomNode[]) => void;
  remove: () => void;
  normalize: () => void;
}

export interface DomDocument {
  documentElement: DomElement;
  body: DomElement;
  createElement: (name: string) => DomElement;
  querySelector: (selector: string) => DomElement | null;
  querySelectorAll: (selector: string) => Iterable<DomElement>;
}

/** Elements that stand in a head. */
const HEAD = new Set(['base', 'link', 'meta', 'script', 'style', 'title', 'noscript', 'template']);

/** A document with one head, and one body that holds all that a reader could see. Reads no more than the text it is given. */
export function openDocument(html: string): DomDocument {
  const whole = /<html[\s>]/i.test(html) ? html : `<!doctype html><html>${html}</html>`;
  const { document } = parseHTML(whole) as { document: DomDocument };
  const root = document.documentElement;
  const children = [...root.childNodes];
  const [head, body] = ['head', 'body'].map(
    name => children.find(node => isNamed(node, name)) ?? document.createElement(name),
  ) as [DomElement, DomElement];
  for (const node of children) {
    if (node !== head && node !== body) (isElement(node) && HEAD.has(node.localName) ? head : body).append(node);
  }
  root.append(head, body);
  // A text in entities comes as a piece for each: 40,000 of them take extraction seven times as long.
  root.normalize();
  return document;
}

export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}

/** White space made one space, at the ends none; invisible characters that break words are left out. */
export function plain(text: string | null | undefined): string {
  return (text ?? '')
    .replace(/[\u00ad\u200b\u2060\ufeff\0]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function isNamed(node: DomNode, name: string): node is DomElement {
  return isElement(node) && node.localName === name;
}
