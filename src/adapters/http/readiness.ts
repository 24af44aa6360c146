/** Whether Stet can do its work: the store answers, the index has read it, every platform is connected. Looks only, and never for long. */

import { indexLag } from '../../../commands/status.ts';
import type { Services } from '../../core/command.ts';
import { asStetError } from '../../core/errors.ts';
import { inTime } from '../../core/in-time.ts';

/** One thing that must be so before Stet is ready. */
export interface Part {
  name: string;
  ready: boolean;
  /** In a few words; null where it is ready. */
  missing: string | null;
}

/** A platform that this process serves. */
export interface Platform {
  name: string;
  connected: () => boolean;
}

/** Milliseconds a part may take to answer: probes wait for a second to ten. */
export const PATIENCE_MS = 2_000;

/** Changes the index may be behind: what a busy minute brings; answers are then a minute old, and not wrong. */
const BEHIND = 100;

export async function readiness(
  { store, newsroom }: Pick<Services, 'store' | 'newsroom'>,
  platforms: readonly Platform[],
): Promise<Part[]> {
  const looks = [
    look('store', async () => {
      await store.lastSeq();
      return undefined;
    }),
    look('index', async () => {
      const behind = await indexLag({ store, newsroom });
      return behind > BEHIND ? `${behind} changes behind` : undefined;
    }),
    ...platforms.map(({ name, connected }) => look(name, async () => (connected() ? undefined : 'not connected'))),
  ];
  return Promise.all(looks);
}

/** @param missing gives what is missing, if anything; rejects where it cannot be seen. */
async function look(name: string, missing: () => Promise<string | undefined>): Promise<Part> {
  const looking = missing().catch(thrown => asStetError(thrown).code);
  const seen = await inTime(looking, PATIENCE_MS, 'does not answer');
  return { name, ready: seen === undefined, missing: seen ?? null };
}
