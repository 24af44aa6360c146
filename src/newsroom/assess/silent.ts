/**
 * People who cannot have said it: told as dead before the day on which they are said to have spoken, or quoted at length where the other
 * reports tell that nothing was to be had from them.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { sameName } from '../claims/names.ts';
import { type Found, pointByReports, reportsThat } from './against.ts';
import { pointAt } from './point.ts';
import { namedSpeaker, personIn, quotesIn } from './quoted.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { daysBetween } from './times.ts';

const DEAD =
  /\b(?:(?:is|was|are|were) (?:also )?(?:killed|among the (?:dead|killed|victims))|(?:has |have )?died|(?:is|are) dead|(?:is|was) one of (?:the )?[\p{L}\d]+ (?:\p{L}+ )?who (?:died|were killed)|was found dead|(?:was|were) buried|(?:is|was|lies) (?:still )?(?:unconscious|in a coma)|(?:is|was|has been) (?:still )?missing|has not been (?:found|seen))\b/iu;
/** Told before the name. */
const AMONG =
  /\b(?:[Aa]mong the (?:dead|killed|victims) (?:is|are|was|were)|[Tt]he (?:body|funeral|remains) of)\s(?:[\p{L}’'-]+\s){0,3}?(?:[\p{L}’'-]+,\s)?(?<name>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)*)/u;
const SILENT =
  /\b(?:(?:could|can) not be (?:reached|contacted)|(?:declined|refused) to (?:comment|speak|answer|be interviewed)|has (?:not (?:yet )?|never )(?:spoken|commented|said anything|replied|responded)|(?:made|gave|given) no (?:comment|statement|interview)|did not (?:comment|(?:wish|want) to (?:comment|speak|give))|nothing has been heard|unavailable for comment|not available for comment)\b/iu;
const PRONOUN = /^(?:he|she)\b/iu;
/** Spoken before: what somebody had said, or wrote long ago. */
const EARLIER = /\b(?:had|once|earlier|before|last (?:week|month|year))\b/iu;

export function silentPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene);
  const long = theirs.flatMap(other => deadLongIn(other.at).map(name => ({ ...other, name })));
  return reporting(scene.passages).flatMap(
    at => deadSpeaker(at, scene, theirs) ?? risen(at, long) ?? mute(at, scene, theirs) ?? [],
  );
}

const PERSON = String.raw`(?<name>\p{Lu}[\p{L}’'-]+(?:\s(?:(?:de|van|von|al|bin)\s)?\p{Lu}[\p{L}’'-]+)*)`;
/** "Ann Bell, who died in 1938", "Ann Bell had died thirteen years before". */
const LONG_DEAD = new RegExp(
  String.raw`${PERSON},?\s(?:who\s)?(?:had\s|has\s)?(?:died|was killed|was buried)\s(?:there\s)?(?:in\s(?:\p{Lu}\p{Ll}+\s)?(?<year>1\d{3}|20\d{2})|(?:\p{L}+\s){1,2}(?:years|decades|centuries)\s(?:ago|before|earlier))`,
  'gu',
);
/** What the living do: today, or on a day of the week. */
const LIVES = new RegExp(
  String.raw`${PERSON}(?:,[^,“”]{2,40})?(?:,\swho\s[^,“”]{2,60})?,?\s(?:(?:says|sees|wants|hopes|thinks|believes|plans|promises|welcomes|rejects|denies|accepts|expects|lives|thanks)\b|(?:said|told|attended|welcomed|thanked|promised|rejected|arrived|appeared|announced|signed|voted)\b[^.]{0,60}\b(?:\p{L}+day|this week|today|yesterday)\b)`,
  'u',
);

/** Somebody who died years ago by another report, and does today what the living do. */
function risen(at: IndexedPassage, long: readonly (Found & { name: string })[]): Point | null {
  if (long.length === 0 || at.passage.kind !== 'sentence' || EARLIER.test(at.passage.text)) return null;
  const name = LIVES.exec(at.passage.text)?.groups?.name;
  // A surname alone may be a relative's.
  const against =
    name === undefined || !name.includes(' ') ? [] : long.filter(dead => sameName(dead.name, name) === 'same');
  if (against.length === 0) return null;
  const why = (reports: number) => `${reportsThat(reports, ['tells', 'tell'])} that ${name} died years ago.`;
  return pointByReports(at, 'anachronism', against, why);
}

/** Names of those who died a year or more before the report. */
function deadLongIn({ passage, article: { publishedAt } }: IndexedPassage): string[] {
  return [...passage.text.matchAll(LONG_DEAD)].flatMap(({ groups }) => {
    const year = groups!.year;
    const isLong = year === undefined || publishedAt === null || Number(year) < Number(publishedAt.slice(0, 4));
    return isLong ? [groups!.name!] : [];
  });
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
  const why = `${name} is told as dead, or as nobody who could speak, by then.`;
  return told ? pointAt(at, { kind: 'sourcing', severity: 'major', why }, own ? [own, told] : [told]) : null;
}

const WEEK = 7;

/** Of that day, or of a day before. */
function isDay({ article: { publishedAt } }: IndexedPassage, day: string): boolean {
  return publishedAt !== null && publishedAt.slice(0, 10) <= day;
}

/** Directly behind the name, with at most what the person is between commas. */
function tellsOf({ text, speech, speaker }: Passage, name: string, words: RegExp): boolean {
  const last = name.split(' ').at(-1)!;
  if (text.match(AMONG)?.groups?.name?.includes(last)) return true;
  const found = words.exec(text);
  if (!found || speech.some(({ direct }) => direct) || speaker?.includes(last)) return false;
  const before = text.slice(0, found.index);
  const from = before.lastIndexOf(last);
  return from >= 0 && /^(?:,[^,]{0,80})?,?\s$/u.test(before.slice(from + last.length));
}

/** Quoted, of whom other reports of the same days tell that nothing was to be had. Later somebody may well speak: minor. */
function mute(at: IndexedPassage, scene: Scene, theirs: readonly Found[]): Point | null {
  const name =
    quotesIn(at)
      .map(namedSpeaker)
      .find(speaker => speaker !== null) ?? null;
  if (name === null) return null;
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

/** Told of the person named last before it; of "he" or "she", where the sentence before names that one person. */
function isSilent({ passage }: IndexedPassage, before: IndexedPassage | undefined, name: string): boolean {
  const found = SILENT.exec(passage.text);
  if (!found) return false;
  const lead = passage.start + found.index;
  const named = personsIn(passage).filter(({ start }) => start < lead);
  const told = named.length === 0 && before && PRONOUN.test(passage.text) ? personsIn(before.passage) : named.slice(-1);
  return told.length === 1 && sameName(told[0]!.name, name) === 'same';
}

function personsIn({ entities }: Passage) {
  return entities.filter(({ kind }) => kind === 'person');
}
