/**
 * A name that no other report has, in the place where they have another: "the university of X" against "the university of Y", "its leader, A B"
 * against "its leader, A C". A name a letter or two away is a slip and looked for in slips.ts.
 */
import { editDistance } from '../../core/edit-distance.ts';
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { CALENDAR, OFFICES } from '../claims/cues.ts';
import { fold } from '../names.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { frequencyRank } from '../words.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { isAnyStory } from './alike.ts';
import { type Around, commonFigures, commonWords, wordsAround } from './near.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { timesFit } from './times.ts';

const NAME = /(?<![\p{L}\d’'-])\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)*/gu;
/** Words of both sentences in common: where the names share one, and where nothing of them is alike. */
const ALIKE = 1;
const UNLIKE = 3;

/** Place in English up to which a word is a common one. */
const COMMON = 15_000;

interface Named {
  at: IndexedPassage;
  name: string;
  words: string[];
  around: Around;
  /** The words directly before and behind. */
  sides: readonly [string | null, string | null];
}

export function namedPoints(scene: Scene): Point[] {
  const own = fold(scene.passages.map(({ passage }) => passage.text).join('\n'));
  const theirs = passagesElsewhere(scene).flatMap(each =>
    namesIn(each.at).flatMap(named => {
      if (own.includes(named.words.join(' '))) return [];
      return [{ ...each, ...named, isNew: !named.words.some(word => own.includes(word)) }];
    }),
  );
  if (theirs.length === 0) return [];
  return reporting(scene.passages).flatMap(at =>
    namesIn(at)
      .filter(named => !isSpeaker(named) && isNew(named, term => scene.held(term) === 0))
      .flatMap(named => {
        const against = theirs.filter(other => isInItsPlace(named, other));
        const [first] = against;
        if (!first || against.some(({ words }) => words.at(-1) !== first.words.at(-1))) return [];
        const why = (reports: number) =>
          `${reportsThat(reports, SAY)} "${first.name}" where this says "${named.name}", whom or which no other names.`;
        return [pointByReports(at, 'contradicted', against, why)];
      })
      .slice(0, 1),
  );
}

/** Whose words they are, is looked at with the words. */
function isSpeaker({ at: { passage }, name }: Named): boolean {
  return passage.speech.some(({ direct, speaker }) => direct && speaker?.includes(name));
}

/** Its last word, or all that tells it from another. */
function isNew({ words }: Named, isUnknown: (term: string) => boolean): boolean {
  return words.some(word => termsOf(word).every(({ term }) => isUnknown(term)));
}

function namesIn(at: IndexedPassage): Named[] {
  const { passage } = at;
  if (passage.kind === 'heading' || passage.kind === 'row') return [];
  return [...passage.text.matchAll(NAME)].flatMap(({ 0: whole, index }) => {
    const bare = withoutTitles(whole);
    const start = index + whole.length - bare.length;
    const words = fold(bare.replace(/[’']s?$/u, '')).split(/\s+/);
    if (bare === '' || words.some(word => CALENDAR.test(word)) || isFirstWord(passage, start, bare)) return [];
    const end = start + bare.length;
    return [
      {
        at,
        name: bare.replace(/[’']s$/u, ''),
        words,
        around: wordsAround(passage, start, end),
        sides: sidesOf(passage, start, end),
      },
    ];
  });
}

/** "Interior Minister Lucan Pryde" and "Harland's Lucan Pryde" are "Lucan Pryde". */
function withoutTitles(name: string): string {
  const words = name.split(/\s+/);
  const last = words.findLastIndex(
    (word, n) =>
      OFFICES.has(word.toLowerCase()) ||
      isStopWord(word.toLowerCase()) ||
      (n < words.length - 1 && /[’']s$/u.test(word)),
  );
  return words.slice(last + 1).join(' ');
}

/** One word with a capital at the beginning may be any word. */
function isFirstWord({ text }: Passage, start: number, name: string): boolean {
  return !name.includes(' ') && /^[\s“"‘(]*$/u.test(text.slice(0, start));
}

/** Telling words that only "of", "in", "the", an office and the like part from the name. */
function sidesOf({ text }: Passage, start: number, end: number): [string | null, string | null] {
  const lead = /(?<word>[\p{L}-]+),?\s(?:(?:of|in|at|near|from|by|the|a|an|called|named)\s)*(?:\p{Lu}\p{L}+\s)?$/u;
  const before = lead.exec(text.slice(0, start))?.groups?.word;
  const after = /^(?:[’']s)?,?\s(?:the\s|a\s|an\s)?(?<word>\p{Ll}+)/u.exec(text.slice(end))?.groups?.word;
  return [before, after].map(word =>
    word === undefined || OFFICES.has(word.toLowerCase()) || /(?:ing|ed)$/u.test(word)
      ? null
      : (contentWords(word)[0]?.term ?? null),
  ) as [string | null, string | null];
}

/** @param other with whether no word of it stands in the article. */
function isInItsPlace(own: Named, other: Named & { isNew: boolean }): boolean {
  if (!timesFit(own.at, other.at) || own.words.some(word => isShort(word))) return false;
  const [a, b] = [own.around, other.around];
  const words = commonWords(a.sentence, b.sentence);
  const figures = commonFigures(a.sentence, b.sentence).length;
  const common = words.length + figures;
  const beside = own.sides.some((word, n) => word !== null && (word === other.sides[n] || word === other.sides[1 - n]));
  if (isHalfOne(own.words, other.words)) return common >= (beside || isRare(own.words, other.words) ? ALIKE : UNLIKE);
  const sharesNone = !own.words.some(word => other.words.includes(word));
  return (
    other.isNew && beside && sharesNone && words.filter(term => !isAnyStory(term)).length + 2 * figures >= UNLIKE + 1
  );
}

/** "Balder Marine" and "Haldor Marine": the same first or last word of as many, and another beside it. */
function isHalfOne(own: readonly string[], other: readonly string[]): boolean {
  if (own.length !== other.length || own.length < 2) return false;
  const [n] = own.flatMap((word, at) => (word === other[at] ? [] : [at]));
  if (n === undefined || isSpelling(own[n]!, other[n]!)) return false;
  return own[0] === other[0] || own.at(-1) === other.at(-1);
}

/** Letters exchanged, a few others, a short form: one name all the same, and a slip at most. */
function isSpelling(one: string, two: string): boolean {
  const sorted = (word: string) => [...word].sort().join('');
  const most = Math.floor(Math.max(one.length, two.length) / 3);
  return one.slice(0, 3) === two.slice(0, 3) || sorted(one) === sorted(two) || editDistance(one, two, most) <= most;
}

/** The word that both have is no common one: two people called so in one story are one. */
function isRare(own: readonly string[], other: readonly string[]): boolean {
  return own.some(word => other.includes(word) && (frequencyRank(termsOf(word)[0]?.term ?? word) ?? Infinity) > COMMON);
}

function isShort(word: string): boolean {
  return word.length < 3;
}
