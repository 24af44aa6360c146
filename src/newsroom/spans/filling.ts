/**
 * Which candidates of a passage hold the kind of thing that is asked for, and whether any does: "how old" without an age, "who heads" without a
 * name is no answer, however well the words fit. Narrows what may be chosen; must never widen it beyond the passage's own words.
 */
import { frequencyRank } from '../words.ts';
import { type Span, within } from './candidates.ts';
import { NO_COUNT } from './mark-patterns.ts';
import { marksIn, type Place } from './marks.ts';
import type { Scene } from './scene.ts';
import type { Token } from './tokens.ts';

export interface Filling {
  candidates: Span[];
  /** False where nothing in the passage is of the kind asked for: then any candidate is as good. */
  filled: boolean;
}

/** How much surer a passage's slot is taken to be filled that shows the kind asked for; beside one that does not, 0 to 1. */
export const UNFILLED = 0.3;

/** Candidates that hold a thing of the kind asked for, those things among them; all of them where there is none or any will do. */
export function fillingOf(scene: Scene, candidates: Span[]): Filling {
  const possible = scene.wanted.form === 'who' ? candidates.filter(span => maySay(scene, span)) : candidates;
  const marks = marksOf(scene);
  if (marks === null)
    return possible.length > 0 ? { candidates: possible, filled: true } : { candidates, filled: false };
  if (marks.length === 0) return { candidates, filled: false };
  // Who leads is told by the name alone; what else is asked may need the words around.
  const wider = scene.wanted.mark === 'name' ? scene.entities : possible;
  const holding = wider.filter(span => marks.some(mark => mark.from >= span.from && mark.to <= span.to));
  return { candidates: distinct([...holding, ...marks]), filled: true };
}

function distinct(spans: readonly Span[]): Span[] {
  const known = new Map(spans.map(span => [span.from * 4096 + span.to, span]));
  return [...known.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Runs of words that are of the kind asked for; null where the kind shows none. */
function marksOf(scene: Scene): Span[] | null {
  const { mark, form } = scene.wanted;
  if (mark === 'name') return namesIn(scene);
  if (mark === 'count') return countsIn(scene);
  if (mark === null) return form === 'how-many' ? scene.numbers.filter(({ from, to }) => from < to) : null;
  const places = marksIn(mark, scene.passage);
  if (places === null) return null;
  const spans = places.map(place => spanOf(scene, place)).filter(({ from, to }) => from < to);
  return mark === 'age' ? spans.filter(span => !isAnothers(scene, span)) : spans;
}

/** The words an offset pair touches; a mark may begin or end inside one ("54-year-old"). */
function spanOf({ tokens }: Scene, { start, end }: Place): Span {
  const { from } = within(tokens, start, end);
  const last = tokens.findLastIndex(token => token.start < end);
  return { from, to: Math.max(from, last + 1) };
}

/** Numbers that may count what is asked for: those that do, where any does; never those of time, length or share. */
function countsIn({ numbers, wanted, tokens }: Scene): Span[] {
  const head = wanted.head.at(-1);
  const spans = numbers.filter(({ from, to }) => from < to);
  // A number that was taken for part of a date ("In April 14 ferries will sail") counts too.
  const inHead = tokens.flatMap(({ cls }, from) => {
    const counts = cls === 'num' && tokens.slice(from + 1, from + HEAD_REACH).some(({ term }) => term === head);
    return counts ? [spans.find(span => from >= span.from && from < span.to) ?? { from, to: from + 1 }] : [];
  });
  if (inHead.length > 0) return inHead;
  const counts = spans.filter(({ unit }) => unit === null || !NO_COUNT.test(unit));
  const none = tokens.flatMap(({ word }, at) =>
    /^(?:no|none|nobody|both|half|neither)$/.test(word) ? [{ from: at, to: at + 1 }] : [],
  );
  return [...counts, ...none];
}

/** Words after a number within which what it counts is named. */
const HEAD_REACH = 4;

/** "Pell, 54," tells nobody else's age: the name it stands beside is not asked about, and one is. */
function isAnothers({ tokens, wanted }: Scene, { from }: Span): boolean {
  const before = tokens[from - 1];
  if (!wanted.named || before === undefined || tokens[from]!.gap === 'space' || tokens[from]!.gap === 'hyphen')
    return false;
  return before.cls === 'name' && !before.asked;
}

/** Names that the question does not give, but for those of days, and of places where something was: a country leads, too. */
function namesIn(scene: Scene): Span[] {
  const { tokens, entities, dates } = scene;
  const inside = (at: number, spans: readonly Span[]) => spans.some(({ from, to }) => at >= from && at < to);
  const places = entities.filter(({ kind, from }) => kind === 'place' && isScene(tokens, from));
  const told = tokens.flatMap((token, at) =>
    isName(scene, token) && !token.asked && !inside(at, places) && !inside(at, dates) ? [at] : [],
  );
  return told
    .filter(at => !told.includes(at - 1) || tokens[at]!.gap !== 'space')
    .map(from => {
      let to = from + 1;
      while (told.includes(to) && tokens[to]!.gap === 'space') to++;
      return { from, to };
    });
}

/** "in Harwick", "of the republic": where something was, or what it belongs to. */
function isScene(tokens: readonly Token[], from: number): boolean {
  const at = tokens[from - 1]?.cls === 'det' ? from - 2 : from - 1;
  return tokens[at]?.cls === 'prep' && tokens[at]?.word !== 'by';
}

/** Everyday words lie before this place in English; a capital at the beginning of a sentence does not make a name of them. */
const EVERYDAY = 20_000;

function isName({ passage: { text } }: Scene, { cls, gap, start, term }: Token): boolean {
  if (cls === 'name') return true;
  return (
    gap === 'start' && cls === 'word' && /\p{Lu}/u.test(text[start]!) && (frequencyRank(term) ?? Infinity) > EVERYDAY
  );
}

const SCENE_OF = /^(?:in|at|near|into|through|inside|outside|within|across)$/;

/** Whether these words may be somebody: no date or number, nobody the question names, nor where something was. */
function maySay({ tokens, dates, numbers, wanted }: Scene, { from, to }: Span): boolean {
  const before = tokens[from - 1]?.word ?? '';
  if (SCENE_OF.test(before) && before !== wanted.preposition) return false;
  const inside = (at: number) => [...dates, ...numbers].some(span => at >= span.from && at < span.to);
  for (let at = from; at < to; at++) {
    const { cls, asked } = tokens[at]!;
    if ((cls === 'name' || cls === 'word' || cls === 'pron') && !asked && !inside(at)) return true;
  }
  return false;
}
