/** The parts of a newsroom that a language model may help, over the ones that do without it. Who does not want to wait is never made to. */
import type { LanguageModel } from '../../core/language-model.ts';
import type { Answer, ArticleId, Brief, Explanation } from '../../core/model.ts';
import type { Newsroom } from '../../core/ports.ts';
import { type HelpDesk, makeHelp } from './help.ts';
import { widenReply, widenRequest } from './tasks.ts';

export type HelpedParts = Pick<Newsroom, 'hasModel' | 'tryModel' | 'ask' | 'help' | 'why' | 'brief'>;

/** What is done without a model. */
export interface PlainParts {
  ask: (question: string, before: string | null) => Promise<Answer>;
  why: (question: string) => Promise<Explanation>;
  brief: (id: ArticleId, seen: ArticleId[]) => Promise<Brief>;
}

export function helpedParts(model: LanguageModel | null, desk: HelpDesk, plain: PlainParts): HelpedParts {
  const help = model === null ? null : makeHelp(model, desk);
  return {
    hasModel: help !== null,
    async tryModel() {
      if (model === null) return null;
      const reply = await model.ask(widenRequest('What is new?'), AbortSignal.timeout(model.timeoutMs));
      if ('fault' in reply) return reply.fault;
      return widenReply.safeParse(reply.value).success ? null : 'not-json';
    },
    async ask(question, before = null, options = {}) {
      const started = performance.now();
      const first = await plain.ask(question, before);
      const answer = help !== null && options.model ? await help.answer(first) : first;
      return { ...answer, ms: Math.round((performance.now() - started) * 10) / 10 };
    },
    help: async answer => (help === null ? answer : help.answer(answer)),
    async why(question, options = {}) {
      const explanation = await plain.why(question);
      if (help === null || !options.model) return explanation;
      return { ...explanation, answer: await help.answer(explanation.answer) };
    },
    async brief(id, seen, options = {}) {
      const first = await plain.brief(id, seen);
      return help !== null && options.model ? help.brief(first, seen) : first;
    },
  };
}
