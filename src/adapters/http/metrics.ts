/**
 * The metrics, for Prometheus: what is counted as it happens, and what is looked at when they are asked for. Labels are names of ours,
 * platforms and fixed words alone, so that there are few of them; never an address, a person or a question.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observe } from '../../core/observe.ts';

/** Seconds: what is quick, and what a queue may take. */
const QUICK_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SLOW_S = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300];

interface Metric {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly string[];
  help: string;
  /** Upper bounds of a histogram, seconds. */
  buckets?: number[];
}

/** The table. The README's is compared with it; what Node and the process tell of themselves comes beside it. */
export const METRICS = {
  jobs: {
    name: 'stet_jobs_total',
    type: 'counter',
    labels: ['job', 'outcome'],
    help: 'Tries of jobs that ended: done, again (it will be tried again), failed for good, or stopped with the process.',
  },
  jobSeconds: {
    name: 'stet_job_duration_seconds',
    type: 'histogram',
    labels: ['job'],
    help: 'How long a try of a job took.',
    buckets: SLOW_S,
  },
  jobWaitSeconds: {
    name: 'stet_job_wait_seconds',
    type: 'histogram',
    labels: ['job'],
    help: 'How long a job waited for its turn once it could have run; with Redis, before its first try.',
    buckets: SLOW_S,
  },
  depth: {
    name: 'stet_queue_depth',
    type: 'gauge',
    labels: ['job', 'state'],
    help: 'Jobs waiting, running, delayed and failed, of every process on this queue.',
  },
  posts: {
    name: 'stet_posts_total',
    type: 'counter',
    labels: ['platform', 'kind', 'outcome'],
    help: 'Posts handed to a platform: sent, again (tried again later) or failed.',
  },
  fetches: {
    name: 'stet_fetches_total',
    type: 'counter',
    labels: ['outcome'],
    help: 'Fetches of feeds and pages: ok, unchanged, or the code of what went wrong.',
  },
  answers: {
    name: 'stet_answers_total',
    type: 'counter',
    labels: ['status'],
    help: 'Questions put to the record, by people and by watches: answered, not-in-corpus or failed.',
  },
  answerSeconds: {
    name: 'stet_answer_seconds',
    type: 'histogram',
    labels: [],
    help: 'How long an answer took to make.',
    buckets: QUICK_S,
  },
  modelCalls: {
    name: 'stet_model_calls_total',
    type: 'counter',
    labels: ['task', 'outcome'],
    help: 'Calls of a language model to widen, read or order: ok, or why nothing came back.',
  },
  modelTokens: {
    name: 'stet_model_tokens_total',
    type: 'counter',
    labels: [],
    help: 'Tokens that these calls cost, in and out.',
  },
  acknowledgedSeconds: {
    name: 'stet_acknowledgement_seconds',
    type: 'histogram',
    labels: ['platform'],
    help: 'From an event of a platform until it was acknowledged, what was asked being kept.',
    buckets: QUICK_S,
  },
  indexLag: {
    name: 'stet_index_lag_articles',
    type: 'gauge',
    labels: [],
    help: 'Changes of articles that the index has not read yet.',
  },
  late: {
    name: 'stet_late',
    type: 'gauge',
    labels: ['what'],
    help: 'What is over a minute late: posts unsent, questions unanswered, polls overdue, digests due.',
  },
  articles: {
    name: 'stet_articles',
    type: 'gauge',
    labels: ['origin'],
    help: 'Articles of the record, by where they came from.',
  },
  ready: {
    name: 'stet_ready',
    type: 'gauge',
    labels: ['part'],
    help: '1 where a part is ready, as /readyz has it, 0 where it is not.',
  },
} as const satisfies Record<string, Metric>;

/** What is looked at when the metrics are asked for; a part that could not be seen is left out. */
export interface Seen {
  depth: { job: string; counts: Readonly<Record<string, number>> }[];
  articles: Readonly<Record<string, number>>;
  late: Readonly<Record<string, number>>;
  indexLag: number | null;
  ready: { name: string; ready: boolean }[];
}

export interface Metrics {
  observe: Observe;
  /** Those who ask while it is being looked get the same. */
  text: () => Promise<{ type: string; text: string }>;
}

/** @param look must not reject. */
export function openMetrics(look: () => Promise<Seen>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const made = makeAll(registry);
  let looking: Promise<{ type: string; text: string }> | null = null;

  async function write(): Promise<{ type: string; text: string }> {
    show(await look(), made);
    return { type: registry.contentType, text: await registry.metrics() };
  }

  return {
    observe: happening => {
      switch (happening.what) {
        case 'job':
          made.jobs.inc({ job: happening.job, outcome: happening.outcome });
          if (happening.waitedMs !== null)
            made.jobWaitSeconds.observe({ job: happening.job }, happening.waitedMs / 1_000);
          return made.jobSeconds.observe({ job: happening.job }, happening.ms / 1_000);
        case 'post':
          return made.posts.inc({ platform: happening.platform, kind: happening.kind, outcome: happening.outcome });
        case 'fetch':
          return made.fetches.inc({ outcome: happening.outcome });
        case 'answer':
          made.answers.inc({ status: happening.status });
          return made.answerSeconds.observe(happening.ms / 1_000);
        case 'model':
          made.modelCalls.inc({ task: happening.task, outcome: happening.outcome });
          return made.modelTokens.inc(happening.tokens);
        case 'acknowledged':
          return made.acknowledgedSeconds.observe({ platform: happening.platform }, happening.ms / 1_000);
      }
    },
    text: () => {
      looking ??= write().finally(() => {
        looking = null;
      });
      return looking;
    },
  };
}

type Made = ReturnType<typeof makeAll>;

function makeAll(registry: Registry) {
  const optionsOf = ({ name, help, labels }: Metric) => ({ name, help, labelNames: labels, registers: [registry] });
  const counter = (metric: Metric) => new Counter(optionsOf(metric));
  const gauge = (metric: Metric) => new Gauge(optionsOf(metric));
  const histogram = (metric: Metric & { buckets: number[] }) =>
    new Histogram({ ...optionsOf(metric), buckets: metric.buckets });
  return {
    jobs: counter(METRICS.jobs),
    jobSeconds: histogram(METRICS.jobSeconds),
    jobWaitSeconds: histogram(METRICS.jobWaitSeconds),
    depth: gauge(METRICS.depth),
    posts: counter(METRICS.posts),
    fetches: counter(METRICS.fetches),
    answers: counter(METRICS.answers),
    answerSeconds: histogram(METRICS.answerSeconds),
    modelCalls: counter(METRICS.modelCalls),
    modelTokens: counter(METRICS.modelTokens),
    acknowledgedSeconds: histogram(METRICS.acknowledgedSeconds),
    indexLag: gauge(METRICS.indexLag),
    late: gauge(METRICS.late),
    articles: gauge(METRICS.articles),
    ready: gauge(METRICS.ready),
  } satisfies Record<keyof typeof METRICS, unknown>;
}

/** What was seen before and is not now is shown no more: an old figure would look like a new one. */
function show({ depth, articles, late, indexLag, ready }: Seen, made: Made): void {
  for (const gauge of [made.depth, made.articles, made.late, made.ready]) gauge.reset();
  for (const { job, counts } of depth)
    for (const [state, count] of Object.entries(counts)) made.depth.set({ job, state }, count);
  for (const [origin, count] of Object.entries(articles)) made.articles.set({ origin }, count);
  for (const [what, count] of Object.entries(late)) made.late.set({ what }, count);
  if (indexLag === null) made.indexLag.remove();
  else made.indexLag.set(indexLag);
  for (const part of ready) made.ready.set({ part: part.name }, part.ready ? 1 : 0);
}
