/**
 * Spends no more tokens a day (UTC) than are allowed. They are kept in the store before they are spent, so that neither a restart nor two
 * questions at once have more of them; what was not needed is given back.
 */
import type { LanguageModel } from '../core/language-model.ts';
import type { Clock, Store } from '../core/ports.ts';
import { tokensIn } from './messages.ts';

export interface BudgetOptions {
  store: Pick<Store, 'spendTokens' | 'writable'>;
  clock: Clock;
  /** Tokens a day. */
  most: number;
}

export function withBudget(model: LanguageModel, { store, clock, most }: BudgetOptions): LanguageModel {
  return {
    ...model,
    async ask(request, signal) {
      const day = clock.now().toISOString().slice(0, 10);
      const reserved = tokensIn(request) + request.maxTokens;
      // What cannot be counted is not spent: another process owns the store, or it is in trouble.
      const isFree = store.writable ? await store.spendTokens(day, reserved, most).catch(() => null) : null;
      if (isFree !== true) return { fault: isFree === null ? 'uncounted' : 'budget', tokens: 0 };
      const reply = await model.ask(request, signal);
      await store.spendTokens(day, reply.tokens - reserved).catch(() => false);
      return reply;
    },
  };
}
