/** What the benchmark wants of an engine. One file an engine beside this one; none may keep answers from one question to the next. */
import type { Answer } from '../../../src/core/model.ts';
import type { MadeArticle } from '../corpus.ts';

export interface Engine {
  add: (articles: MadeArticle[]) => void | Promise<void>;
  /** Ids of articles, best first, at most `limit`; any of the words will do. */
  search: (words: string, limit: number) => string[] | Promise<string[]>;
  /** A whole answer, where the engine gives answers. */
  ask?: (question: string) => Answer;
  /** Articles that a file from an earlier run holds already. */
  held: () => number;
  close: () => void;
}

/** `folder` is the engine's own, empty or as it left it. */
export type OpenEngine = (folder: string) => Engine | Promise<Engine>;
