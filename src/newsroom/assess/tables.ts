/** Where a table or list does not fit the text: a row that counts otherwise than the sentences of the same article. */
import type { NumberMention, Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

/** "Observers 2,400", "Dead: 17": a label of one to three words before the figure. */
const LABEL = /^(?<label>\p{L}[\p{L}’' -]{2,40}?)(?:\s?[:–—|-]\s?|\s)(?=[\d$€£])/u;

interface Count {
  at: IndexedPassage;
  number: NumberMention;
}

export function tablePoints(scene: Scene): Point[] {
  const told = reporting(scene.passages);
  return told.flatMap(at => {
    const row = rowCount(at);
    return row ? (insidePoint(at, row, told) ?? outsidePoint(at, row, scene) ?? []) : [];
  });
}

interface Row {
  thing: string;
  number: NumberMention;
}

function insidePoint(at: IndexedPassage, row: Row, told: readonly IndexedPassage[]): Point | null {
  const counts = told.filter(other => other !== at).flatMap(other => countsOf(row.thing, other));
  const [first] = counts;
  if (!first || counts.some(({ number }) => number.value === row.number.value)) return null;
  const why = `The article's own text says "${wordsOf(first)}".`;
  return pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, [first.at]);
}

/** Every other report that counts the thing counts it alike, and otherwise than the row. */
function outsidePoint(at: IndexedPassage, row: Row, scene: Scene): Point | null {
  const counts = passagesElsewhere(scene).flatMap(each =>
    countsOf(row.thing, each.at).map(count => ({ ...count, report: each.report })),
  );
  const values = new Set(counts.map(({ number }) => number.value));
  const [first] = counts;
  const held = scene.others.some(({ terms }) => terms.has(String(row.number.value)));
  if (!first || values.size !== 1 || values.has(row.number.value) || held) return null;
  return pointByReports(at, 'contradicted', counts, reports => `${reportsThat(reports, SAY)} "${wordsOf(first)}".`);
}

/** What a row counts, and the first figure behind its label. */
function rowCount({ passage }: IndexedPassage): Row | null {
  if (passage.kind !== 'row' && passage.kind !== 'item') return null;
  const label = LABEL.exec(passage.text)?.groups?.label;
  const thing = label === undefined ? null : contentWords(label).at(-1)?.term;
  const number = label === undefined ? undefined : passage.numbers[0];
  const isYear = number !== undefined && number.value >= 1500 && number.value <= 2100;
  const behind = number !== undefined && number.start - passage.start <= label!.length + 4;
  return thing && number && behind && !isYear && /s$/iu.test(label!.trim()) ? { thing, number } : null;
}

/** Sentences that count the same thing, exactly and as a whole. */
function countsOf(thing: string, at: IndexedPassage): Count[] {
  const { passage } = at;
  if (passage.kind !== 'sentence' && passage.kind !== 'heading') return [];
  return passage.numbers
    .filter(number => isCountOf(thing, number, passage) && number.value > 1)
    .map(number => ({ at, number }));
}

function isCountOf(thing: string, { unit, start, end }: NumberMention, { text, start: from }: Passage): boolean {
  if (unit !== null && contentWords(unit)[0]?.term === thing)
    return !/\b(?:more|other|of the|of them)\b/iu.test(text.slice(end - from, end - from + 12));
  // "Velda wanted none, Morrane wanted 2,000": what is wished or said of another is left out.
  return unit === null && text.slice(start - from).includes(thing);
}

function wordsOf({ at, number }: Count): string {
  return at.passage.text.slice(number.start - at.passage.start, number.end - at.passage.start);
}
