/** The LanguageModel port in this process: gives back what it is told to, and remembers what it was asked. */
import type { LanguageModel, ModelFault, ModelRequest } from '../../src/core/language-model.ts';

export interface LanguageModelHere extends LanguageModel {
  asked: ModelRequest[];
}

/** Tokens that each call costs here. */
export const TOKENS_HERE = 10;

/** What is sent as data, as the model reads it. */
export interface SentData {
  question: string;
  title: string | null;
  passages: { passage: number; text: string }[];
  sentences: { sentence: number; text: string }[];
}

/** @param reply JSON to be given back; what `failing` makes is a fault */
export function aLanguageModel(
  reply: (task: ModelRequest['task'], data: SentData) => unknown | Promise<unknown>,
): LanguageModelHere {
  const asked: ModelRequest[] = [];
  return {
    asked,
    timeoutMs: 4_000,
    async ask(request, signal) {
      if (signal.aborted) return { fault: 'late', tokens: 0 };
      asked.push(request);
      const value = await reply(request.task, JSON.parse(JSON.stringify(request.data)));
      return value instanceof Fault ? { fault: value.fault, tokens: 0 } : { value, tokens: TOKENS_HERE };
    },
    close: async () => {},
  };
}

class Fault {
  readonly fault: ModelFault;
  constructor(fault: ModelFault) {
    this.fault = fault;
  }
}

export function failing(fault: ModelFault): unknown {
  return new Fault(fault);
}
