/**
 * Who is the one that has a part in the event: "the referee was A" against "the referee, B". Only of parts that all other reports give one
 * person, in several of them, where nobody else so much as knows the article's own.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { sameName } from '../claims/names.ts';
import { termsOf } from '../terms.ts';
import { type Found, MAJOR_REPORTS, pointByReports, reportsAmong, reportsThat, SAY } from './against.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

const NAME = String.raw`(?<name>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)+)`;
const PART = String.raw`(?<part>(?:\p{Ll}+\s)?\p{Ll}{4,})`;
/** "The referee was A B", "Referee: A B": the one there is; "the referee, A B," and "A B, the referee," may be one of several. */
const IS = [
  String.raw`\b[Tt]he\s${PART}\s(?:was|is)\s${NAME}`,
  String.raw`(?:^|\.\s)(?<part>\p{Lu}\p{Ll}{3,}):\s${NAME}`,
].map(pattern => new RegExp(pattern, 'gu'));
const BESIDE = [String.raw`\b[Tt]he\s${PART},\s${NAME}`, String.raw`${NAME},\sthe\s${PART}(?=[,.;])`].map(
  pattern => new RegExp(pattern, 'gu'),
);

/** Of these there is one, however it is told. */
const ONLY = /^(?:chief|head|lead|first|only|sole)\s/u;

interface Held {
  at: IndexedPassage;
  part: string;
  /** The part as it is written. */
  words: string;
  name: string;
}

export function holderPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene).flatMap(each =>
    heldIn(each.at, [...IS, ...BESIDE]).map(held => ({ ...each, ...held })),
  );
  return reporting(scene.passages).flatMap(at =>
    [...heldIn(at, IS), ...heldIn(at, BESIDE).filter(({ words }) => ONLY.test(words))]
      .flatMap(own => {
        if (termsOf(own.name).some(({ term }) => scene.held(term) > 0)) return [];
        const against: (Held & Found)[] = theirs.filter(({ part }) => part === own.part);
        const [first] = against;
        if (!first || reportsAmong(against) < MAJOR_REPORTS) return [];
        if (against.some(({ name }) => sameName(name, first.name) === 'other')) return [];
        const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.name}" where this says "${own.name}".`;
        return [pointByReports(at, 'contradicted', against, why)];
      })
      .slice(0, 1),
  );
}

function heldIn(at: IndexedPassage, patterns: readonly RegExp[]): Held[] {
  return patterns.flatMap(pattern =>
    [...at.passage.text.matchAll(pattern)].flatMap(({ groups }) => {
      const part = contentWords(groups!.part!.toLowerCase()).at(-1)?.term;
      return part === undefined ? [] : [{ at, part, words: groups!.part!, name: groups!.name! }];
    }),
  );
}
