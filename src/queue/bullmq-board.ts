/**
 * Bull Board over the queue's Redis, to be looked at: no request of it changes a queue. It has connections of its own, so that whoever
 * looks holds up no job. Payloads are not shown, only keys; reasons are those that the queue keeps, without secrets.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { type Job as BullJob, Queue as BullQueue, createIORedisClient } from 'bullmq';
import { Redis } from 'ioredis';
import { shownKey } from '../core/shown-key.ts';
import { settledWithin } from './runs.ts';

interface BoardOptions {
  /** `redis://` or `rediss://`; may hold a password. */
  url: string;
  /** What every key of the queue in Redis begins with. */
  prefix: string;
  /** Names of the jobs that are shown. */
  jobs: readonly string[];
  /** Where the board is, as `/queues`. */
  path: string;
}

export interface OpenedBoard {
  /** Answers a request for `path` or below it. */
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  close: () => Promise<void>;
}

/** Milliseconds after which a page is told that Redis does not answer. */
const PATIENCE_MS = 5_000;

/** Milliseconds a connection may take to close. */
const CLOSE_MS = 1_000;

export function openBoard({ url, prefix, jobs, path }: BoardOptions): OpenedBoard {
  const client = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: PATIENCE_MS });
  // That Redis is away the queue itself tells; whoever looks here sees it.
  const onError = () => {};
  client.on('error', onError);
  const queues = jobs.map(name => {
    const queue = new BullQueue(name, { connection: createIORedisClient(client), prefix, skipMetasUpdate: true });
    queue.on('error', onError);
    return queue;
  });
  const express = new ExpressAdapter();
  express.setBasePath(path);
  createBullBoard({
    queues: queues.map(shown),
    serverAdapter: express,
    options: { uiConfig: { boardTitle: 'Stet', hideRedisDetails: true } },
  });
  const app = express.getRouter();
  app.disable('x-powered-by');
  return {
    handle: (request, response) => {
      request.url = (request.url ?? '').slice(path.length) || '/';
      app(request, response);
    },
    close: async () => {
      await settledWithin(
        queues.map(queue => queue.close()),
        CLOSE_MS,
      );
      client.disconnect();
    },
  };
}

function shown(queue: BullQueue): BullMQAdapter {
  const adapter = new Veiled(queue, { readOnlyMode: true });
  adapter.setFormatter('data', () => ({}));
  return adapter;
}

/** Payloads and keys hold addresses of items and files, and people: a job is shown by what its key may show. */
class Veiled extends BullMQAdapter {
  override async getJob(id: string) {
    const job = await super.getJob(id);
    return job && veiled(job);
  }

  override async getJobs(...asked: Parameters<BullMQAdapter['getJobs']>) {
    return (await super.getJobs(...asked)).map(veiled);
  }
}

function veiled(job: BullJob): BullJob {
  const whole = job.toJSON.bind(job);
  const toJSON = () => {
    const {
      deduplicationId: key = '',
      opts: { attempts, delay },
      ...rest
    } = whole();
    return { ...rest, deduplicationId: shownKey(key), opts: { attempts, delay } };
  };
  return Object.assign(job, { toJSON });
}
