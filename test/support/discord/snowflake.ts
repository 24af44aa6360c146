/** Discord's ids: the milliseconds of its clock since 2015 above 22 bits that tell apart what was made within one of them. */
import type { Clock } from '../../../src/core/ports.ts';

const EPOCH = 1_420_070_400_000n;

/** Ids that grow, also while the clock stands still. */
export function snowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const first = (BigInt(clock.now().getTime()) - EPOCH) << 22n;
    last = first > last ? first : last + 1n;
    return String(last);
  };
}

/** The instant an id was made, in milliseconds since 1970. */
export function madeAt(id: string): number {
  return Number((BigInt(id) >> 22n) + EPOCH);
}
