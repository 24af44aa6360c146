/**
 * Where an article says that something is not so, and the other reports say that it is, or the other way round: "political rather than
 * binding" against "legally binding commitments". Only what is denied in so many words.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { type Elsewhere, passagesElsewhere, reporting, type Scene } from './scene.ts';

/** Words beside what is denied that both must speak of. */
const SHARED = 1;

const DENIAL =
  /\b(?:rather than|instead of|(?:is|are|was|were|be) (?:not|no longer|never)|isn['’]t|aren['’]t|wasn['’]t|weren['’]t)\s(?:a\s|an\s|the\s|any\s)?(?<what>\p{Ll}+(?:\s\p{Ll}+)?)/giu;
const DESCRIBED = /^(?:\p{Ll}+ly\s)?(?<word>\p{Ll}{4,}(?:ing|ed|al|able|ible|ive|ful|ous|ic|ary|ent|ant))\b/u;

interface Denied {
  at: IndexedPassage;
  /** The word that is said not to hold, as a term, and the words beside it. */
  term: string;
  word: string;
  around: Set<string>;
}

export function deniedPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene);
  return reporting(scene.passages).flatMap(at => {
    if (isOpen(at.passage)) return [];
    return deniedIn(at).flatMap(denied => {
      const asserting = theirs.filter(other => asserts(other, denied));
      if (asserting.length === 0 || theirs.some(other => deniedIn(other.at).some(same => same.term === denied.term)))
        return [];
      const why = (reports: number) => `${reportsThat(reports, SAY)} "${denied.word}", which is denied here.`;
      return [pointByReports(at, 'contradicted', asserting, why)];
    });
  });
}

function isOpen({ text, firmness }: Passage): boolean {
  return /\?[”"’)]*$/.test(text) || firmness === 'may' || /\b(?:if|unless|whether)\b/iu.test(text);
}

function deniedIn(at: IndexedPassage): Denied[] {
  return [...at.passage.text.matchAll(DENIAL)].flatMap(match => {
    const word = DESCRIBED.exec(match.groups!.what!)?.groups?.word;
    const term = word === undefined ? undefined : contentWords(word)[0]?.term;
    if (word === undefined || term === undefined) return [];
    const around = new Set(
      contentWords(at.passage.text)
        .map(each => each.term)
        .filter(each => each !== term),
    );
    return [{ at, term, word, around }];
  });
}

/** Says the same word of the same thing, and denies nothing. */
function asserts({ at: { passage } }: Elsewhere, { term, around }: Denied): boolean {
  if (/\b(?:not|never|no|without|rather than|denied|denies|if|whether)\b|n['’]t\b/iu.test(passage.text)) return false;
  const words = contentWords(passage.text).map(each => each.term);
  return words.includes(term) && words.filter(word => around.has(word)).length >= SHARED;
}
