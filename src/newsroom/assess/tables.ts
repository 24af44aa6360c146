/** Where a table or list does not fit the text: a row that counts otherwise than the sentences of the same article. */
import type { ClaimValue, NumberMention, Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { pointAt, spanText } from './point.ts';
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
    return (row && (insidePoint(at, row, told) ?? outsidePoint(at, row, scene))) ?? familyPoint(at, scene) ?? [];
  });
}

/** "Dead: 7" over "the two dead": what is told in many words, counted as a whole. */
function familyPoint(at: IndexedPassage, { claims, passages }: Scene): Point | null {
  if (at.passage.kind !== 'row' && at.passage.kind !== 'item') return null;
  const own = claims.find(({ passage, value }) => passage === at.passage.n && familyOf(value) !== null);
  if (own?.value.kind !== 'number' || at.passage.numbers.length !== 1) return null;
  const { family, value } = own.value;
  const told = claims.filter(
    claim =>
      passages[claim.passage]!.passage.kind === 'sentence' &&
      familyOf(claim.value) === family &&
      !claim.scope.part &&
      WHOLE.test(passages[claim.passage]!.passage.text.slice(0, claim.start - passages[claim.passage]!.passage.start)),
  );
  const [first] = told;
  if (!first || told.some(claim => claim.value.kind === 'number' && claim.value.value === value)) return null;
  const other = passages[first.passage]!;
  const why = `The article's own text says "${spanText(first, other)}".`;
  return pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, [other]);
}

/** "The two dead", "in all nine died", "Nine people". */
const WHOLE = /(?:^|\b(?:the|all|total of|in all|altogether)\s)$/iu;

function familyOf(value: ClaimValue): string | null {
  return value.kind === 'number' && value.bound === 'exact' ? value.family : null;
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
