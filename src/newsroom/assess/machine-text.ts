/**
 * Generated text and page furniture sold as reporting: a machine that answers whoever asked it, sections of benefits, tips and
 * questions that nobody asked, words put to the reader. The furniture that every page has (menus, credits, cookies) is no point.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { HEADINGS, PADDING, PAGE_FURNITURE, SPOKEN_TO_ASKER, TO_THE_READER } from '../data/generated-text.ts';
import { pointAt } from './point.ts';

/** Padding words in a sentence that make it a point; two stand in many a quotation. */
const MOST_PADDING = 3;
/** Major points from which an article counts as generated: one heading may be an editor's whim. */
const GENERATED = 2;
/** Words of a heading; a longer line is a sentence. */
const LONGEST_HEADING = 14;

/** English only: the phrases are. */
export function machineTextPoints(passages: readonly IndexedPassage[]): Point[] {
  return passages.flatMap(at => {
    const told = toldBy(at.passage, passages);
    return told ? [pointAt(at, { kind: 'machine-text', ...told }, [])] : [];
  });
}

/** Whether an article that is looked at for nothing else holds generated text. */
export function holdsGenerated(passages: readonly IndexedPassage[]): boolean {
  return passages.filter(({ passage }) => surelyMade(passage) !== null).length >= GENERATED;
}

/** Whether these points show that the text, or much of it, was generated. */
export function isGenerated(points: readonly Point[]): boolean {
  return points.filter(({ severity }) => severity === 'major').length >= GENERATED;
}

type Told = Pick<Point, 'severity' | 'why'>;

function toldBy(passage: Passage, passages: readonly IndexedPassage[]): Told | null {
  const { text } = passage;
  const why = surelyMade(passage);
  if (why !== null) return { severity: 'major', why };
  if (passage.speech.some(({ direct }) => direct)) return null;
  if (isFurnitureInside(passage, passages))
    return { severity: 'minor', why: 'What pages have around their text stands here as a part of it.' };
  if (!isAnswered(passage, passages) && TO_THE_READER.some(phrase => phrase.test(text)))
    return { severity: 'minor', why: 'This speaks to the reader or of the article itself, and reports nothing.' };
  if (isListed(passage, passages))
    return { severity: 'minor', why: 'Advice or praise under a heading of generated pages; nobody is reported.' };
  return isPadding(passage) ? { severity: 'minor', why: 'Stock phrases without a name, a figure or a source.' } : null;
}

/** "Can I still eat it? The agency says yes.": a question that somebody is reported to have answered. */
function isAnswered({ text, block, n }: Passage, passages: readonly IndexedPassage[]): boolean {
  const next = passages[n + 1]?.passage;
  return /\?$/u.test(text) && next?.block === block && next.speaker !== null;
}

/** Words of somebody, in quotation marks: an interview has them without, and a machine answers there, too. */
function isQuotation({ text, speech }: Passage): boolean {
  return speech.some(({ direct }) => direct) && /[“”"«»„]/u.test(text);
}

/** What no reporter writes. */
function surelyMade(passage: Passage): string | null {
  const { text } = passage;
  if (isQuotation(passage)) return null;
  if (SPOKEN_TO_ASKER.some(phrase => phrase.test(text)))
    return 'This is a machine answering whoever asked it, and no report.';
  return isHeading(passage) && HEADINGS.some(phrase => phrase.test(text))
    ? 'A section of a kind that generated pages have, and reports do not.'
    : null;
}

/** In one paragraph with sentences that report: furniture of its own is every page's. */
function isFurnitureInside({ text, block, n }: Passage, passages: readonly IndexedPassage[]): boolean {
  if (!PAGE_FURNITURE.some(phrase => phrase.test(text))) return false;
  return [passages[n - 1], passages[n + 1]].some(
    other => other?.passage.block === block && other.passage.kind === 'sentence' && other.passage.part === 'body',
  );
}

/** A short line of its own, however it was read. */
function isHeading({ kind, text }: Passage): boolean {
  return kind === 'heading' || (kind !== 'row' && !/[.!]$/.test(text) && text.split(/\s+/).length <= LONGEST_HEADING);
}

/** "Enhanced trust: ..." under "Benefits", an answer under "FAQ": what stands under such a heading and tells no fact. */
function isListed(
  { kind, section, numbers, dates, part, text }: Passage,
  passages: readonly IndexedPassage[],
): boolean {
  if (section === null || part !== 'body' || numbers.length > 0 || dates.length > 0) return false;
  if (/^(?:Q|A):\s/.test(text)) return true;
  const heading = passages[section]?.passage.text ?? '';
  return kind === 'item' && /^[^:.]{3,60}:\s/.test(text) && ADVISING.some(phrase => phrase.test(heading));
}

/** Headings under which generated pages list what nobody did. */
const ADVISING = HEADINGS.slice(0, 4);

function isPadding({ part, kind, text, numbers, entities, speaker }: Passage): boolean {
  if (part !== 'body' || kind === 'heading' || speaker !== null || numbers.length > 0) return false;
  if (entities.some(entity => entity.kind === 'person')) return false;
  return new Set(text.toLowerCase().match(PADDING) ?? []).size >= MOST_PADDING;
}
