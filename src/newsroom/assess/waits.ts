/**
 * From which day something can be had: "cannot … before Friday" in an article whose other sentences, or headline, say "can … from Tuesday",
 * or against other reports that do.
 */
import type { Point } from '../../core/model.ts';
import { contentWords } from '../claims/clauses.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { type Statement, statementOf } from './alike.ts';
import { headlineOf } from './headline.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

const DAY = '(?<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)';
const NOT_BEFORE = new RegExp(
  String.raw`\b(?:cannot|can\snot|can[’']t|not|no\s\p{Ll}+)\s[^.;]*\b(?:before|until)\s(?:next\s)?${DAY}`,
  'u',
);
const FROM = new RegExp(
  String.raw`^(?!.*\b(?:not|no|cannot|never)\b)(?:.*\b(?:can|could|may|will|to|are|is)\b.*\b(?:from|again on|as of)\s(?:next\s)?${DAY}|From\s${DAY.replace('day>', 'lead>')}[^.;]*\b(?:can|could|may|will)\b)`,
  'u',
);
/** Telling words of both: who can, and what. */
const SAME_THING = 2;

export function waitPoints(scene: Scene): Point[] {
  const told = reporting(scene.passages);
  const headline = headlineOf(scene);
  const own = [...(headline && !told.includes(headline) ? [headline] : []), ...told].map(statementOf);
  const theirs = passagesElsewhere(scene).map(each => ({ ...each, ...statementOf(each.at) }));
  return told.flatMap(at => {
    const waits = statementOf(at);
    const day = NOT_BEFORE.exec(at.passage.text)?.groups?.day;
    if (day === undefined || at.passage.firmness === 'may') return [];
    const inside = own.find(other => isOther(waits, day, other));
    if (inside) {
      const why = `The article itself also says "${dayIn(inside)}".`;
      const shown = told.includes(inside.at) ? [inside.at] : [];
      return [pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, shown)];
    }
    const against = theirs.filter(other => isOther(waits, day, other));
    if (against.length === 0) return [];
    return [
      pointByReports(at, 'contradicted', against, reports => `${reportsThat(reports, SAY)} "${dayIn(against[0]!)}".`),
    ];
  });
}

function dayIn({ at: { passage } }: Statement): string | undefined {
  const groups = FROM.exec(passage.text)?.groups;
  return groups?.day ?? groups?.lead;
}

function isOther(waits: Statement, day: string, other: Statement): boolean {
  const from = dayIn(other);
  if (from === undefined || from === day) return false;
  const words = contentWords(other.at.passage.text).filter(({ term }) => waits.terms.has(term));
  return new Set(words.map(({ term }) => term)).size >= SAME_THING;
}
