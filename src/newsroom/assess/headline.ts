/** Where the text disagrees with its own headline: "The port stayed open" over "the port has been closed", "nineteen trapped" over "nine". */
import type { NumberMention, Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { boundOf } from '../claims/counts.ts';
import { findNumbers } from '../read/numbers.ts';
import { ownStatements, type Statement, statementOf } from './alike.ts';
import { isDigitSlip } from './figures.ts';
import { pointAt } from './point.ts';
import { reporting, type Scene } from './scene.ts';
import { sidesAgainst } from './sides.ts';
import { oppositesIn } from './turned.ts';

/** Telling words that the headline and a sentence must share for their figures to be of one thing. */
const SAME_THING = 2;

export function headlinePoints(scene: Scene): Point[] {
  const headline = headlineOf(scene);
  if (!headline) return [];
  const isShown = scene.passages.includes(headline);
  const toPoint = (at: IndexedPassage, theirs: string, own: string) => {
    const why = `The headline says "${theirs}" where this says "${own}".`;
    return pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, isShown ? [headline] : []);
  };
  const title = statementOf(headline);
  const all = ownStatements(scene).filter(({ at }) => at !== headline);
  const turned = all.flatMap(own => {
    const opposed = oppositesIn(own, title) ?? sidesAgainst(own, title);
    return opposed && !isTold(opposed.theirs, own, all) ? [toPoint(own.at, opposed.theirs, opposed.own)] : [];
  });
  return [...turned, ...figurePoints(scene, headline, toPoint)];
}

/** The body has the headline's word, too. */
function isTold(word: string, own: Statement, all: readonly Statement[]): boolean {
  const term = contentWords(word)[0]?.term;
  return all.some(each => each !== own && each.words.some(other => other.term === term || other.word === word));
}

/** The title as it stands in the text, else as the article has it beside its text: then no passage can be quoted. */
export function headlineOf({ passages }: Scene): IndexedPassage | undefined {
  const first = passages[0];
  const shown = passages.find(({ passage }) => passage.part === 'title');
  const title = first?.article.title;
  if (shown || !first || !title) return shown;
  const passage: Passage = {
    ...first.passage,
    n: -1,
    start: 0,
    end: title.length,
    text: title,
    kind: 'heading',
    part: 'title',
    section: null,
    speaker: null,
    firmness: 'stated',
    speech: [],
    dates: [],
    entities: [],
    numbers: findNumbers(title, []),
  };
  return { article: first.article, passage };
}

/** The one figure of the headline that the text does not have, and in its place another one of the same thing. */
function figurePoints(
  scene: Scene,
  headline: IndexedPassage,
  toPoint: (at: IndexedPassage, theirs: string, own: string) => Point,
): Point[] {
  const body = reporting(scene.passages).filter(
    ({ passage }) => passage.part === 'body' && passage.kind === 'sentence',
  );
  const told = new Set(body.flatMap(({ passage }) => passage.numbers.map(({ value }) => value)));
  return headline.passage.numbers.filter(isCount).flatMap(figure => {
    if (told.has(figure.value) || boundOf(before(headline.passage, figure)) !== 'exact') return [];
    const same = body.flatMap(at =>
      at.passage.numbers
        .filter(other => isRival(figure, other, headline.passage, at.passage))
        .map(other => ({ at, other })),
    );
    const [first] = same;
    if (!first || same.some(({ other }) => other.value !== first.other.value)) return [];
    return [toPoint(first.at, written(headline.passage, figure), written(first.at.passage, first.other))];
  });
}

function isCount({ value }: NumberMention): boolean {
  return value >= 2 && !(value >= 1500 && value <= 2100);
}

function isRival(figure: NumberMention, other: NumberMention, title: Passage, passage: Passage): boolean {
  if (other.value < 2 || boundOf(before(passage, other)) !== 'exact') return false;
  const [a, b] = [figure.unit, other.unit].map(unit => (unit === null ? null : contentWords(unit)[0]?.term));
  const words = new Set(contentWords(passage.text).map(({ term }) => term));
  const shared = new Set(
    contentWords(title.text).flatMap(({ term }) => (words.has(term) && !/^\d/.test(term) ? [term] : [])),
  );
  if (shared.size < SAME_THING) return false;
  if (a !== null && b !== null)
    return a === b && passage.numbers.filter(({ unit }) => unit === other.unit).length === 1;
  return isDigitSlip(figure, other);
}

function before({ text, start }: Passage, figure: NumberMention): string {
  return text.slice(0, figure.start - start);
}

function written({ text, start }: Passage, figure: NumberMention): string {
  return text.slice(figure.start - start, figure.end - start);
}
