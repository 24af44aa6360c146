/**
 * Somebody told as what another is in the event: "Ann Bell, the dealer," where the other reports call another the dealer, and Ann Bell the
 * painter. Only of a part that one person alone has elsewhere, and of people whom the others know by another.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { sameName } from '../claims/names.ts';
import { relatedness } from '../words.ts';
import { type Found, MAJOR_REPORTS, pointByReports, reportsAmong, reportsThat } from './against.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

const NAME = String.raw`(?<name>\p{Lu}[\p{L}’'-]+(?:\s(?:(?:de|van|von|al|bin)\s)?\p{Lu}[\p{L}’'-]+)*)`;
const PART = String.raw`(?:\p{Ll}[\p{L}-]+\s)?(?<part>\p{Ll}{4,})`;
/** "The dealer Ann Bell", "the dealer, Ann Bell,", "Ann Bell, the dealer,". */
const PATTERNS = [
  String.raw`\b[Tt]he\s${PART},?\s${NAME}(?=[\s,.;])`,
  String.raw`${NAME},\sthe\s${PART}(?=[,.;]|\swho\b)`,
].map(pattern => new RegExp(pattern, 'gu'));
/** Of these there are several, or they are what somebody is for a moment. */
const MANY =
  /^(?:spokes\p{L}+|lawyer|attorney|witness|expert|minister|secretary|deputy|member|officer|player|doctor|nurse|judge|reporter|journalist|resident|neighbou?r|colleague|friend|brother|sister|father|mother|husband|wife|widow|son|daughter|driver|pilot|victim|company|firm|union|party|city|town|village|river|ship|ferry|club|group|bank|newspaper|street|with|from|said|when|where|because|about|after|before|against|that)$/u;

/** Two words so near in meaning may be told of one person (0 to 1). */
const SAME_KIND = 0.2;

interface Cast {
  at: IndexedPassage;
  part: string;
  word: string;
  name: string;
}

export function exchangedPartPoints(scene: Scene): Point[] {
  const own = reporting(scene.passages).flatMap(castIn);
  if (own.length === 0) return [];
  const theirs: (Cast & Found)[] = passagesElsewhere(scene).flatMap(each =>
    castIn(each.at).map(cast => ({ ...each, ...cast })),
  );
  return own.flatMap(cast => {
    const against = theirs.filter(({ part }) => part === cast.part);
    const [first] = against;
    // Whoever has the part elsewhere is one, and another.
    if (!first || against.some(({ name }) => !isOne(name, first.name)) || isOne(cast.name, first.name)) return [];
    const known = theirs.filter(({ name }) => sameName(name, cast.name) === 'same');
    if (reportsAmong(known) < MAJOR_REPORTS || known.some(({ part }) => isNear(part, cast.part))) return [];
    if (!isPerson(cast, theirs)) return [];
    const why = (reports: number) =>
      `${reportsThat(reports, ['calls', 'call'])} ${first.name} the ${first.word}, and ${cast.name} the ${known[0]!.word}.`;
    return [pointByReports(cast.at, 'contradicted', against, why)];
  });
}

function castIn(at: IndexedPassage): Cast[] {
  if (at.passage.kind !== 'sentence') return [];
  return PATTERNS.flatMap(pattern =>
    [...at.passage.text.matchAll(pattern)].flatMap(({ groups }) => {
      const { part: word, name } = groups as { part: string; name: string };
      const part = contentWords(word).at(-1)?.term;
      return part === undefined || MANY.test(word) ? [] : [{ at, part, word, name }];
    }),
  );
}

/** A painter may be called an artist. */
function isNear(one: string, other: string): boolean {
  return relatedness(one, other) >= SAME_KIND;
}

/** A slip in a name makes nobody else of it. */
function isOne(a: string, b: string): boolean {
  return sameName(a, b) !== 'other';
}

/** Known as a person wherever the name stands: "the ferry Sandling" is none. */
function isPerson({ name, at }: Cast, theirs: readonly Cast[]): boolean {
  return [at, ...theirs.map(other => other.at)].some(({ passage }) =>
    passage.entities.some(entity => entity.kind === 'person' && isOne(entity.name, name)),
  );
}
