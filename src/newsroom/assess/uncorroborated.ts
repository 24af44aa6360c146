/**
 * Precise, weighty claims that no other report on the event has, though they report it in detail: money, arms, forces, treaties,
 * undertakings. A fact that one article alone has is news, and no point: it takes two such things in one sentence, told by nobody; or
 * one, in an article that holds generated text.
 */
import type { EntityMention, NumberMention, Passage, Point } from '../../core/model.ts';
import { contentWords, distinct } from '../claims/clauses.ts';
import {
  ARMS,
  ARRESTS,
  ARSENAL,
  CHARGE,
  COVERT,
  DEATHS,
  FORCES,
  ILLICIT,
  MONEY,
  PAID_FOR,
  PAYMENT,
  SIGNING,
  TREATY,
  UNDER_ARMS,
  UNDERTAKING,
} from '../data/weighty.ts';
import { termsOf } from '../terms.ts';
import { frequencyRank } from '../words.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

/** Other reports, each of so many body passages, that make an event reported in detail. */
const MIN_REPORTS = 2;
const MIN_PASSAGES = 4;
/** Share of a passage's words that no other report has (0 to 1). Below, it speaks of what they report. */
const NOVEL = 0.5;
/** In an article of generated text, where more of it is taken from the reports that it was made of. */
const NOVEL_GENERATED = 0.4;
/** Money from which it weighs, in its own unit. */
const MUCH_MONEY = 1e6;
/** Weighty things in one sentence. */
const WEIGHTY = 2;
/** From so many on the point is major; two stand in many a line of background. */
const MAJOR_THINGS = 3;

/** Then a court or the police say so. */
const BEFORE_COURT =
  /\b(?:arrested|charged|charges|convicted|sentenced|indicted|accused|pleaded|suspected|alleged(?:ly)?)\b/iu;
/** Its words are the event's own but for the charge. */
const NOVEL_CHARGE = 0.33;
/** A charge weighs where so many reports tell the event in detail and know nothing of it. */
const CHARGE_REPORTS = 3;

/** Told as what may be, or asked for. */
const OPEN = /\b(?:would|could|might|may|should|if|unless|proposed?|considers?|considering|asked|wants?|hopes?)\b/iu;

/** @param generated whether the article holds generated text. */
export function uncorroboratedPoints(scene: Scene, generated: boolean): Point[] {
  const detailed = scene.others.filter(({ passages }) => reporting(passages).length >= MIN_PASSAGES);
  const reports = new Set(detailed.map(({ report }) => report)).size;
  if (reports < MIN_REPORTS) return [];
  const central = generated ? centralFigures(scene) : [];
  const weighty = reporting(scene.passages).flatMap(at => {
    const { passage } = at;
    if (passage.kind === 'heading' || passage.part === 'title' || /\?$/.test(passage.text)) return [];
    const things = weightyIn(passage, scene);
    if (isCharge(passage) && (reports >= CHARGE_REPORTS || things.includes('this sum'))) things.push('this charge');
    const isGrave = reports >= CHARGE_REPORTS && things.includes('these deaths') && !YEAR.test(passage.text);
    const least = things.includes('this charge') || isGrave ? 1 : WEIGHTY;
    if (
      !generated &&
      (things.length < least ||
        passage.speaker !== null ||
        OPEN.test(passage.text.replace(CHARGE, '').replace(PAID_FOR, '')))
    )
      return [];
    if (things.length === 0 || noveltyOf(passage, scene) < leastNovelty(things, generated)) return [];
    const why = `None of ${scene.reports} other reports has ${listed(things)}.`;
    const isGraveCharge = things.includes('this charge') && reports >= CHARGE_REPORTS;
    const isMajor = things.length >= (isGraveCharge ? WEIGHTY : MAJOR_THINGS);
    const severity = generated || isMajor ? 'major' : 'minor';
    return [pointAt(at, { kind: 'uncorroborated', severity, why }, [])];
  });
  return [...central, ...weighty];
}

/** Nobody leaves deaths out of an event; those of another one are told with its year. */
const YEAR = /\b[12]\d{3}\b|\b(?:years?|decades?|century|ago|history)\b/iu;

function leastNovelty(things: readonly string[], generated: boolean): number {
  if (things.includes('this charge')) return NOVEL_CHARGE;
  return generated ? NOVEL_GENERATED : NOVEL;
}

/** A charge with a figure, told in the article's own name: nobody prints that who has not asked anybody. */
function isCharge({ text, numbers, speaker, speech }: Passage): boolean {
  return (
    speaker === null &&
    speech.length === 0 &&
    numbers.some(({ value }) => value >= 2) &&
    (CHARGE.test(text) || PAID_FOR.test(text)) &&
    !BEFORE_COURT.test(text)
  );
}

/** The figure that an article is headed by, where no other report has it: one point, on the first sentence that tells it. */
function centralFigures(scene: Scene): Point[] {
  const told = reporting(scene.passages);
  const heads = told.filter(({ passage }) => passage.part === 'title' || passage.kind === 'heading');
  const figures = heads.flatMap(({ passage }) => passage.numbers.filter(isCount));
  return distinct(figures.map(({ value }) => value)).flatMap(value => {
    if (scene.held(String(value)) > 0) return [];
    const at = told.find(
      ({ passage }) => passage.kind === 'sentence' && passage.numbers.some(each => each.value === value),
    );
    const why = `None of ${scene.reports} other reports has the figure ${value}.`;
    return at ? [pointAt(at, { kind: 'uncorroborated', severity: 'major', why }, [])] : [];
  });
}

/** Two digits and a thing counted: what smaller numbers count, others may tell in other words. */
function isCount({ value, unit }: NumberMention): boolean {
  return value >= 10 && unit !== null && !(value >= 1500 && value <= 2100);
}

/** The kinds of weighty things a passage tells, in plain words. */
function weightyIn(passage: Passage, scene: Scene): string[] {
  const { text, numbers, entities } = passage;
  const figures = numbers.filter(({ value, unit }) => value >= 2 && unit !== '%');
  const beside = (start: number, end: number) =>
    text.slice(Math.max(0, start - passage.start - 2), end - passage.start + 40);
  const isNew = ({ name }: EntityMention) => contentWords(name).every(({ term }) => scene.held(term) === 0);
  const isSum = figures.some(
    each =>
      isMuch(each) &&
      (MONEY.test(beside(each.start, each.end)) || isSumElsewhere(each, scene) || isUnknownMoney(each, text)),
  );
  const isPiece = isArsenal(text, scene);
  const things: [string, boolean][] = [
    ['this sum', isSum],
    ['these arms', isPiece || figures.some(({ start, end }) => ARMS.test(beside(start, end)))],
    ['this designation', isPiece],
    [
      'these forces',
      figures.some(
        ({ value, unit, end }) =>
          value >= 10 && unit !== null && (FORCES.test(unit) || UNDER_ARMS.test(text.slice(end - passage.start))),
      ),
    ],
    ['this trade', isSum && ILLICIT.test(text) && !BEFORE_COURT.test(text) && !isTold(ILLICIT, scene)],
    ['this agreement', TREATY.test(text) && SIGNING.test(text) && (figures.length > 0 || entities.some(isNew))],
    ['this undertaking', hasUndertaking(passage)],
    ['this secrecy', COVERT.test(text)],
    ['these deaths', DEATHS.test(text) && figures.some(isOfPeople) && !isTold(DEATHS, scene)],
    ['these arrests', ARRESTS.test(text) && figures.some(isOfPeople) && !isTold(ARRESTS, scene)],
  ];
  return things.filter(([, told]) => told).map(([name]) => name);
}

/** A piece of an arsenal that no other report names, and arms in the same sentence. */
function isArsenal(text: string, { held }: Scene): boolean {
  const piece = ARSENAL.exec(text)?.[0];
  return piece !== undefined && ARMS.test(text) && termsOf(piece).some(({ term }) => held(term) === 0);
}

/** Millions of what English has no word for, that were paid: the money of a place. */
function isUnknownMoney({ unit }: NumberMention, text: string): boolean {
  const term = unit === null ? undefined : contentWords(unit)[0]?.term;
  return term !== undefined && frequencyRank(term) === null && PAYMENT.test(text);
}

function isOfPeople({ unit }: NumberMention): boolean {
  return unit !== null && unit !== '%' && !/^(?:years?|hours?|days?|weeks?|months?|minutes?|times)$/u.test(unit);
}

/** Any other report tells of such a thing at all. */
function isTold(what: RegExp, scene: Scene): boolean {
  return passagesElsewhere(scene).some(({ at }) => what.test(at.passage.text));
}

function isMuch({ value }: NumberMention): boolean {
  return value >= MUCH_MONEY;
}

/** In the other reports millions are counted in this unit, too: the money of the place. */
function isSumElsewhere({ unit }: NumberMention, scene: Scene): boolean {
  const isSame = (other: NumberMention) => isMuch(other) && other.unit === unit;
  return (
    unit !== null && !PEOPLE.test(unit) && passagesElsewhere(scene).some(({ at }) => at.passage.numbers.some(isSame))
  );
}

const PEOPLE = /^(?:people|men|women|children|members|voters|users|customers|inhabitants|residents)$/u;

/** "Safe Passage", the Integrated Harbour Network: a name of its own that ends in, or stands beside, such a noun. */
function hasUndertaking({ text }: Passage): boolean {
  const quoted = [...text.matchAll(/[“"](\p{Lu}[\p{L}\d‑ -]{3,40})[”"]/gu)].map(([whole], n) => [whole, n] as const);
  if (
    quoted.some(([whole]) =>
      UNDERTAKING.test(text.slice(Math.max(0, text.indexOf(whole) - 25), text.indexOf(whole) + whole.length + 25)),
    )
  )
    return true;
  return [...text.matchAll(/(?:\p{Lu}[\p{L}‑-]+\s){1,4}(\p{Lu}\p{Ll}+)/gu)].some(([, last]) => UNDERTAKING.test(last!));
}

/** Share of a passage's telling words that stand in none of the other reports. */
function noveltyOf({ text }: Passage, { held }: Scene): number {
  const terms = new Set(contentWords(text).map(({ term }) => term));
  if (terms.size === 0) return 0;
  return [...terms].filter(term => held(term) === 0).length / terms.size;
}

function listed(things: readonly string[]): string {
  return things.length === 1 ? things[0]! : `${things.slice(0, -1).join(', ')} or ${things.at(-1)}`;
}
