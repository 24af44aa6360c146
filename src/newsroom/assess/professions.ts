/**
 * People told as something else than the other reports have them: "the former general" against "the former judge", "the interior minister"
 * against "the transport minister". Only of professions and portfolios that go ill together, and where no report has the article's own.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { sameName } from '../claims/names.ts';
import { PORTFOLIOS, PROFESSIONS } from '../data/professions.ts';
import { type Found, pointByReports, reportsThat } from './against.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { daysBetween, TENURE_DAYS } from './times.ts';

const PERSON = String.raw`(?<name>\p{Lu}[\p{L}’'-]+(?:\s(?:(?:de|van|von|al|bin)\s)?\p{Lu}[\p{L}’'-]+){1,2})`;
const BEFORE = new RegExp(String.raw`(?<what>(?:\p{L}+\s)?\p{L}+),?\s${PERSON}`, 'gu');
const BEHIND = new RegExp(
  String.raw`${PERSON},\s(?:who\s(?:is|was)\s)?(?:an?\s|the\s|its\s|their\s|his\s|her\s)?(?:former\s|retired\s)?(?<what>\p{L}+(?:\s\p{L}+)?)`,
  'gu',
);

interface Portrayed {
  at: IndexedPassage;
  name: string;
  /** The profession's line, or the portfolio. */
  line: string;
  word: string;
}

export function professionPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene).flatMap(each => portrayedIn(each.at).map(other => ({ ...each, ...other })));
  return reporting(scene.passages).flatMap(at =>
    portrayedIn(at)
      .flatMap(own => {
        const of = theirs.filter(other => isOfOne(own, other));
        const against: (Portrayed & Found)[] = of.filter(other => kindOf(other) === kindOf(own));
        const [first] = against;
        if (!first || against.some(({ line }) => line === own.line || line !== first.line)) return [];
        const why = (reports: number) =>
          `${reportsThat(reports, ['calls', 'call'])} ${first.name} "${first.word}", and none "${own.word}".`;
        return [pointByReports(at, 'contradicted', against, why)];
      })
      .slice(0, 1),
  );
}

/** A minister may be a lawyer, but not of two ministries. */
function kindOf({ line }: Portrayed): 'profession' | 'portfolio' {
  return /^\d/.test(line) ? 'profession' : 'portfolio';
}

function isOfOne(own: Portrayed, other: Portrayed): boolean {
  const days = Math.abs(daysBetween(own.at.article.publishedAt, other.at.article.publishedAt));
  return days <= TENURE_DAYS && sameName(own.name, other.name) === 'same';
}

function portrayedIn(at: IndexedPassage): Portrayed[] {
  const { passage } = at;
  // Slow patterns, and few passages have such a word.
  if (!wordsOf(passage.text).some(word => word === 'minister' || LINES.has(word))) return [];
  return [BEFORE, BEHIND].flatMap(pattern =>
    [...passage.text.matchAll(pattern)].flatMap(({ groups }) => {
      const told = lineOf(groups!.what!);
      return told === null ? [] : [{ at, name: groups!.name!, ...told }];
    }),
  );
}

const LINES = new Map(PROFESSIONS.flatMap((words, line) => words.map(word => [word, String(line)] as const)));

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** "Transport Minister", "former judge", "defence lawyer". */
function lineOf(what: string): Pick<Portrayed, 'line' | 'word'> | null {
  const words = what.toLowerCase().split(/\s/);
  const last = words.at(-1)!;
  if (last === 'minister') return PORTFOLIOS.has(words[0]!) ? { line: words[0]!, word: what } : null;
  const profession = [...words].reverse().find(word => LINES.has(word));
  return profession === undefined ? null : { line: LINES.get(profession)!, word: profession };
}
