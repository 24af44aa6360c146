/**
 * What an element says, as plain text and as HTML, by what it declares about itself (RFC 4287 section 3.1 and 4.1.3, Atom 0.3's
 * modes) or, where it declares nothing, by what it looks like: Atom calls that plain text, but feeds forget to say. It changes no link and
 * judges no markup.
 */
import { cleanText, oneLine } from './characters.ts';
import { type Element, textIn } from './elements.ts';
import { htmlToText, looksLikeHtml, tidyLines } from './plain-text.ts';

/** Of a line and of a text, in characters of their source: what is longer is no headline, and no summary. */
const MAX_LINE = 5_000;
const MAX_TEXT = 200_000;

/** Of HTML, in characters; what is longer is left out whole, since a part of an article must not pass for it. */
const MAX_HTML = 2_000_000;

type Content = { kind: 'text' | 'html'; source: string };

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** The text of an element in one line, or null where it has none. */
export function lineOf(element: Element | undefined): string | null {
  if (element === undefined) return null;
  const { kind, source } = contentOf(element, MAX_LINE);
  return oneLine(kind === 'html' ? htmlToText(source) : source);
}

/** The text of an element, a line for each paragraph. */
export function plainOf(element: Element | undefined): string | null {
  if (element === undefined) return null;
  const { kind, source } = contentOf(element, MAX_TEXT);
  return (kind === 'html' ? htmlToText(source) : tidyLines(source)) || null;
}

/** The HTML of the first of these elements that has any; plain text is escaped into it. */
export function firstHtml(elements: readonly (Element | undefined)[]): { html: string; element: Element } | null {
  for (const element of elements) {
    if (element === undefined) continue;
    const { kind, source } = contentOf(element, MAX_HTML + 1);
    if (source.length > MAX_HTML) continue;
    const clean = cleanText(source).trim();
    if (clean !== '') return { html: kind === 'html' ? clean : escapeMarkup(clean), element };
  }
  return null;
}

export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function contentOf(element: Element, limit: number): Content {
  const isMarkup = element.children.some(child => typeof child !== 'string');
  if (isMarkup) return { kind: 'html', source: innerHtml(element).slice(0, limit) };
  const text = textIn(element).slice(0, limit);
  const type = element.attributes.type?.trim().toLowerCase();
  const mode = element.attributes.mode?.trim().toLowerCase();
  if (mode === 'base64' || isBinary(type)) return guess(fromBase64(text));
  // Markup in these modes would have been elements.
  if (type === 'xhtml' || mode === 'xml') return { kind: 'text', source: text };
  if (type === 'text' || type === 'text/plain') return { kind: 'text', source: text };
  return type !== undefined && /html/.test(type) ? { kind: 'html', source: text } : guess(text);
}

function guess(text: string): Content {
  return { kind: looksLikeHtml(text) ? 'html' : 'text', source: text };
}

/** RFC 4287: what is neither text nor XML is in Base64. */
function isBinary(type: string | undefined): boolean {
  return type !== undefined && /^[a-z]+\/[^/]+$/.test(type) && !/^text\/|[/+]xml$|html/.test(type);
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

/** The markup inside an element. */
function innerHtml(element: Element): string {
  return element.children.map(child => (typeof child === 'string' ? escapeMarkup(child) : outerHtml(child))).join('');
}

function outerHtml(element: Element): string {
  const name = element.name.slice(element.name.lastIndexOf(':') + 1);
  const attributes = Object.entries(element.attributes)
    .filter(([key]) => !key.startsWith('xml'))
    .map(([key, value]) => ` ${key}="${escapeMarkup(value)}"`);
  // In broken markup what follows a `<br>` seems to be inside it.
  const close = VOID.has(name) ? '' : `</${name}>`;
  return `<${name}${attributes.join('')}>${innerHtml(element)}${close}`;
}
