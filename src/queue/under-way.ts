/**
 * Commands of the port that are under way, so that closing ends them: a client may never settle one that waits for a Redis it has given up.
 * Whatever the client throws becomes a fault without its secrets.
 */
import { StetError } from '../core/errors.ts';
import { queueFault } from './failures.ts';

export interface UnderWay {
  /** Runs one; `what` completes "Redis could not …". */
  run: <Result>(what: string, command: () => Promise<Result>) => Promise<Result>;
  /** Rejects all that are under way. */
  giveUp: (fault: StetError) => void;
}

export function createUnderWay(): UnderWay {
  // Each has a promise of its own, for one that all were held against would keep what every one of them gave.
  const rejections = new Set<(fault: StetError) => void>();
  return {
    async run(what, command) {
      const { promise: givenUp, reject } = Promise.withResolvers<never>();
      rejections.add(reject);
      try {
        return await Promise.race([command(), givenUp]);
      } catch (thrown) {
        throw thrown instanceof StetError ? thrown : queueFault(`Redis could not ${what}`, thrown);
      } finally {
        rejections.delete(reject);
      }
    },
    giveUp(fault) {
      for (const reject of rejections) reject(fault);
    },
  };
}
