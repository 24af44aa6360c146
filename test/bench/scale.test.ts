/** The benchmarks of scale and of endurance, so small that they only show that they measure what they say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/stores.ts';
import { needsServer } from '../support/servers.ts';
import { benchScale } from './scale/main.ts';
import { benchSoak } from './soak/main.ts';

const missing = (['redis', 'postgres'] as const).some(name => needsServer(name, { own: true }).missing);

test.skipIf(missing)(
  'jobs are done on each queue, and both stores give the same answers',
  async () => {
    const json = join(temporaryFolder(), 'scale.json');
    const given = ['--jobs', '100', '--feeds', '0', '--articles', '30', '--questions', '5', '--json', json];
    const table = await benchScale(given);
    expect(table).toContain('the same status and first quote: 5 of 5, of 30 articles');
    const { jobs, answers } = JSON.parse(readFileSync(json, 'utf8'));
    for (const rate of Object.values(jobs)) expect(rate).toBeGreaterThan(0);
    expect(answers.postgres.p95).toBeGreaterThan(0);
  },
  60_000,
);

test.skipIf(process.platform !== 'linux')(
  'a soak asks, answers, and leaves nothing open',
  async () => {
    const json = join(temporaryFolder(), 'soak.json');
    const table = await benchSoak(['--minutes', '0.05', '--record', '20', '--json', json]);
    expect(table).toMatch(/left open: 0 requests, 0 posts, \d+ items; exit codes 0$/);
    const { asked, answered, processes } = JSON.parse(readFileSync(json, 'utf8'));
    expect(asked).toBeGreaterThan(0);
    expect(answered).toBe(asked);
    expect(processes[0].peak).toBeGreaterThan(0);
  },
  60_000,
);

test.each([
  [benchScale, ['--jobs', 'many'], '"many" is no whole number'],
  [benchScale, ['--size', 'one'], "Unknown option '--size'"],
  [benchSoak, ['--size', 'two'], '"two" is no size'],
  [benchSoak, ['--minutes', '0'], '"0" is no time'],
])('what is given wrongly is a fault with the usage: %o %o', async (bench, given, fault) => {
  await expect(bench(given)).rejects.toMatchObject({
    code: 'bad-usage',
    userMessage: expect.stringMatching(new RegExp(`${fault}[^]*usage: npm run bench`)),
  });
});
