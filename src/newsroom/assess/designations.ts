/**
 * Designations made of parts that never stand together elsewhere: a type with another type's number, two names grown into one. It knows
 * no weapon, machine or ship; it asks whether the record has the parts, and whether it has them so.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { fold } from '../names.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { frequencyRank } from '../words.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

/** "H225", "Severn-class", "Cobas 6000", "Leo-Gepard 2": a capitalised word with a number or a second part. */
const DESIGNATION =
  /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*(?:[-‑]\p{L}[\p{L}\p{N}]+)*(?:[\s‑-]?\d{1,4}(?:\s\p{Lu}\p{L}+(?:[-‑]\p{Lu}\p{L}+)+)?)?(?![\p{L}\p{N}]|[.,:]\d)/gu;
/** "eurofighter-Taegers": a common word grown together with something that looks like a name. */
const HYBRID = /(?<![\p{L}‑-])(?<lead>\p{Ll}{5,})[-‑](?<tail>\p{Lu}\p{Ll}{3,})(?![\p{L}])/gu;
const PREFIX =
  /^(?:inter|trans|under|super|hyper|multi|cross|north|south|early|later|quasi|pseudo|former|eastern|western)/u;

export function designationPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene);
  const parts = partsOf(theirs.map(({ at }) => at.passage));
  const persons = personWords([...theirs.map(({ at }) => at), ...scene.passages]);
  return reporting(scene.passages).flatMap(at => {
    if (at.passage.kind === 'heading') return [];
    const why = hybridIn(at.passage, scene) ?? mixedIn(at.passage, parts, persons);
    return why ? [pointAt(at, { kind: 'garbled', severity: 'major', why: why.why }, sourcesOf(why.parts, theirs))] : [];
  });
}

/** Words of persons' names: two of them with a hyphen are two persons. */
function personWords(passages: readonly IndexedPassage[]): Set<string> {
  return new Set(
    passages.flatMap(({ passage }) =>
      passage.entities.flatMap(({ kind, name }) => (kind === 'person' ? fold(name).split(/[\s-]+/) : [])),
    ),
  );
}

interface Mixed {
  why: string;
  parts: string[];
}

function hybridIn({ text }: Passage, { held }: Scene): Mixed | null {
  for (const { 0: whole, groups } of text.matchAll(HYBRID)) {
    const term = termsOf(groups!.tail!)[0]?.term ?? '';
    if (PREFIX.test(groups!.lead!) || held(term) > 0 || frequencyRank(term) !== null) continue;
    return { why: `"${whole}" is made of parts that stand together nowhere else.`, parts: [] };
  }
  return null;
}

/** Designations of the other reports by their parts. */
type Parts = ReadonlyMap<string, ReadonlySet<string>>;

function partsOf(passages: readonly Passage[]): Parts {
  const parts = new Map<string, Set<string>>();
  for (const passage of passages)
    for (const whole of designationsIn(passage))
      for (const part of split(whole)) parts.set(part, (parts.get(part) ?? new Set()).add(fold(whole)));
  return parts;
}

function designationsIn({ text }: Passage): string[] {
  return [...text.matchAll(DESIGNATION)].map(([whole]) => whole).filter(whole => !isStopWord(split(whole)[0] ?? ''));
}

/** Letters and figures apart: "Severn-225" is "severn" and "225", "H225" is "h" and "225". */
function split(whole: string): string[] {
  return fold(whole).match(/\p{L}+|\d+/gu) ?? [];
}

function mixedIn(passage: Passage, parts: Parts, persons: ReadonlySet<string>): Mixed | null {
  for (const whole of designationsIn(passage)) {
    const own = split(whole);
    if (own.length < 2 || own.length > 4 || !/\d|[-‑]\p{Lu}/u.test(whole) || isNamePair(whole, passage)) continue;
    if (!/\d/.test(whole) && own.some(part => persons.has(part))) continue;
    const homes = own.map(part => parts.get(part));
    if (own.some((part, n) => own.some((other, m) => m > n && meet(parts, part, other)))) continue;
    const known = homes.filter(home => home !== undefined);
    if (known.length < 2 || isSeries(own, parts)) continue;
    return { why: `"${whole}" is made of parts that the other reports have in different names.`, parts: own };
  }
  return null;
}

/** Whether two parts stand together in any designation of the other reports. */
function meet(parts: Parts, one: string, two: string): boolean {
  const [a, b] = [parts.get(one), parts.get(two)];
  return a !== undefined && b !== undefined && [...a].some(whole => b.has(whole));
}

/** "Heron-3" where the others have "Heron-2": the next one, and no mixture. */
function isSeries(own: readonly string[], parts: Parts): boolean {
  const [name, number] = [own[0]!, own.at(-1)!];
  if (!/^\d+$/.test(number)) return false;
  return [...(parts.get(name) ?? [])].some(whole => /\d/.test(whole));
}

/** "Franco-British", "the Lund-Menk talks", "Carrow 6": persons, places or bodies; or words that English has. */
function isNamePair(whole: string, { entities, start, text }: Passage): boolean {
  if (!/\d/.test(whole) && split(whole).every(part => frequencyRank(termsOf(part)[0]?.term ?? part) !== null))
    return true;
  const at = start + text.indexOf(whole);
  const inside = entities.filter(entity => entity.start < at + whole.length && entity.end > at);
  return inside.length > 1 || inside.some(({ kind }) => kind !== 'thing');
}

/** A passage for each part. */
function sourcesOf(parts: readonly string[], theirs: readonly { at: IndexedPassage }[]): IndexedPassage[] {
  return [
    ...new Set(
      parts.flatMap(
        part =>
          theirs.find(({ at }) => designationsIn(at.passage).some(whole => split(whole).includes(part)))?.at ?? [],
      ),
    ),
  ];
}
