/**
 * People who cannot have said it: told as dead before the day on which they are said to have spoken, or quoted at length where the other
 * reports tell that nothing was to be had from them.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { clausesOf } from '../claims/clauses.ts';
import { type Found, pointByReports, reportsThat } from './against.ts';
import { pointAt } from './point.ts';
import { personIn } from './quoted.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { daysBetween } from './times.ts';

const DEAD =
  /\b(?:(?:is|was|are|were) (?:also )?(?:killed|among the (?:dead|killed|victims))|(?:has |have )?died|(?:is|are) dead|was found dead|(?:was|were) buried)\b/iu;
const SILENT =
  /\b(?:(?:could|can) not be (?:reached|contacted)|(?:declined|refused) to (?:comment|speak|answer|be interviewed)|has (?:not (?:yet )?|never )(?:spoken|commented|said anything|replied|responded)|(?:made|gave|given) no (?:comment|statement|interview)|did not (?:comment|(?:wish|want) to (?:comment|speak|give))|nothing has been heard|unavailable for comment|not available for comment)\b/iu;
const PRONOUN = /^(?:he|she)\b/iu;
/** Spoken before: what somebody had said, or wrote long ago. */
const EARLIER = /\b(?:had|once|earlier|before|last (?:week|month|year))\b/iu;

export function silentPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene);
  return reporting(scene.passages).flatMap(at => deadSpeaker(at, scene, theirs) ?? mute(at, scene, theirs) ?? []);
}

/** "X told reporters on Wednesday", where X is told as dead by a report of that day or before. */
function deadSpeaker(at: IndexedPassage, scene: Scene, theirs: readonly Found[]): Point | null {
  const name = personIn(at.passage.speaker);
  const day = at.passage.dates.find(({ value }) => value !== null && /^\d{4}-\d{2}-\d{2}/.test(value))?.value;
  if (name === null || !day || EARLIER.test(at.passage.text.replace(/\bhad been\b/gu, ''))) return null;
  if (daysBetween(day, at.article.publishedAt) > WEEK) return null;
  const dead = theirs.find(({ at: other }) => isDay(other, day) && tellsOf(other.passage, name, DEAD));
  const own = reporting(scene.passages).find(other => tellsOf(other.passage, name, DEAD));
  const told = dead?.at ?? (own && theirs.some(other => tellsOf(other.at.passage, name, DEAD)) ? own : null);
  const why = `${name} is told as dead by then.`;
  return told ? pointAt(at, { kind: 'sourcing', severity: 'major', why }, own ? [own, told] : [told]) : null;
}

const WEEK = 7;

/** Of that day, or of a day before. */
function isDay({ article: { publishedAt } }: IndexedPassage, day: string): boolean {
  return publishedAt !== null && publishedAt.slice(0, 10) <= day;
}

/** The clause with the name, or the one behind a pronoun, has such words. */
function tellsOf({ text, speech }: Passage, name: string, words: RegExp): boolean {
  const last = name.split(' ').at(-1)!;
  if (!text.includes(last) || !words.test(text) || speech.some(({ direct }) => direct)) return false;
  return clausesOf(text).length <= 1 || text.search(words) - text.indexOf(last) < REACH;
}

/** Characters from a name to what is told of it. */
const REACH = 60;

/** Quoted, of whom other reports of the same days tell that nothing was to be had. Later somebody may well speak: minor. */
function mute(at: IndexedPassage, scene: Scene, theirs: readonly Found[]): Point | null {
  const name = personIn(at.passage.speaker);
  // "He said" may be anybody.
  const isNamed = name !== null && at.passage.text.includes(name.split(' ').at(-1)!);
  if (!isNamed || !at.passage.speech.some(({ direct }) => direct)) return null;
  const silent = scene.others.flatMap(({ report, passages }) =>
    passages.filter((other, n) => isSilent(other, passages[n - 1], name)).map(found => ({ report, at: found })),
  );
  const last = name.split(' ').at(-1)!;
  const speaks = theirs.some(({ at: { passage } }) =>
    passage.speech.some(({ direct, speaker }) => direct && speaker?.includes(last)),
  );
  if (silent.length === 0 || speaks) return null;
  const why = (reports: number) =>
    `${reportsThat(reports, ['tells', 'tell'])} that nothing was to be had from ${name}.`;
  return { ...pointByReports(at, 'quotes', silent, why), severity: 'minor' };
}

function isSilent({ passage }: IndexedPassage, before: IndexedPassage | undefined, name: string): boolean {
  if (!SILENT.test(passage.text)) return false;
  const last = name.split(' ').at(-1)!;
  return passage.text.includes(last) || (PRONOUN.test(passage.text) && !!before?.passage.text.includes(last));
}
