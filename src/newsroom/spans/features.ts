/**
 * What speaks for and against a candidate: small named facts about its shape, what it holds, what stands beside it and how it
 * hangs together with the question's words. Facts only, no opinion: the weights are fitted.
 */
import type { EntityKind } from '../../core/model.ts';
import { termsOf } from '../terms.ts';
import type { Span } from './candidates.ts';
import { type Add, LEXICAL, type Scene } from './scene.ts';
import { beside, ties } from './surroundings.ts';
import type { Token } from './tokens.ts';
import { measures } from './units.ts';
import type { Wanted } from './wanted.ts';

export function featuresOf(scene: Scene, span: Span, add: Add): void {
  shape(scene, span, add);
  contents(scene, span, add);
  beside(scene, span, add);
  ties(scene, span, add);
}

const LENGTHS = [1, 2, 3, 4, 6, 9, 13, 20, 30];

function shape({ tokens, passage }: Scene, { from, to }: Span, add: Add): void {
  const length = to - from;
  add(`length<=${LENGTHS.find(limit => length <= limit) ?? 'more'}`);
  add('words', length / 10);
  const first = tokens[from]!;
  const last = tokens[to - 1]!;
  add(`first:${first.cls}`);
  if (LEXICAL.has(first.cls)) add(`first=${first.word}`);
  add(`last:${last.cls}`);
  if (to === tokens.length) add('toTheEnd');
  if (from === 0) add('fromTheStart');
  if (length === tokens.length) add('whole');
  if (passage.kind !== 'sentence') add(length === tokens.length ? 'wholeItem' : 'partOfItem');
  let verbs = 0;
  let commas = 0;
  let marks = 0;
  let clauses = 0;
  for (let i = from; i < to; i++) {
    const { cls, gap, clause } = tokens[i]!;
    if (cls === 'verb' || cls === 'be') verbs++;
    if (i === from) continue;
    if (gap === 'comma' || cls === 'conj') commas++;
    if (gap === 'mark') marks++;
    if (clause !== tokens[i - 1]!.clause) clauses++;
  }
  if (verbs > 0) add(verbs > 1 ? 'manyVerbs' : 'oneVerb');
  if (commas > 0) add(commas > 1 ? 'manyCommas' : 'oneComma');
  if (marks > 0) add('crossesMark', marks);
  if (clauses > 0) add('crossesClause', clauses);
}

function contents(scene: Scene, span: Span, add: Add): void {
  const { tokens, wanted, sums } = scene;
  const kinds = new Set(scene.entities.filter(entity => inside(entity, span)).map(({ kind }) => kind));
  for (const kind of kinds) {
    add(`has:${kind}`);
    add(`${wanted.type}:has:${kind}`);
  }
  if (scene.entities.some(entity => same(entity, span))) add('isName');
  const number = scene.numbers.find(found => inside(found, span));
  if (number) add(same(number, span) ? 'isNumber' : 'hasNumber');
  if (number) add(measured(scene, span));
  const date = scene.dates.find(found => inside(found, span));
  if (date) add(same(date, span) ? 'isDate' : 'hasDate');
  if (date && scene.wanted.form === 'when')
    add(`${scene.wanted.head.length === 0 ? 'when' : 'whichDate'}:${span.to - span.from === 1 ? 'oneWord' : 'more'}`);
  if (scene.numbers.some(found => cuts(found, span)) || scene.dates.some(found => cuts(found, span))) add('cutsNumber');
  if (scene.entities.some(found => cuts(found, span))) add('cutsName');
  const quote = scene.speech.find(found => meets(found, span));
  if (quote) add(same(quote, span) ? 'isQuote' : inside(span, quote) ? 'inQuote' : 'meetsQuote');
  const names = count(tokens, span, token => token.cls === 'name');
  if (names > 0) add(names === span.to - span.from ? 'allNames' : 'someNames');
  if (tokens[span.from]!.cls === 'num' || tokens[span.from + 1]?.cls === 'num') add('numberFirst');
  const asked = count(tokens, span, token => token.asked);
  if (asked > 0) add('askedShare', asked / (span.to - span.from));
  if (asked === span.to - span.from) add('onlyAsked');
  add('askedWeight', sums[span.to]! - sums[span.from]!);
  if (fills(wanted.type, kinds, number !== undefined, date !== undefined, quote !== undefined, names)) add('fills');
  else add('fillsNot');
}

/** Whether a number it holds measures what the question asks, or is counted in it. */
function measured({ numbers, wanted }: Scene, span: Span): 'unitFits' | 'unitWrong' | 'unitOther' | 'unitUnknown' {
  const held = numbers.filter(found => inside(found, span));
  if (wanted.measure === 'age') return held.some(({ isAge }) => isAge) ? 'unitFits' : 'unitWrong';
  const units = held.flatMap(({ unit }) => unit ?? []);
  if (units.length === 0) return 'unitUnknown';
  if (wanted.measure !== null) return measures(wanted.measure, units) ? 'unitFits' : 'unitWrong';
  const counts = units.some(unit => termsOf(unit).some(({ term }) => wanted.head.includes(term)));
  return counts ? 'unitFits' : 'unitOther';
}

/** Whether what a candidate holds is of the type asked for; a type that shows no mark is filled by anything. */
function fills(
  type: Wanted['type'],
  kinds: Set<EntityKind>,
  number: boolean,
  date: boolean,
  quote: boolean,
  names: number,
): boolean {
  if (type === 'person') return kinds.has('person') || kinds.has('organisation') || kinds.has('place') || names > 0;
  if (type === 'place') return kinds.has('place') || names > 0;
  if (type === 'organisation' || type === 'name') return names > 0 || kinds.size > 0 || quote;
  if (type === 'number') return number || date;
  if (type === 'date') return date;
  if (type === 'quote') return quote;
  return true;
}

function count(tokens: Token[], { from, to }: Span, holds: (token: Token) => boolean): number {
  let found = 0;
  for (let i = from; i < to; i++) if (holds(tokens[i]!)) found++;
  return found;
}

const same = (one: Span, other: Span) => one.from === other.from && one.to === other.to;
const cuts = (mention: Span, span: Span) => meets(mention, span) && !inside(mention, span);
const inside = (inner: Span, outer: Span) => inner.from >= outer.from && inner.to <= outer.to && inner.from < inner.to;
const meets = (one: Span, other: Span) => one.from < other.to && other.from < one.to;
