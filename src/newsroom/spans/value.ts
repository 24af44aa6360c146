/** What kind of thing a span is, and its normalised form: two articles that say the same must give the same value. */
import type { Passage } from '../../core/model.ts';
import { isStopWord, termsOf } from '../terms.ts';
import type { Span } from './candidates.ts';
import type { Scene } from './scene.ts';

export type SpanKind =
  | 'person'
  | 'place'
  | 'date'
  | 'number'
  | 'list'
  | 'clause'
  | 'quote'
  | 'definition'
  | 'yes-no'
  | 'sentence';

type Test = (scene: Scene, span: Span) => boolean;

const holds = (mentions: Span[], span: Span) =>
  mentions.some(({ from, to }) => from >= span.from && to <= span.to && from < to);
const kinds = (scene: Scene, kind: string) => scene.entities.filter(entity => entity.kind === kind);
const isShort = ({ from, to }: Span) => to - from <= 8;

/** First match wins. What was asked decides before what is there. */
const KINDS: readonly [SpanKind, Test][] = [
  [
    'quote',
    (scene, span) =>
      scene.wanted.type === 'quote' && scene.speech.some(speech => speech.from <= span.from && speech.to >= span.to),
  ],
  ['number', (scene, span) => scene.wanted.type === 'number' && holds(scene.numbers, span)],
  ['date', (scene, span) => scene.wanted.type === 'date' && holds(scene.dates, span)],
  ['sentence', (scene, span) => span.from === 0 && span.to === scene.tokens.length && !isShort(span)],
  [
    'list',
    (scene, span) => scene.wanted.many && scene.tokens.slice(span.from + 1, span.to).some(({ cls }) => cls === 'conj'),
  ],
  ['place', (scene, span) => scene.wanted.type === 'place' && isShort(span) && holds(kinds(scene, 'place'), span)],
  ['person', (scene, span) => scene.wanted.type === 'person' && isShort(span) && holds(scene.entities, span)],
  ['definition', scene => scene.wanted.type === 'definition'],
  ['number', (scene, span) => span.to - span.from <= 4 && holds(scene.numbers, span)],
  ['date', (scene, span) => span.to - span.from <= 4 && holds(scene.dates, span)],
  ['place', (scene, span) => span.to - span.from <= 4 && holds(kinds(scene, 'place'), span)],
  ['person', (scene, span) => span.to - span.from <= 4 && holds(kinds(scene, 'person'), span)],
];

export function kindOfSpan(scene: Scene, span: Span): SpanKind {
  return KINDS.find(([, test]) => test(scene, span))?.[0] ?? 'clause';
}

/** `place` are offsets into the revision, as those of the passage's mentions are. */
export function comparable(
  kind: SpanKind,
  text: string,
  place: { start: number; end: number },
  passage: Passage,
): string {
  const inside = (mention: { start: number; end: number }) => mention.start >= place.start && mention.end <= place.end;
  const number = kind === 'number' ? passage.numbers.find(inside) : undefined;
  if (number) return number.unit === null ? String(number.value) : `${number.value} ${number.unit}`;
  const date = kind === 'date' ? passage.dates.find(inside)?.value : undefined;
  if (date) return date;
  const names = kind === 'person' || kind === 'place' ? passage.entities.filter(inside) : [];
  const name = names.find(entity => entity.kind === kind) ?? names[0];
  return name ? name.name : fold(text);
}

/** Telling words as terms, a list's in order of the alphabet: "A and B" is "B and A". */
function fold(text: string): string {
  return termsOf(text)
    .filter(({ word }) => !isStopWord(word))
    .map(({ term }) => term)
    .join(' ');
}
