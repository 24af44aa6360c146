/** A load of questions, so many at once: each slot asks its next one when it has its answer. */
import type { DiscordOptions } from '../../../src/adapters/discord/options.ts';
import type { SlackOptions } from '../../../src/adapters/slack/options.ts';

/** What Stet is opened with. */
export type Opened = { platform: 'slack'; options: SlackOptions } | { platform: 'discord'; options: DiscordOptions };

/** A platform to be loaded. */
export interface UnderLoad {
  stet: Opened;
  slots: Slot[];
  close: () => Promise<void>;
}

/** One place to ask in, with a person of its own: no limit on questions is reached. */
export interface Slot {
  /** Asks, and resolves when the answer is there. */
  ask: (question: string) => Promise<Asked>;
}

export interface Asked {
  /** Milliseconds until each event of it that wants it was acknowledged, and how many were sent more than once. */
  acknowledged: number[];
  again: number;
  /** Milliseconds until the answer stood there. */
  answered: number;
  /** Whether it is one, and no refusal. */
  isAnswer: boolean;
}

/** Rejects when a question gets no answer. */
export async function runLoad(slots: readonly Slot[], questions: readonly string[]): Promise<Asked[]> {
  const left = [...questions].reverse();
  const asked: Asked[] = [];
  await Promise.all(
    slots.map(async slot => {
      for (let question = left.pop(); question !== undefined; question = left.pop())
        asked.push(await slot.ask(question));
    }),
  );
  return asked;
}
