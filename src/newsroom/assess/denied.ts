/**
 * Where an article says that something is not so, and the other reports say that it is, or the other way round: "political rather than
 * binding" against "legally binding commitments". Only what is denied in so many words.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { clauseAt, clausesOf, contentWords } from '../claims/clauses.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { pointByReports, reportsThat, SAY } from './against.ts';
import { type Elsewhere, passagesElsewhere, reporting, type Scene } from './scene.ts';

/** Words beside what is denied that both must speak of; more beside a deed, as one body does much. */
const SHARED = 1;
const SHARED_OF_DEEDS = 2;
/** Words behind a deed that tell what it was done to. */
const OBJECT = 3;

const DENIAL =
  /\b(?:rather than|instead of|(?:is|are|was|were|be) (?:not|no longer|never)|isn['’]t|aren['’]t|wasn['’]t|weren['’]t)\s(?:a\s|an\s|the\s|any\s)?(?<what>\p{Ll}+(?:\s\p{Ll}+)?)/giu;
const DESCRIBED = /^(?:\p{Ll}+ly\s)?(?<word>\p{Ll}{4,}(?:ing|ed|al|able|ible|ive|ful|ous|ic|ary|ent|ant))\b/u;

/** "Had never warned". */
const UNDONE =
  /\b(?:had|has|have|did|does|do|was|were|will|would)(?:\s(?:not|never)|n['’]t)\s(?:yet\s|ever\s|been\s)?(?<word>\p{Ll}{4,})/giu;

/** "Had refused to lend". */
const REFUSED = /\b(?:refus(?:ed|es|ing)|declin(?:ed|es|ing)|fail(?:ed|s|ing))\sto\s(?<word>\p{Ll}{3,})/giu;

/** "Did not sound until three": it sounded then. */
const UNTIL = /^[^.;]{0,40}\b(?:until|till|before)\b/iu;

/** "Does not allow more": it allows some. */
const SOME_OF_IT = /^\s(?:(?:any )?(?:more|further)|much|enough|everything|all|both|only)\b/iu;

/** What they mean is told by the word behind them: "come out", "come down". */
const LIGHT =
  /^(?:come|came|gone|take[ns]?|took|make|made|give[ns]?|gave|have|turn(?:ed)?|look(?:ed)?|seem(?:ed)?|want(?:ed)?)$/u;

interface Denied {
  at: IndexedPassage;
  /** The word that is said not to hold, as a term, and the words beside it. */
  term: string;
  word: string;
  around: Set<string>;
  shared: number;
  /** Who did not do it or what was not done: one of these, where there are any, is in common. */
  sides: string[];
  /** Telling words before the deed in its clause: whoever else did it contradicts nothing. */
  doers: string[];
}

export function deniedPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene);
  const texts = new Map(scene.others.map(({ id, passages }) => [id as string, passages]));
  const before: PassageBefore = (article, n) => texts.get(article)?.[n - 1]?.passage.text ?? '';
  return reporting(scene.passages).flatMap(at => {
    if (isOpen(at.passage)) return [];
    return deniedIn(at).flatMap(denied => {
      const asserting = theirs.filter(other => asserts(other, denied, before));
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
  const { text } = at.passage;
  const described = [...text.matchAll(DENIAL)].map(match => DESCRIBED.exec(match.groups!.what!)?.groups?.word);
  const undone = at.passage.speech.some(({ direct }) => direct)
    ? []
    : [...text.matchAll(UNDONE), ...text.matchAll(REFUSED)].filter(match => {
        const behind = text.slice(match.index + match[0].length);
        return !LIGHT.test(match.groups!.word!) && !UNTIL.test(behind) && !SOME_OF_IT.test(behind);
      });
  return [
    ...described.flatMap(word => deniedWord(at, word, SHARED)),
    ...undone.flatMap(match => deniedWord(at, match.groups!.word, SHARED_OF_DEEDS, match)),
  ];
}

function deniedWord(at: IndexedPassage, word: string | undefined, shared: number, deed?: RegExpExecArray): Denied[] {
  const term = word === undefined ? undefined : contentWords(IRREGULAR_VERBS.get(word) ?? word)[0]?.term;
  if (word === undefined || term === undefined) return [];
  const terms = contentWords(at.passage.text).map(each => each.term);
  const around = new Set(terms.filter(each => each !== term));
  const [sides, doers] = deed ? [sidesOf(at.passage, deed), termsBefore(at.passage.text, deed.index)] : [[], []];
  return [{ at, term, word, around, shared, sides, doers }];
}

function termsBefore(text: string, index: number): string[] {
  const clause = clauseAt(clausesOf(text), index);
  return clause ? contentWords(text.slice(clause.start, index)).map(({ term }) => term) : [];
}

/** Somebody named, else the words beside the deed: what Tarsia has not done others may have. */
function sidesOf({ text, entities, start }: Passage, { index, 0: deed }: RegExpExecArray): string[] {
  const terms = (part: string) => contentWords(part).map(({ term }) => term);
  const doer = terms(text.slice(0, index)).slice(-1);
  const isName = /\s\p{Lu}[\p{L}-]+\s$/u.test(text.slice(0, index));
  if (isName || entities.some(({ end }) => end - start === index - 1)) return doer;
  return [...doer, ...terms(text.slice(index + deed.length)).slice(0, OBJECT)];
}

/** Says the same word of the same thing, and denies nothing. */
function asserts(
  { at: { passage }, article }: Elsewhere,
  { term, around, shared, sides, doers }: Denied,
  before: PassageBefore,
): boolean {
  if (/\b(?:if|whether|(?:would|should|could|ought to) have)\b/iu.test(passage.text)) return false;
  const plain = passage.text.replace(/\p{Ll}+/gu, word => IRREGULAR_VERBS.get(word) ?? word);
  const told = contentWords(plain);
  const words = told.map(each => each.term);
  const place = told.find(each => each.term === term)?.start ?? 0;
  const clause = clauseAt(clausesOf(plain), place);
  if (NEGATED.test(clause?.text ?? plain)) return false;
  if (doers.length > 0 && isDoneByAnother(plain.slice(clause?.start ?? 0, place), doers)) return false;
  if (sides.length > 0 && !sides.some(side => words.includes(side))) return false;
  // "Four of these were lent": what they are stands in the sentence before.
  const lead = LEANING.test(passage.text) ? contentWords(before(article, passage.n)).map(each => each.term) : [];
  const all = new Set([...words, ...lead]);
  return words.includes(term) && [...all].filter(word => around.has(word)).length >= shared;
}

/** @param before the words of a clause before its deed: "she", where the court did not. */
function isDoneByAnother(before: string, doers: readonly string[]): boolean {
  if (/\b(?:is|are|was|were|been|being|be)\s(?:\p{Ll}+ly\s)?$/iu.test(before)) return false;
  return (
    /\b(?:he|she|I|we)\s(?:\p{Ll}+ly\s)?$/iu.test(before) &&
    !contentWords(before).some(({ term }) => doers.includes(term))
  );
}

const NEGATED = /\b(?:not|never|no|without|rather than|den(?:y|ied|ies)|refused?|declined?)\b|n['’]t\b/iu;

type PassageBefore = (article: string, n: number) => string;

const LEANING = /^(?:\p{L}+\sof\s(?:these|them|those|which)|these|they|it|this|those|both|the others|all)\b/iu;
