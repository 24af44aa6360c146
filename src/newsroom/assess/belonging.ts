/**
 * Whose somebody is: "Ostby's keeper, Ann Bell" where the other reports call her the keeper of Kelsk. Only by one and the same word for
 * what she is, and where the body that the article names is in the event, too, and nobody else tells it of her.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords, shared } from '../claims/clauses.ts';
import { sameName } from '../claims/names.ts';
import { type Found, MAJOR_REPORTS, pointByReports, reportsThat, SAY } from './against.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { daysBetween, TENURE_DAYS } from './times.ts';

const NAME = String.raw`(?<name>\p{Lu}[\p{L}’'-]+(?:\s(?:(?:de|van|von|al|bin)\s)?\p{Lu}[\p{L}’'-]+)+)`;
const BODY = String.raw`(?<body>\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)*)`;
const WORD = String.raw`(?:\p{Ll}[\p{L}-]+\s)?(?<what>\p{Ll}{4,})`;
/** "Ostby's keeper, Ann Bell", "the keeper of Ostby, Ann Bell", "Ann Bell, the keeper of Ostby". */
const PATTERNS = [
  String.raw`\b${BODY}(?:['’]s|s['’])\s${WORD},?\s${NAME}`,
  String.raw`\b(?:[Tt]he|[Ii]ts)\s${WORD}\sof\s(?:the\s)?${BODY},\s${NAME}`,
  String.raw`\b${NAME},\s(?:the\s|an?\s)?${WORD}\sof\s(?:the\s)?${BODY}`,
].map(pattern => new RegExp(pattern, 'gu'));

interface Belonging {
  at: IndexedPassage;
  name: string;
  what: string;
  body: string[];
  text: string;
}

export function belongingPoints(scene: Scene): Point[] {
  const own = reporting(scene.passages).flatMap(belongingsIn);
  if (own.length === 0) return [];
  const theirs: (Belonging & Found)[] = passagesElsewhere(scene).flatMap(each =>
    belongingsIn(each.at).map(other => ({ ...each, ...other })),
  );
  return own.flatMap(one => {
    const same = theirs.filter(other => isOfOne(one, other));
    const [first] = same;
    if (!first || !isInEvent(one, theirs, scene)) return [];
    if (same.some(({ body }) => shared(body, one.body) > 0 || shared(body, first.body) === 0)) return [];
    const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.text}" where this says "${one.text}".`;
    return [pointByReports(one.at, 'contradicted', same, why)];
  });
}

function belongingsIn(at: IndexedPassage): Belonging[] {
  if (at.passage.kind !== 'sentence') return [];
  return PATTERNS.flatMap(pattern =>
    [...at.passage.text.matchAll(pattern)].flatMap(({ 0: text, groups }) => {
      const { name, what, body } = groups as { name: string; what: string; body: string };
      const term = contentWords(what)[0]?.term;
      return term === undefined ? [] : [{ at, name, what: term, body: termsIn(body), text }];
    }),
  );
}

function termsIn(words: string): string[] {
  return contentWords(words).map(({ term }) => term);
}

function isOfOne(one: Belonging, other: Belonging): boolean {
  const days = Math.abs(daysBetween(one.at.article.publishedAt, other.at.article.publishedAt));
  return days <= TENURE_DAYS && one.what === other.what && sameName(one.name, other.name) === 'same';
}

/** The others know the body: as one of those in the event, and not by the name's own words. */
function isInEvent({ body }: Belonging, theirs: readonly Belonging[], { held }: Scene): boolean {
  return body.every(term => held(term) >= MAJOR_REPORTS) && !theirs.some(({ name }) => shared(termsIn(name), body) > 0);
}
