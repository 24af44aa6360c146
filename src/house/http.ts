/** Health, metrics and the queue's page: loaded only where somebody may ask, the queue's page only when somebody does. */
import { jobs } from '../../jobs/index.ts';
import type { HttpService } from '../adapters/http/server.ts';
import type { HttpDeps } from '../adapters/http/setup.ts';
import type { Config } from '../config.ts';
import type { Observe } from '../core/observe.ts';
import { once } from './once.ts';
import { queuePrefix } from './state.ts';

export async function openHttp(
  { httpHost: host, httpPort, httpToken: token, redisUrl }: Config,
  deps: Omit<HttpDeps, 'board'>,
): Promise<HttpService & { observe: Observe }> {
  const { serveHttp, BOARD_PATH: path } = await import('../adapters/http/setup.ts');
  const page = once(async () => {
    const { openBoard } = await import('../queue/bullmq-board.ts');
    const prefix = queuePrefix(deps.services.store);
    return openBoard({ url: redisUrl!, prefix, jobs: jobs.map(({ name }) => name), path });
  });
  const board = redisUrl === null ? null : async () => (await page.get()).handle;
  const http = await serveHttp({ host, port: httpPort!, token }, { ...deps, board });
  const close = async () => {
    await http.close();
    await (await page.made())?.close();
  };
  return { ...http, close };
}
