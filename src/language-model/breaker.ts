/**
 * Leaves a broken model alone: after a few faults in a row it is not asked for a while, then once; nobody waits for a server that is gone. A
 * reply that is only wrong breaks nothing.
 */
import type { LanguageModel, ModelFault } from '../core/language-model.ts';
import type { Clock } from '../core/ports.ts';

/** Faults in a row, 2 to 5: one is chance. */
const IN_A_ROW = 3;

/** The first pause and the longest, milliseconds; each is twice the one before. */
const FIRST_MS = 30_000;
const LONGEST_MS = 600_000;

/** Faults of the server, not of what it was asked. */
const BREAKING: ReadonlySet<ModelFault> = new Set<ModelFault>(['late', 'unreachable', 'refused', 'malformed']);

/** @param warn told of each pause: whoever runs Stet can put it right */
export function withBreaker(
  model: LanguageModel,
  clock: Clock,
  warn: (message: string, fields: Record<string, unknown>) => void,
): LanguageModel {
  let failed = 0;
  let pauseMs = FIRST_MS;
  let until = 0;

  const pause = (fault: ModelFault) => {
    warn('the language model fails and is left alone for a while', { fault, seconds: pauseMs / 1_000 });
    until = clock.now().getTime() + pauseMs;
    pauseMs = Math.min(2 * pauseMs, LONGEST_MS);
  };

  return {
    ...model,
    async ask(request, signal) {
      if (clock.now().getTime() < until) return { fault: 'paused', tokens: 0 };
      // After a pause one is let through; the others wait for how it ends.
      const isTry = failed >= IN_A_ROW;
      if (isTry) until = clock.now().getTime() + pauseMs;
      const reply = await model.ask(request, signal);
      if ('fault' in reply && BREAKING.has(reply.fault)) {
        failed += 1;
        if (failed >= IN_A_ROW) pause(reply.fault);
        return reply;
      }
      [failed, pauseMs, until] = [0, FIRST_MS, 0];
      return reply;
    },
  };
}
