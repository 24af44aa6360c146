/** The system's clock: the one place where the time is read. */
import type { Clock } from './ports.ts';

export const systemClock: Clock = { now: () => new Date() };
