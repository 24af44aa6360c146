/**
 * Asks a language model for help with an answer or a brief that stands without it, holds what comes back against the record, and says what became of
 * it. Runs on the main loop, which only waits: the work is done beside the index. It must never reject, and never show a word of the model's.
 */
import {
  DROPS,
  type LanguageModel,
  MODEL_FAULTS,
  type ModelRequest,
  type ModelTask,
  type ModelUse,
  type OfferedPassage,
  type Pointed,
} from '../../core/language-model.ts';
import type { Answer, ArticleId, Brief } from '../../core/model.ts';
import type { Reading } from './read.ts';
import { orderReply, orderRequest, readReply, readRequest, widenReply, widenRequest } from './tasks.ts';

/** What is done beside the index. */
export interface HelpDesk {
  offerPassages: (question: string, questions: string[]) => Promise<OfferedPassage[]>;
  answerByReading: (question: string, questions: string[], sides: Pointed[][]) => Promise<Reading>;
  offerSentences: (id: ArticleId, seen: ArticleId[]) => Promise<Offer | null>;
  briefInOrder: (id: ArticleId, seen: ArticleId[], order: number[], revision: number) => Promise<Brief | null>;
}

/** Sentences of an article for a brief, by `Passage.n`. */
export interface Offer {
  title: string | null;
  revision: number;
  sentences: { n: number; text: string }[];
}

export interface Help {
  /** The answer with what the model found, or as it was; either says what became of it. */
  answer: (plain: Answer) => Promise<Answer>;
  brief: (plain: Brief, seen: ArticleId[]) => Promise<Brief>;
}

export function makeHelp(model: LanguageModel, desk: HelpDesk): Help {
  return {
    async answer(plain) {
      const run = startRun(model);
      const read = await readAnew(plain, desk, run).catch(() => run.note('read', 'the record could not be read'));
      const { question, readAs } = plain;
      const made = read ? { ...read, question, ...(readAs === undefined ? {} : { readAs }) } : plain;
      return { ...made, model: run.use(Boolean(read)) };
    },
    async brief(plain, seen) {
      const run = startRun(model);
      const made = await orderAnew(plain, seen, desk, run).catch(() =>
        run.note('order', 'the record could not be read'),
      );
      return { ...(made ?? plain), model: run.use(Boolean(made)) };
    },
  };
}

type Run = ReturnType<typeof startRun>;

/** Everything that is asked for one answer or brief, within the one time. */
function startRun(model: LanguageModel) {
  const signal = AbortSignal.timeout(model.timeoutMs);
  const use: Omit<ModelUse, 'used'> = { calls: 0, tokens: 0, dropped: 0, notes: [] };
  const note = (task: ModelTask, says: string) => {
    use.notes.push({ task, says });
    return null;
  };
  return {
    note,
    drop(task: ModelTask, says: string) {
      use.dropped += 1;
      return note(task, says);
    },
    use: (used: boolean): ModelUse => ({ used, ...use }),
    /** What came back, where it has the shape that was asked for. */
    async ask<Value>(request: ModelRequest, shape: Shape<Value>): Promise<Value | null> {
      if (signal.aborted) return note(request.task, MODEL_FAULTS.late);
      const reply = await model.ask(request, signal);
      use.calls += 1;
      use.tokens += reply.tokens;
      if ('fault' in reply) return note(request.task, MODEL_FAULTS[reply.fault]);
      const read = shape.safeParse(reply.value);
      if (read.success) return read.data;
      return this.drop(request.task, MODEL_FAULTS['not-json']);
    },
  };
}

interface Shape<Value> {
  safeParse: (value: unknown) => { success: true; data: Value } | { success: false };
}

/** The answer that a reading gives; null where the answer stays what it was. */
async function readAnew(plain: Answer, desk: HelpDesk, run: Run): Promise<Answer | null> {
  const question = plain.readAs ?? plain.question;
  // Where the record answers by the question's own words, its best passages are at hand.
  const questions = plain.status === 'answered' ? [] : await widen(question, run);
  const passages = await desk.offerPassages(question, questions);
  if (passages.length === 0) return run.note('read', 'no passage has a word of the question');
  const read = await run.ask(readRequest(question, passages), readReply);
  if (read === null) return null;
  if (read.sides.length === 0) return noneFound(plain, question, desk, run);
  const numbers = read.sides.map(side => side.map(({ passage }) => passage));
  const known = read.sides.map(side => side.filter(({ passage }) => passages[passage - 1] !== undefined));
  for (const number of numbers.flat())
    if (passages[number - 1] === undefined) run.drop('read', dropped(number, 'unknown'));
  const sides = known.map(side => side.map(({ passage, span }) => ({ place: passages[passage - 1]!, span })));
  const { answer, drops } = await desk.answerByReading(question, questions, sides);
  for (const { side, at, why } of drops) run.drop('read', dropped(known[side]![at]!.passage, why));
  if (answer === null) return run.note('read', 'nothing of it holds');
  const kept = known.flat().length - drops.length;
  run.note('read', `it pointed at ${kept} of ${passages.length} passages that hold`);
  return answer;
}

function dropped(passage: number, why: keyof typeof DROPS): string {
  return `passage ${passage} was dropped: ${DROPS[why]}`;
}

async function noneFound(plain: Answer, question: string, desk: HelpDesk, run: Run): Promise<Answer | null> {
  run.note('read', 'it found no passage that answers');
  if (plain.status !== 'answered') return null;
  const { answer } = await desk.answerByReading(question, [], []);
  return answer?.status === 'answered' ? null : answer;
}

/** Other questions to search with; what they find is all that is taken of them. */
async function widen(question: string, run: Run): Promise<string[]> {
  const found = await run.ask(widenRequest(question), widenReply);
  if (found === null) return [];
  run.note('widen', 'its words were searched for');
  return [...found.questions, found.words.join(' ')].filter(words => words !== '');
}

/** The brief made of the sentences it chose; null where the brief stays what it was. */
async function orderAnew(plain: Brief, seen: ArticleId[], desk: HelpDesk, run: Run): Promise<Brief | null> {
  const offer = plain.told === null ? await desk.offerSentences(plain.article, seen) : null;
  if (offer === null) return run.note('order', 'there is nothing to choose from');
  const { title, revision, sentences } = offer;
  const read = await run.ask(
    orderRequest(
      title,
      sentences.map(({ text }) => text),
    ),
    orderReply,
  );
  if (read === null) return null;
  const chosen = [...new Set(read.order)].flatMap(number => {
    const sentence = sentences[number - 1];
    return sentence ?? run.drop('order', `sentence ${number} was dropped: there is none of that number`) ?? [];
  });
  const numbers = chosen.map(({ n }) => n);
  const made = numbers.length === 0 ? null : await desk.briefInOrder(plain.article, seen, numbers, revision);
  if (made === null) return run.note('order', 'nothing of it holds');
  run.note('order', `it chose among ${sentences.length} sentences`);
  return made;
}
