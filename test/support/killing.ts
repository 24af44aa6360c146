/**
 * A process that is killed at a chosen moment, without a process: whatever it does is counted, and at one step everything ends.
 * From then on nothing it does has any effect, as with a process that is gone.
 */

import type { Publisher } from '../../src/core/ports.ts';

export interface Life {
  /** Between any two things; throws when the life is over. */
  step: () => void;
  over: () => boolean;
}

/** A life of so many steps. */
export function aLife(steps: number): Life {
  let left = steps;
  const step = () => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  return { step, over: () => left < 0 };
}

/** The same thing in the hands of a process of that life: it may die before each call, and after what the call did. */
export function mortal<Part extends object>(part: Part, life: Life): Part {
  return new Proxy(part, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        life.step();
        const result = (await Reflect.apply(value, target, given)) as unknown;
        life.step();
        return result;
      };
    },
  });
}

/** A publisher in the hands of a process of that life; what it only says of messages is said at once. */
export function mortalPublisher(publisher: Publisher, life: Life): Publisher {
  const { canEdit, under, typed } = publisher;
  const { post, edit, find } = mortal(publisher, life);
  return { platform: publisher.platform, post, edit, find, canEdit, under, typed };
}
