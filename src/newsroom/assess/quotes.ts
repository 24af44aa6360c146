/**
 * Words in quotation marks that the other reports have otherwise: other words, another speaker, or nowhere at all. A quotation that only
 * one article has is no point in itself, for reporters talk to people; it is one where the article was generated.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { inOrder } from '../claims/in-order.ts';
import { sameName } from '../claims/names.ts';
import { fold } from '../names.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { firstOfEach, MAJOR_REPORTS, reportsAmong, reportsThat } from './against.ts';
import { pointAt } from './point.ts';
import { lineOf, namedSpeaker, personIn, type Quoted, quotesIn, telling } from './quoted.ts';
import { isRetold } from './retold.ts';
import { type Elsewhere, passagesElsewhere, reporting, type Scene } from './scene.ts';

/** Words of a quotation that is compared as a whole; a shorter one is compared by what stands around it too. */
const MIN_WORDS = 5;
/** Words in common, of the shorter one, from which two quotations are one (0 to 1), and how many of them must carry a topic. */
const SAME_QUOTE = 0.6;
const SAME_BUT_FOR_A_WORD = 0.67;
const SHARED_TOPIC = 2;
/** Or so many words in all, whatever they carry. */
const SHARED_ALL = 8;
/** Of fewer words around a short quotation nothing can be told. */
const SHARED_AROUND = 3;
/** Words from which a quotation that nobody else has can be told to be missing. */
const MIN_LONE = 4;

interface Heard extends Elsewhere {
  quoted: Quoted;
  line: string;
}

/** @param generated whether the article holds generated text: its lone quotations are then no reporter's. */
export function quotePoints(scene: Scene, generated: boolean): Point[] {
  const heard = heardElsewhere(scene);
  const lines = scene.others.map(({ report, passages }) => ({
    report,
    line: passages.map(({ passage }) => lineOf(termsOf(passage.text))).join(''),
  }));
  const isTold = (quoted: Quoted) => lines.some(({ line }) => line.includes(lineOf(quoted.words)));
  return reporting(scene.passages).flatMap(at =>
    quotesIn(at, scene.passages).flatMap(quoted => {
      const moved = otherSpeaker(quoted, heard);
      if (moved || isTold(quoted)) return moved ?? [];
      return otherWords(quoted, heard) ?? (generated ? alone(quoted, scene) : null) ?? [];
    }),
  );
}

function heardElsewhere(scene: Scene): Heard[] {
  const texts = new Map(scene.others.map(({ id, passages }) => [id, passages]));
  return passagesElsewhere(scene).flatMap(each =>
    quotesIn(each.at, texts.get(each.article)).map(quoted => ({ ...each, quoted, line: lineOf(quoted.words) })),
  );
}

/** The same words, told as another's; only where both articles name the speaker beside them. */
function otherSpeaker(quoted: Quoted, heard: readonly Heard[]): Point | null {
  const own = namedSpeaker(quoted);
  const line = lineOf(quoted.words);
  if (own === null || quoted.words.length < MIN_WORDS || isBody(own, quoted)) return null;
  const same = heard.filter(each => each.line.includes(line) || line.includes(each.line.trim()));
  const told = same
    .filter(each => each.quoted.words.length >= MIN_WORDS)
    .map(each => ({ ...each, by: namedSpeaker(each.quoted) ?? each.quoted.meant }));
  if (told.some(({ by }) => by !== null && sameName(by, own) !== 'other')) return null;
  const names = fold(quoted.at.passage.text);
  const others = told.filter(({ by }) => by !== null && !names.includes(fold(by.split(' ').at(-1)!)));
  if (others.length === 0) return null;
  const why = `Other reports have these words from ${others[0]!.by}, and not from ${own}.`;
  return pointAt(
    quoted.at,
    { kind: 'quotes', severity: 'major', why },
    firstOfEach(others).map(({ at }) => at),
  );
}

/** "The coach of Brasse Rowers": whom he is of, and not who he is. */
function isBody(name: string, { at: { passage } }: Quoted): boolean {
  const before = passage.text.slice(0, passage.text.indexOf(name));
  return /\b(?:of|for|from|at|in)\s(?:the\s)?$/u.test(before);
}

/** Nearly the same words: what one of the two has changed. */
function otherWords(quoted: Quoted, heard: readonly Heard[]): Point | null {
  const near = heard.filter(each => isSameQuote(quoted, each.quoted, SAME_QUOTE) || isRetold(quoted, each.quoted));
  const agreed = Map.groupBy(near, ({ line }) => line);
  const [most] = [...agreed.values()].sort((a, b) => reportsAmong(b) - reportsAmong(a));
  if (!most) return null;
  const theirs = most[0]!.quoted;
  const reports = reportsAmong(most);
  // What was translated twice differs, too: against one report, the two must differ by little.
  if (reports < MAJOR_REPORTS && !isSameQuote(quoted, theirs, SAME_BUT_FOR_A_WORD) && !isRetold(quoted, theirs))
    return null;
  const severity = reports >= MAJOR_REPORTS || turnsRound(quoted, theirs) ? 'major' : 'minor';
  const who = reportsThat(reports, ['has', 'have']);
  const why = `${who} “${theirs.text}” where this has “${quoted.text}”.`;
  return pointAt(
    quoted.at,
    { kind: 'quotes', severity, why },
    firstOfEach(most).map(({ at }) => at),
  );
}

/** @param share of the shorter one's words that must stand in both, 0 to 1. */
function isSameQuote(one: Quoted, two: Quoted, share: number): boolean {
  const shortest = Math.min(one.words.length, two.words.length);
  const pairs = inOrder(one.words, two.words);
  if (isOfOneSpeaker(one, two) && isNearlyAll(pairs.length, one, two)) return !isCutOtherwise(pairs, one, two);
  if (shortest < MIN_WORDS) return isSameShort(one, two);
  const common = telling(pairs.map(([at]) => one.words[at]!));
  const enough = common.size >= SHARED_TOPIC || (common.size > 0 && pairs.length >= SHARED_ALL);
  return enough && pairs.length >= share * shortest && !isCutOtherwise(pairs, one, two);
}

/** One speaker says much alike, but not of as many words more than half the same ones. */
function isNearlyAll(common: number, one: Quoted, two: Quoted): boolean {
  const [short, long] = [one, two].map(({ words }) => words.length).sort((a, b) => a - b) as [number, number];
  if (long > short + 2 || common < 2) return false;
  return short < MIN_WORDS ? common >= short - 1 : common >= MIN_WORDS && common >= short / 2;
}

function isOfOneSpeaker(one: Quoted, two: Quoted): boolean {
  const [a, b] = [one, two].map(quoted => namedSpeaker(quoted) ?? quoted.meant);
  return a !== null && b !== null && a !== undefined && b !== undefined && sameName(a, b) === 'same';
}

/** One run of words, of which the two show different ends: nothing was changed. */
function isCutOtherwise(pairs: readonly [number, number][], one: Quoted, two: Quoted): boolean {
  const [first, last] = [pairs[0]!, pairs.at(-1)!];
  const unbroken = last[0] - first[0] === pairs.length - 1 && last[1] - first[1] === pairs.length - 1;
  const before = first[0] > 0 && first[1] > 0 && !isSameName(one, first[0], two, first[1]);
  const after = last[0] < one.words.length - 1 && last[1] < two.words.length - 1;
  return unbroken && !before && !after;
}

/** What stands before the run is one name in two forms, as a country has a long one and a short one. */
function isSameName(one: Quoted, from: number, two: Quoted, other: number): boolean {
  const name = ({ at: { passage }, text, words }: Quoted, end: number) => {
    const start = passage.start + passage.text.indexOf(text);
    const until = start + words[end]!.start;
    return passage.entities.find(entity => entity.start >= start && entity.end <= until)?.name;
  };
  const own = name(one, from);
  return own !== undefined && own === name(two, other);
}

/** A few words of one speaker, on one thing, that share one of them. */
function isSameShort(one: Quoted, two: Quoted): boolean {
  if (one.words.length < 2 || one.words.length >= MIN_WORDS) return false;
  const first = one.words[0]!.term;
  if (two.words[0]?.term !== first || telling(one.words).size < 2) return false;
  if (isStopWord(one.words[0]!.word) && ![...telling(one.words)].some(term => telling(two.words).has(term)))
    return false;
  const around = (quoted: Quoted) => telling(termsOf(quoted.at.passage.text));
  const shared = [...around(one)].filter(term => around(two).has(term));
  return shared.length >= SHARED_AROUND;
}

const NEGATION = /\b(?:not|no|never|nobody|none|nothing|without|n['’]t)\b/iu;

/** A negation or a figure that only one of the two has. */
function turnsRound(one: Quoted, two: Quoted): boolean {
  const figures = ({ words }: Quoted) => words.filter(({ term }) => /^\d/.test(term)).map(({ term }) => term);
  return NEGATION.test(one.text) !== NEGATION.test(two.text) || figures(one).join() !== figures(two).join();
}

/** Words that no other report has, where that itself is telling. */
function alone(quoted: Quoted, scene: Scene): Point | null {
  const speaker = namedSpeaker(quoted) ?? personIn(quoted.speech.speaker);
  if (quoted.words.length < MIN_LONE || speaker === null || scene.reports < MAJOR_REPORTS) return null;
  const theirs = passagesElsewhere(scene);
  if (theirs.some(({ at }) => speaks(at, speaker))) return null;
  const why = 'No other report has this speaker say anything, and the article holds generated text.';
  return pointAt(quoted.at, { kind: 'quotes', severity: 'major', why }, []);
}

function speaks({ passage }: IndexedPassage, speaker: string): boolean {
  return [passage.speaker, ...passage.speech.map(each => each.speaker)].some(each => {
    const name = personIn(each);
    return name !== null && sameName(name, speaker) !== 'other';
  });
}
