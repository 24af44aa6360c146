/** What a process tells over HTTP, put together: its metrics, whether it is ready, the queue's page. */

import { indexLag, lateness } from '../../../commands/status.ts';
import { jobs } from '../../../jobs/index.ts';
import type { Services } from '../../core/command.ts';
import type { StetError } from '../../core/errors.ts';
import { inTime } from '../../core/in-time.ts';
import type { Observe } from '../../core/observe.ts';
import { openMetrics, type Seen } from './metrics.ts';
import { PATIENCE_MS, type Platform, readiness } from './readiness.ts';
import { type Board, type HttpOptions, type HttpService, openHttp } from './server.ts';

export { BOARD_PATH } from './server.ts';

export interface HttpDeps {
  services: Pick<Services, 'store' | 'newsroom' | 'queue' | 'clock'>;
  /** Those this process serves, also before they are open. */
  platforms: readonly Platform[];
  /** Opens the queue's page, once; null where jobs are queued in the process. */
  board: (() => Promise<Board>) | null;
  onFault: (fault: StetError) => void;
}

/** Rejects with `bad-config` where it cannot listen. */
export async function serveHttp(options: HttpOptions, deps: HttpDeps): Promise<HttpService & { observe: Observe }> {
  const metrics = openMetrics(() => look(deps));
  const told = { ...deps, readiness: () => readiness(deps.services, deps.platforms), metrics: metrics.text };
  return { ...(await openHttp(options, told)), observe: metrics.observe };
}

/** Each part for itself: one that cannot be seen, or not in time, hides no other. */
async function look({ services, platforms }: HttpDeps): Promise<Seen> {
  const { store, queue } = services;
  const depths = Promise.all(jobs.map(async ({ name }) => ({ job: name, counts: await queue.counts(name) })));
  const [depth, articles, late, lag, ready] = await Promise.all([
    seen(depths, []),
    seen(store.countArticles(), {}),
    seen(lateness(services, platforms), {}),
    seen(indexLag(services), null),
    readiness(services, platforms),
  ]);
  return { depth, articles, late, indexLag: lag, ready };
}

function seen<Value, Unseen>(looking: Promise<Value>, unseen: Unseen): Promise<Value | Unseen> {
  return inTime(
    looking.catch(() => unseen),
    PATIENCE_MS,
    unseen,
  );
}
