/** How old somebody is: told twice in an article, or otherwise than by the other reports. */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { sameName } from '../claims/names.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { daysBetween, TENURE_DAYS } from './times.ts';

const NAME = String.raw`(?<name>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+){0,2})`;
/** "Jan Okon, 44,", "44-year-old Jan Okon"; in brackets it may be a minute, a rank or a party's seats. */
const AGES = [
  String.raw`${NAME},\s(?:aged\s)?(?<age>[1-9]\d)(?=[,.;])`,
  String.raw`\b(?<age>[1-9]\d)-year-old\s(?:\p{Ll}+\s){0,2}${NAME}`,
].map(pattern => new RegExp(pattern, 'gu'));
/** A birthday may lie between two reports. */
const BIRTHDAY = 1;

interface Aged {
  at: IndexedPassage;
  name: string;
  age: number;
}

export function agePoints(scene: Scene): Point[] {
  const all = reporting(scene.passages).flatMap(agesIn);
  const theirs = passagesElsewhere(scene).flatMap(each => agesIn(each.at).map(aged => ({ ...each, ...aged })));
  return all.flatMap((own, n) => {
    const earlier = all.slice(0, n).find(other => isOne(own, other) && other.age !== own.age);
    if (earlier) {
      const why = `The article itself also says "${earlier.name}, ${earlier.age}".`;
      return [pointAt(own.at, { kind: 'internal-contradiction', severity: 'major', why }, [earlier.at])];
    }
    const same = theirs.filter(other => isOne(own, other));
    const against: (Aged & Found)[] = same.filter(({ age }) => Math.abs(age - own.age) > BIRTHDAY);
    if (against.length === 0 || against.length < same.length) return [];
    const why = (reports: number) => `${reportsThat(reports, SAY)} "${against[0]!.age}" where this says "${own.age}".`;
    return [pointByReports(own.at, 'contradicted', against, why)];
  });
}

function agesIn(at: IndexedPassage): Aged[] {
  if (at.passage.kind !== 'sentence') return [];
  return AGES.flatMap(pattern =>
    [...at.passage.text.matchAll(pattern)].map(({ groups }) => ({ at, name: groups!.name!, age: Number(groups!.age) })),
  );
}

function isOne(own: Aged, other: Aged): boolean {
  const days = Math.abs(daysBetween(own.at.article.publishedAt, other.at.article.publishedAt));
  return days <= TENURE_DAYS && sameName(own.name, other.name) === 'same';
}
