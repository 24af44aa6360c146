/**
 * The desk: everything that is done beside the index, in one worker thread, in the order it is asked. It reads articles into the
 * index and answers from it. `src/thread.ts` opens it; `threaded.ts` is how the rest of the process talks to it.
 */
import type { Arrival, DigestChange, DigestQuery } from '../core/digests.ts';
import type { ErrorCode } from '../core/errors.ts';
import type { OfferedPassage, Pointed } from '../core/language-model.ts';
import type {
  Answer,
  ArticleId,
  ArticleText,
  Brief,
  Dossier,
  Explanation,
  Passage,
  Revision,
  SearchResult,
  WeighedSentence,
} from '../core/model.ts';
import type { Index, IndexState, ReadArticle } from '../core/ports.ts';
import type { PassageChange } from '../core/recall.ts';
import type { AnswerChange, WatchedWord } from '../core/watches.ts';
import { answerQuestion, type Engine } from './answer.ts';
import { briefInOrder, makeBrief, offerSentences } from './brief/brief.ts';
import { weighSentences } from './brief/why.ts';
import { changesBetween } from './changes/changes.ts';
import { changeSince, fitting } from './digest/arrivals.ts';
import { groupStories } from './digest/group.ts';
import { type Outline, outlinesOf } from './digest/outline.ts';
import { makeDoubt } from './doubt.ts';
import { wholeQuestion } from './follow-up.ts';
import type { Offer } from './model/help.ts';
import { answerByReading, offerPassages, type Reading } from './model/read.ts';
import type { Names } from './names.ts';
import { isEnglish, readArticle } from './read/read.ts';
import { readForIndex } from './read-for-index.ts';
import { searchArticles } from './search.ts';
import { thresholdOf } from './threshold.ts';
import { changeOf } from './watch/change.ts';
import { watchedWords } from './watch/words.ts';
import { explain } from './why.ts';

export interface Desk {
  state: () => IndexState;
  /** Reads articles up to `seq` into the index: as many as are read in so many milliseconds, but one at least. */
  add: (articles: ArticleText[], seq: number, limitMs?: number) => Added;
  /** Puts the index in better order for so many milliseconds; false when there is nothing left to do. */
  tidy: (ms: number) => boolean;
  clear: (seeds: boolean, store: string) => void;
  ask: (question: string, before?: string | null) => Answer;
  why: (question: string) => Explanation;
  search: (words: string, limit: number) => SearchResult[];
  read: (id: ArticleId) => Passage[];
  brief: (id: ArticleId, seen: ArticleId[]) => Brief;
  /** The parts of a digest, each short enough for a question to wait for. */
  fitting: (arrivals: Arrival[], follows: DigestQuery['follows']) => Arrival[];
  outlines: (ids: ArticleId[]) => Outline[];
  stories: (outlines: Outline[]) => ArticleId[][];
  change: (id: ArticleId, before: Revision) => DigestChange | null;
  changes: (before: ArticleText, after: string) => PassageChange[];
  weighSentences: (id: ArticleId) => WeighedSentence[];
  /** What a language model is given, and what comes of what it points at. */
  offerPassages: (question: string, questions: string[]) => OfferedPassage[];
  answerByReading: (question: string, questions: string[], sides: Pointed[][]) => Reading;
  offerSentences: (id: ArticleId, seen: ArticleId[]) => Offer | null;
  briefInOrder: (id: ArticleId, seen: ArticleId[], order: number[], revision: number) => Brief | null;
  watchedWords: (question: string) => WatchedWord[];
  termsOf: (id: ArticleId) => string[];
  changeOf: (before: Answer, now: Answer) => AnswerChange | null;
  assess: (id: ArticleId) => Dossier | null;
  copies: (id: ArticleId) => ArticleId[];
}

/** How far the index has come. */
export interface Added {
  articles: number;
  seq: number;
  /** Milliseconds it took in all. */
  ms: number;
}

/** @param threshold the confidence an answer needs, 0 to 1. */
export function makeDesk(index: Index, names: Names, threshold = thresholdOf('balanced')): Desk {
  const engine: Engine = { index, names, threshold, doubt: makeDoubt(index) };
  return {
    state: index.state,
    add: (articles, seq, limitMs = Number.POSITIVE_INFINITY) => {
      const started = performance.now();
      engine.doubt.forget();
      const read: ReadArticle[] = [];
      for (const article of articles) {
        read.push(readForIndex(article, names));
        if (performance.now() - started >= limitMs) break;
      }
      const reached = read.length < articles.length ? read.at(-1)!.article.seq : seq;
      index.add(read, reached);
      return { articles: read.length, seq: reached, ms: performance.now() - started };
    },
    tidy: index.tidy,
    clear: (seeds, store) => {
      engine.doubt.forget();
      index.clear(seeds, store);
    },
    ask: (question, before = null) => {
      const whole = wholeQuestion(question, before, names);
      const answer = answerQuestion(whole, engine);
      return whole === question ? answer : { ...answer, question, readAs: whole };
    },
    why: question => explain(question, engine),
    search: (words, limit) => searchArticles(words, limit, index, names),
    read: id => index.passages(id).map(({ passage }) => passage),
    brief: (id, seen) => makeBrief(id, seen, engine),
    fitting: (arrivals, follows) => fitting(arrivals, follows, index),
    outlines: ids => outlinesOf(ids, index),
    stories: groupStories,
    change: (id, before) => changeSince(id, before, engine),
    changes: ({ article, text }, after) => {
      const read = (words: string) => readArticle({ ...article, text: words }, names);
      return changesBetween(read(text), read(after), { english: isEnglish(article.language) });
    },
    weighSentences: id => weighSentences(id, index),
    offerPassages: (question, questions) => offerPassages(question, questions, engine),
    answerByReading: (question, questions, sides) => answerByReading(question, questions, sides, engine),
    offerSentences: (id, seen) => offerSentences(id, seen, engine),
    briefInOrder: (id, seen, order, revision) => briefInOrder(id, seen, { order, revision }, engine),
    watchedWords: question => watchedWords(question, index, names),
    termsOf: id => [...index.termsOf(id)],
    changeOf: (before, now) => changeOf(before, now, names),
    assess: engine.doubt.dossier,
    copies: id => {
      const report = index.reportsOf([id]).get(id);
      return report === undefined ? [id] : [...new Set([id, ...index.report(report)])];
    },
  };
}

/** A call to the desk, and its outcome, as they cross between threads. */
export interface DeskCall {
  id: number;
  method: keyof Desk;
  args: unknown[];
}

export type DeskResult = { id: number } & (
  | { value: unknown }
  /** `ending`: the thread ends with this fault, and another one must be started. */
  | { fault: { code: ErrorCode; message: string; stack: string }; ending: boolean }
);
