/** The metrics as a scraper reads them, and that what is told becomes a figure. */
import { describe, expect, test } from 'vitest';
import { METRICS, openMetrics, type Seen } from '../../../src/adapters/http/metrics.ts';
import { exposed, type Sample } from './exposition.ts';

const SEEN: Seen = {
  depth: [{ job: 'deliver', counts: { waiting: 2, failed: 0 } }],
  articles: { feed: 3 },
  late: { posts: 1 },
  indexLag: 7,
  ready: [
    { name: 'store', ready: true },
    { name: 'slack', ready: false },
  ],
};

async function scraped(metrics: ReturnType<typeof openMetrics>): Promise<Sample[]> {
  return exposed((await metrics.text()).text).samples;
}

const of = (samples: Sample[], name: string) =>
  samples.filter(sample => sample.name === name).map(({ labels, value }) => ({ ...labels, value }));

test('what happens is counted, by fixed words', async () => {
  const metrics = openMetrics(async () => SEEN);
  const job = { what: 'job', job: 'deliver', key: 'answer:r-secret', attempt: 1, waitedMs: 1_500, ms: 250 } as const;
  metrics.observe({ ...job, outcome: 'done' });
  metrics.observe({ ...job, waitedMs: null, outcome: 'again' });
  metrics.observe({ what: 'post', platform: 'slack', kind: 'brief', outcome: 'sent' });
  metrics.observe({ what: 'fetch', outcome: 'fetch-later' });
  metrics.observe({ what: 'answer', status: 'answered', ms: 30 });
  metrics.observe({ what: 'model', task: 'read', outcome: 'ok', tokens: 1_700 });
  metrics.observe({ what: 'model', task: 'widen', outcome: 'late', tokens: 300 });
  metrics.observe({ what: 'acknowledged', platform: 'slack', ms: 80 });
  const { text } = await metrics.text();
  const { samples } = exposed(text);
  expect(of(samples, 'stet_jobs_total')).toEqual([
    { job: 'deliver', outcome: 'done', value: 1 },
    { job: 'deliver', outcome: 'again', value: 1 },
  ]);
  expect(of(samples, 'stet_job_duration_seconds_sum')).toEqual([{ job: 'deliver', value: 0.5 }]);
  expect(of(samples, 'stet_job_wait_seconds_sum')).toEqual([{ job: 'deliver', value: 1.5 }]);
  expect(of(samples, 'stet_job_wait_seconds_count')).toEqual([{ job: 'deliver', value: 1 }]);
  expect(of(samples, 'stet_posts_total')).toEqual([{ platform: 'slack', kind: 'brief', outcome: 'sent', value: 1 }]);
  expect(of(samples, 'stet_fetches_total')).toEqual([{ outcome: 'fetch-later', value: 1 }]);
  expect(of(samples, 'stet_answers_total')).toEqual([{ status: 'answered', value: 1 }]);
  expect(of(samples, 'stet_answer_seconds_sum')).toEqual([{ value: 0.03 }]);
  expect(of(samples, 'stet_model_calls_total')).toEqual([
    { task: 'read', outcome: 'ok', value: 1 },
    { task: 'widen', outcome: 'late', value: 1 },
  ]);
  expect(of(samples, 'stet_model_tokens_total')).toEqual([{ value: 2_000 }]);
  expect(of(samples, 'stet_acknowledgement_seconds_sum')).toEqual([{ platform: 'slack', value: 0.08 }]);
  expect(text).not.toContain('r-secret');
});

test('what is looked at is shown as it is now, and what cannot be seen is left out', async () => {
  let seen: Seen = SEEN;
  const metrics = openMetrics(async () => seen);
  const before = await scraped(metrics);
  expect(of(before, 'stet_queue_depth')).toEqual([
    { job: 'deliver', state: 'waiting', value: 2 },
    { job: 'deliver', state: 'failed', value: 0 },
  ]);
  expect(of(before, 'stet_ready')).toEqual([
    { part: 'store', value: 1 },
    { part: 'slack', value: 0 },
  ]);
  expect(of(before, 'stet_late')).toEqual([{ what: 'posts', value: 1 }]);
  expect(of(before, 'stet_articles')).toEqual([{ origin: 'feed', value: 3 }]);
  expect(of(before, 'stet_index_lag_articles')).toEqual([{ value: 7 }]);
  seen = { depth: [], articles: {}, late: {}, indexLag: null, ready: [{ name: 'store', ready: false }] };
  const after = await scraped(metrics);
  for (const name of ['stet_queue_depth', 'stet_late', 'stet_articles', 'stet_index_lag_articles'])
    expect(of(after, name)).toEqual([]);
  expect(of(after, 'stet_ready')).toEqual([{ part: 'store', value: 0 }]);
});

test('scrapes at the same time look once, and later ones again', async () => {
  let looks = 0;
  const metrics = openMetrics(async () => {
    looks += 1;
    return SEEN;
  });
  const texts = await Promise.all([metrics.text(), metrics.text(), metrics.text()]);
  expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
  expect(looks).toBe(1);
  await metrics.text();
  expect(looks).toBe(2);
});

test('every metric follows the conventions of its kind, as those of Node do', async () => {
  const { families } = exposed((await openMetrics(async () => SEEN).text()).text);
  const told = new Map(families.map(({ name, type }) => [name, type]));
  for (const { name, type } of Object.values(METRICS)) expect([name, told.get(name)]).toEqual([name, type]);
  for (const each of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
    expect(told.has(each)).toBe(true);
});

describe('a fault in what is exposed is found', () => {
  test.for([
    ['a metric without a type', '# HELP a_total x\na_total 1\n'],
    ['a type that does not exist', '# HELP a x\n# TYPE a number\na 1\n'],
    ['a counter without its ending', '# HELP a x\n# TYPE a counter\na 1\n'],
    ['a value that is no number', '# HELP a x\n# TYPE a gauge\na one\n'],
    ['a label without quotes', '# HELP a x\n# TYPE a gauge\na{b=c} 1\n'],
    ['a sample that comes twice', '# HELP a x\n# TYPE a gauge\na{b="c"} 1\na{b="c"} 2\n'],
    ['no line end at the end', '# HELP a x\n# TYPE a gauge\na 1'],
    [
      'buckets that fall',
      '# HELP a_seconds x\n# TYPE a_seconds histogram\na_seconds_bucket{le="1"} 2\na_seconds_bucket{le="+Inf"} 1\na_seconds_sum 1\na_seconds_count 1\n',
    ],
    [
      'a histogram without its last bucket',
      '# HELP a_seconds x\n# TYPE a_seconds histogram\na_seconds_bucket{le="1"} 1\na_seconds_sum 1\na_seconds_count 1\n',
    ],
  ] as const)('%s', ([, page]) => {
    expect(() => exposed(page)).toThrow();
  });
});
