/**
 * Names and offices that one wording tells and the other tells otherwise. A shorter form of a name, or another of its known spellings, is no
 * change; a letter that was wrong is. Pure.
 */
import type { EntityMention, Passage } from '../../core/model.ts';
import type { FactChange } from '../../core/recall.ts';
import { CALENDAR, FORMER, OFFICES, SAME_OFFICE, UNSETTLED } from '../claims/cues.ts';
import { SAYS } from '../data/speaking.ts';
import { fold } from '../names.ts';
import { isStopWord } from '../terms.ts';
import type { Pair } from './figures.ts';
import { type Gap, gapAround, isClause, readable, type Side, type Wordings, wordsAt } from './gaps.ts';

/** Words of a name; more are a title or a headline. */
const LONGEST_NAME = 5;

export function nameChanges(pair: Pair): FactChange[] {
  const changes = [...entityChanges(pair), ...capitalChanges(pair)];
  return changes.filter((change, at) => changes.findIndex(other => meets(other, change)) === at);
}

function meets(a: FactChange, b: FactChange): boolean {
  const [one, two] = [fold(a.before), fold(b.before)];
  return one.includes(two) || two.includes(one);
}

/** A known name that stands nowhere any more, and in its place one that did not stand there before. */
function entityChanges({ before, after, beside, wordings }: Pair): FactChange[] {
  const told = [after, ...beside];
  const spare = after.entities.filter(entity => !isTold(entity, after, [before]));
  return before.entities.flatMap(old => {
    if (isTold(old, before, told)) return [];
    const gap = gapAround(wordings, 'a', placeOf(before, old));
    const next = spare.find(entity => gap !== null && standsIn(gap.b, placeOf(after, entity)));
    if (!next) return [];
    spare.splice(spare.indexOf(next), 1);
    return [{ kind: kindOf(wordings, gap!), before: wordsOf(before, old), after: wordsOf(after, next) }];
  });
}

/** Words between a name and the verb of saying that makes a speaker of it: "said the mayor, Hanna Orvik". */
const FROM_SAYING = 3;

function kindOf({ a, b }: Wordings, gap: Gap): 'name' | 'attribution' {
  const says = (text: string, side: Side) =>
    wordsAt(text, side, FROM_SAYING)
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .some(word => SAYS.has(word));
  return says(a, gap.a) && says(b, gap.b) ? 'attribution' : 'name';
}

function placeOf({ start: from }: Passage, { start, end }: EntityMention) {
  return { start: start - from, end: end - from };
}

function wordsOf({ text, start: from }: Passage, { start, end }: EntityMention): string {
  return text.slice(start - from, end - from);
}

function standsIn({ words, from, to }: Side, { start, end }: { start: number; end: number }): boolean {
  return words.slice(from, to).some(word => word.start < end && start < word.end);
}

/** Whether a name stands in one of these, in full or in part. */
function isTold(entity: EntityMention, own: Passage, others: readonly Passage[]): boolean {
  const written = wordsIn(wordsOf(own, entity));
  return others.some(({ text, entities }) => {
    if (entities.some(({ name }) => name === entity.name)) return true;
    const there = new Set(wordsIn(text));
    return written.every(word => there.has(word)) || entities.some(({ name }) => contains(entity.name, name));
  });
}

/** "Berg" for "Anna Berg", and the other way round. */
function contains(one: string, other: string): boolean {
  const [a, b] = [wordsIn(one), wordsIn(other)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.every(word => long.includes(word));
}

function wordsIn(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words with capitals in each other's place: names that nobody told us of. */
function capitalChanges({ before, after, wordings }: Pair): FactChange[] {
  const { a, b } = wordings;
  return wordings.gaps.flatMap(gap => {
    if (!isName(a, gap.a, before) || !isName(b, gap.b, after)) return [];
    const [one, two] = [wordsAt(a, gap.a), wordsAt(b, gap.b)];
    return contains(one, two) ? [] : [{ kind: kindOf(wordings, gap), before: one, after: two }];
  });
}

/** Capitals from the first word to the last; at the head of a sentence only what is known as a name. */
function isName(text: string, { words, from, to }: Side, passage: Passage): boolean {
  if (from === to || to - from > LONGEST_NAME) return false;
  const own = words.slice(from, to);
  const isLow = own.some(({ start, word }) => !/\p{Lu}/u.test(text[start]!) && !PARTICLES.has(word));
  if (isLow || own.every(({ word }) => isStopWord(word) || CALENDAR.test(word))) return false;
  const { start, end } = { start: own[0]!.start, end: own.at(-1)!.end };
  const isKnown = passage.entities.some(entity => {
    const place = placeOf(passage, entity);
    return place.start < end && start < place.end;
  });
  return from > 0 || isKnown || own.length > 1;
}

const PARTICLES = new Set(['of', 'the', 'and', 'de', 'van', 'von', 'der', 'la', 'al', 'bin', 'du', 'el']);

/** Another office, or one that is over, to come or for now only. */
export function roleChanges({ wordings }: Pair): FactChange[] {
  return wordings.gaps
    .filter(gap => !isClause(gap))
    .flatMap(gap => {
      const [one, two] = [officesIn(gap.a), officesIn(gap.b)];
      const isOther = one.length > 0 && two.length > 0 && one.join(' ') !== two.join(' ');
      const isStanding = standingIn(gap.a) === standingIn(gap.b);
      if (!isOther && (isStanding || !isBesideOffice(gap))) return [];
      return [{ kind: 'role' as const, ...readable(wordings, gap) }];
    });
}

function officesIn(side: Side): string[] {
  const offices = wordsOfSide(side).filter(word => OFFICES.has(word));
  return offices.map(word => SAME_OFFICE.get(word) ?? word);
}

function standingIn(side: Side): string {
  return wordsOfSide(side)
    .filter(word => FORMER.has(word) || UNSETTLED.has(word))
    .join(' ');
}

function wordsOfSide({ words, from, to }: Side): string[] {
  return words.slice(from, to).map(({ word }) => word);
}

/** Words between "former" and its office: "former Velmari transport minister". */
const AS_FAR = 4;

function isBesideOffice({ a, b }: Gap): boolean {
  const after = ({ words, from, to }: Side) => words.slice(from, to + AS_FAR).some(({ word }) => OFFICES.has(word));
  return after(a) && after(b);
}
