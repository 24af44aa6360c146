/**
 * What an article is assessed by: its passages and claims, the other reports on its event and the copies of its own text, each gathered
 * once for all kinds of points. It judges nothing.
 */
import type { ArticleId, Claim } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { claimsOfArticle } from '../claims/claims.ts';
import { distinct } from '../claims/clauses.ts';
import { COUNT_FAMILIES } from '../claims/cues.ts';
import { holdsGenerated } from './machine-text.ts';
import { type DoubtRecord, type Related, type ReportsOf, relatedTo } from './related.ts';

/** Passages looked at to tell whether a word stands elsewhere: an article holds it and its neighbours find it. */
const HITS = 40;

export interface Scene {
  /** All passages of the article's current revision, in order. */
  passages: readonly IndexedPassage[];
  claims: readonly Claim[];
  others: readonly Related[];
  copies: readonly Related[];
  /** Claims of the other reports, the closest report first. */
  elsewhere: readonly ToldElsewhere[];
  /** Distinct other reports. */
  reports: number;
  /** In how many other reports a term stands. */
  held: (term: string) => number;
  /** Whether a term stands in any other article of the whole record. */
  known: (term: string) => boolean;
}

export function sceneOf(passages: readonly IndexedPassage[], record: DoubtRecord, reportsOf: ReportsOf): Scene {
  const { others: related, copies } = relatedTo(passages, record, reportsOf);
  // What a machine made of reports is evidence neither against one nor for it.
  const others = related.filter(other => !holdsGenerated(other.passages));
  const byReport = Map.groupBy(others, ({ report }) => report);
  const held = (term: string) =>
    [...byReport.values()].filter(articles => articles.some(({ terms }) => terms.has(term))).length;
  return {
    passages,
    claims: anchoredClaims(passages),
    others,
    copies,
    elsewhere: others.flatMap(({ report, passages: theirs }) =>
      claimsOfArticle(theirs.map(({ passage }) => passage)).map(claim => ({
        report,
        claim,
        at: theirs[claim.passage]!,
      })),
    ),
    reports: byReport.size,
    held,
    known: term => [...record.scores([term], HITS).keys()].some(id => id !== passages[0]?.article.id),
  };
}

/** A claim of another report. */
export interface ToldElsewhere {
  report: string | number;
  claim: Claim;
  at: IndexedPassage;
}

/** An article's claims, each with all names of its sentence, and of the one before where it begins with a pronoun. */
function anchoredClaims(passages: readonly IndexedPassage[]): Claim[] {
  const claims = [...claimsOfArticle(passages.map(({ passage }) => passage)), ...passages.flatMap(noneClaims)];
  return claims.map(each => {
    const claim = hurtBesides(each, passages);
    if (claim.kind !== 'count' && claim.kind !== 'date') return claim;
    const { passage } = passages[claim.passage]!;
    const before = PRONOUN.test(passage.text) ? passages[claim.passage - 1]?.passage : undefined;
    const anchors = distinct([...passage.entities, ...(before?.entities ?? [])].map(({ name }) => name));
    return { ...claim, scope: { ...claim.scope, anchors } };
  });
}

/** "Sixty-one others were hurt": beside the dead, and all of the hurt. */
function hurtBesides(claim: Claim, passages: readonly IndexedPassage[]): Claim {
  const { value } = claim;
  const { passage } = passages[claim.passage]!;
  if (value.kind !== 'number' || value.family !== null) return claim;
  if (!HURT_BESIDES.test(passage.text.slice(claim.end - passage.start))) return claim;
  const hurt = { ...value, unit: 'people', family: 'injuries' };
  return { ...claim, value: hurt, scope: { ...claim.scope, part: false } };
}

const HURT_BESIDES = /^\sothers\s(?:was|were|had been|have been)\s(?:injured|hurt|wounded)\b/u;

/** "Nobody died": a count of none, which no figure tells. */
function noneClaims({ passage }: IndexedPassage): Claim[] {
  if (passage.part !== 'body' || passage.speech.some(({ direct }) => direct)) return [];
  const found = NONE.exec(passage.text);
  const family = found && COUNT_FAMILIES.find(([, cue]) => cue.test(found[0]))?.[0];
  if (!found || !family) return [];
  const start = passage.start + found.index;
  return [
    {
      kind: 'count',
      passage: passage.n,
      start,
      end: start + found[0].length,
      subject: [],
      relation: [],
      value: { kind: 'number', value: 0, unit: 'people', family, bound: 'exact' },
      speaker: passage.speaker,
      firmness: 'stated',
      scope: { dates: [], names: [], part: false },
    },
  ];
}

const NONE =
  /\b(?:nobody|no one|no people|no passengers|none)\s(?:(?:was|were|has|had|have|is|been)\s)*(?:died|killed|hurt|injured|wounded|missing|dead)\b/iu;

const PRONOUN = /^(?:it|he|she|they|its|his|her|their)\b/iu;

/** Passages that report: the article's title and body. */
export function reporting(passages: readonly IndexedPassage[]): IndexedPassage[] {
  return passages.filter(({ passage }) => passage.part === 'body' || passage.part === 'title');
}

/** A passage of another report. */
export interface Elsewhere {
  article: ArticleId;
  report: string | number;
  at: IndexedPassage;
}

/** Every title and body passage of the other reports, the closest report first. */
export function passagesElsewhere({ others }: Pick<Scene, 'others'>): Elsewhere[] {
  return others.flatMap(({ id, report, passages }) => reporting(passages).map(at => ({ article: id, report, at })));
}
