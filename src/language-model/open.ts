/** Puts a language model together from the settings: a server or recorded replies, spared, counted and recorded. */
import type { LanguageModel } from '../core/language-model.ts';
import type { Clock, Store } from '../core/ports.ts';
import { withBreaker } from './breaker.ts';
import { withBudget } from './budget.ts';
import { type ChatServer, chatCompletions } from './chat-completions.ts';
import { replay, silent, withRecording } from './recording.ts';

export interface ModelOptions {
  /** Null where there is none: replies are then recorded ones, or none at all. */
  server: Omit<ChatServer, 'timeoutMs'> | null;
  timeoutMs: number;
  /** Tokens a day. */
  budget: number;
  recordFile: string | null;
  replayFile: string | null;
  store: Pick<Store, 'spendTokens' | 'writable'>;
  clock: Clock;
  /** For the log: fixed words, and which fault it was. */
  warn: (message: string, fields: Record<string, unknown>) => void;
}

/** Throws `bad-config` for an address or a file that cannot be used. */
export function openLanguageModel(options: ModelOptions): LanguageModel {
  const { recordFile } = options;
  const model = answering(options);
  return recordFile === null ? model : withRecording(model, recordFile);
}

function answering({ server, timeoutMs, budget, replayFile, store, clock, warn }: ModelOptions): LanguageModel {
  if (replayFile !== null) return replay(replayFile, timeoutMs);
  if (server === null) return silent(timeoutMs);
  const spared = withBreaker(chatCompletions({ ...server, timeoutMs }), clock, warn);
  return withBudget(spared, { store, clock, most: budget });
}
