/**
 * An element's text as blocks: headings, paragraphs, list items and table rows, as a reader sees them one under the other. What a
 * reader does not read as the text (pictures and their captions, forms, scripts) is left out. Knows nothing of articles.
 */
import { type DomElement, type DomNode, isElement, plain } from './dom.ts';

export interface TextBlock {
  text: string;
  kind: 'heading' | 'paragraph' | 'item' | 'row';
  /** Characters of it that stand in links. */
  linked: number;
}

const SKIPPED = new Set(
  'script style noscript template iframe object embed svg math canvas audio video picture img map form input button select textarea label dialog nav figcaption head'.split(
    ' ',
  ),
);

const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q ruby rt rp s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** A run of text in the making. */
interface Run {
  kind: TextBlock['kind'];
  text: string;
  linked: number;
}

/** Blocks in order, none of them empty. */
export function textBlocks(root: DomElement): TextBlock[] {
  const blocks: TextBlock[] = [];
  let run: Run = { kind: 'paragraph', text: '', linked: 0 };

  const close = (kind: Run['kind'] = run.kind) => {
    const text = plain(run.text);
    if (text !== '') blocks.push({ kind: run.kind, text, linked: Math.min(run.linked, text.length) });
    run = { kind, text: '', linked: 0 };
  };

  const walk = (node: DomNode, inLink: boolean): void => {
    if (node.nodeType === 3) {
      run.text += node.textContent ?? '';
      if (inLink) run.linked += plain(node.textContent).length;
      return;
    }
    if (!isElement(node) || SKIPPED.has(node.localName) || isHidden(node)) return;
    if (node.localName === 'br') close();
    else if (node.localName === 'tr' && isRow(node)) row(node);
    else if (node.localName === 'pre') lines(node);
    else if (INLINE.has(node.localName)) each(node, inLink || node.localName === 'a');
    else {
      close(kindOf(node, run.kind));
      each(node, inLink);
      close('paragraph');
    }
  };

  const each = (element: DomElement, inLink: boolean) => {
    for (const child of element.childNodes) walk(child, inLink);
  };

  const row = (element: DomElement) => {
    close('row');
    run.text = cellsOf(element).join(' | ');
    close('paragraph');
  };

  const lines = (element: DomElement) => {
    close('paragraph');
    for (const paragraph of (element.textContent ?? '').split(/\n\s*\n/)) {
      run.text = paragraph;
      close('paragraph');
    }
  };

  walk(root, false);
  close();
  return blocks;
}

/** Blocks as the text that is stored: one line each, a blank line between them, but none between the items of a list or the rows of a table. */
export function textOf(blocks: readonly TextBlock[]): string {
  const lines = blocks.map(({ kind, text }, at) => {
    const isNext = kind !== 'paragraph' && kind !== 'heading' && blocks[at - 1]?.kind === kind;
    return `${at === 0 ? '' : isNext ? '\n' : '\n\n'}${kind === 'item' ? '- ' : ''}${text}`;
  });
  return lines.join('').toWellFormed();
}

function kindOf(element: DomElement, around: Run['kind']): Run['kind'] {
  if (/^h[1-6]$/.test(element.localName)) return 'heading';
  if (element.localName === 'li' || element.localName === 'dd') return 'item';
  // A paragraph that opens a list item is the item.
  return element.localName === 'p' || element.localName === 'div'
    ? around === 'item'
      ? 'item'
      : 'paragraph'
    : 'paragraph';
}

/** A row of data: two cells or more with words, and nothing in them that stands in lines of its own. A page's own frame is no data. */
function isRow(element: DomElement): boolean {
  return (
    cellsOf(element).length >= 2 &&
    element.querySelector('p, div, table, ul, ol, h1, h2, h3, h4, section, article, br') === null
  );
}

function cellsOf(element: DomElement): string[] {
  return [...element.querySelectorAll('td, th')].map(cell => plain(cell.textContent)).filter(text => text !== '');
}

function isHidden(element: DomElement): boolean {
  return element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true';
}
