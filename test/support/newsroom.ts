/** The newsroom in this thread: the desk itself, over an index in memory that follows the store when it is told to. Quick, and nothing to wait for. */
import type { LanguageModel } from '../../src/core/language-model.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { type Desk, makeDesk } from '../../src/newsroom/desk.ts';
import { newsOf } from '../../src/newsroom/digest/news.ts';
import type { HelpDesk } from '../../src/newsroom/model/help.ts';
import { helpedParts } from '../../src/newsroom/model/helped.ts';
import { makeNames } from '../../src/newsroom/names.ts';

export function newsroomHere(store: () => Store, model: LanguageModel | null = null): Newsroom {
  const index = openSqliteIndex({ file: ':memory:', reader: 'test' });
  const desk = makeDesk(index, makeNames([]));
  const catchUp = async () => {
    for (;;) {
      const changes = await store().changesSince(index.state().seq, 100);
      if (changes.length === 0) return;
      desk.add(changes, changes.at(-1)!.article.seq);
    }
  };
  return {
    ...helpedParts(model, helpDeskHere(desk), {
      ask: async (question, before) => desk.ask(question, before),
      why: async question => desk.why(question),
      brief: async (id, seen) => desk.brief(id, seen),
    }),
    search: async (words, limit) => desk.search(words, limit),
    read: async id => desk.read(id),
    digest: query =>
      newsOf(query, {
        store: store(),
        brief: async id => desk.brief(id, []),
        fitting: async (arrivals, follows) => desk.fitting(arrivals, follows),
        outlines: async ids => desk.outlines(ids),
        stories: async outlines => desk.stories(outlines),
        change: async (id, before) => desk.change(id, before),
      }),
    weighSentences: async id => desk.weighSentences(id),
    watchedWords: async question => desk.watchedWords(question),
    termsOf: async id => desk.termsOf(id),
    changeOf: async (before, now) => desk.changeOf(before, now),
    async changes(id, from, to) {
      const [article, before, after] = [
        await store().article(id),
        await store().revision(id, from),
        await store().revision(id, to),
      ];
      return article && before && after ? desk.changes({ article, text: before.text }, after.text) : [];
    },
    assess: async id => desk.assess(id),
    copies: async id => desk.copies(id),
    seedsBelong: async () => false,
    indexed: async () => index.state().seq,
    catchUp,
    rebuild: catchUp,
    close: async () => index.close(),
  };
}

/** The desk of this thread, as a language model's help asks it. */
function helpDeskHere(desk: Desk): HelpDesk {
  return {
    offerPassages: async (...given) => desk.offerPassages(...given),
    answerByReading: async (...given) => desk.answerByReading(...given),
    offerSentences: async (...given) => desk.offerSentences(...given),
    briefInOrder: async (...given) => desk.briefInOrder(...given),
  };
}
