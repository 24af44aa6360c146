/**
 * The processes of docker-compose.yml, started as it would: bots that hear Slack, a worker that posts, on one PostgreSQL and one Redis. A bot
 * that is killed is followed by the one that stands by.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../src/core/clock.ts';
import { feedIdOf } from '../src/ingest/identify.ts';
import { openPostgresStore } from '../src/storage/postgres.ts';
import { aNewsSite } from './feeds/site.ts';
import { temporaryFolder } from './storage/stores.ts';
import { needsServer, type PrivateServer, privatePostgres, privateRedis } from './support/servers.ts';
import { bot, channels, people, team } from './support/slack/cast.ts';
import { type SlackServer, startSlack } from './support/slack/server.ts';
import { plainTextOf } from './support/slack/shown.ts';
import { startStet } from './support/stet.ts';
import { STORIES } from './support/stories.ts';

/** A machine that others keep busy starts and answers within this; and a bot is followed within half a minute: milliseconds. */
const PATIENCE_MS = 60_000;
const FOLLOWED_MS = 30_000;

const missing = (['redis', 'postgres'] as const).some(name => needsServer(name, { own: true }).missing);
const QUESTION = 'how many ferries will sail?';

describe.skipIf(missing)('a bot, another, and a worker', { timeout: 3 * PATIENCE_MS }, () => {
  let servers: [PrivateServer, PrivateServer];
  let slack: SlackServer;
  let site: Awaited<ReturnType<typeof aNewsSite>>;
  let env: Record<string, string>;
  const running = new Map<string, ReturnType<typeof startStet>>();

  beforeAll(async () => {
    servers = await Promise.all([privatePostgres(), privateRedis()]);
    slack = await startSlack();
    const tokens = {
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_API_URL: slack.apiUrl,
    };
    const [postgres, redis] = servers;
    env = { STET_DATABASE_URL: postgres.url, STET_REDIS_URL: redis.url, STET_SEEDS: 'off', ...tokens };
  }, PATIENCE_MS);
  afterAll(async () => {
    for (const child of running.values()) child.kill('SIGKILL');
    await slack?.close();
    await Promise.all(servers?.map(server => server.stop()) ?? []);
  });

  const heard = new Map<string, string>();
  const hears = (name: string, words: string) =>
    vi.waitFor(() => expect(heard.get(name)).toContain(words), { timeout: PATIENCE_MS, interval: 20 });

  /** Resolves when it has said these words on standard error. */
  async function start(name: string, role: string, words: string, more: object = {}): Promise<void> {
    const data = join(temporaryFolder(), name);
    mkdirSync(data);
    const child = startStet(['start'], { data, env: { ...env, ...more, STET_ROLE: role } });
    running.set(name, child);
    heard.set(name, '');
    child.stdout.resume();
    child.stderr.on('data', chunk => heard.set(name, heard.get(name) + String(chunk)));
    await hears(name, words);
  }

  const shown = (words: string) =>
    slack
      .as(people.asker)
      .sees(channels.newsroom)
      .filter(({ user, blocks }) => user === bot.user && plainTextOf(blocks ?? []).includes(words));

  async function answered(question: string, words: string): Promise<void> {
    const before = shown(words).length;
    slack.as(people.asker).slash('/ask', question, channels.newsroom);
    await vi.waitFor(() => expect(shown(words).length).toBe(before + 1), { timeout: PATIENCE_MS, interval: 50 });
  }

  test('the worker reads a feed and posts what is new; the bot answers from it', async () => {
    site = await aNewsSite();
    const url = `${site.origin}/feed.xml`;
    const store = await openPostgresStore({ url: servers[0].url, clock: systemClock });
    const addedBy = `slack:${team.id}:${people.editor}`;
    const { feed } = await store.addFeed({
      id: feedIdOf(url),
      url,
      shown: url,
      title: null,
      outlet: 'The Sound',
      addedBy,
    });
    const at = new Date().toISOString();
    const polled = { lastPolledAt: at, lastGoodAt: at, lastNewAt: at, nextPollAt: at, failures: 0, lastOutcome: null };
    await store.keepPoll(feed.id, { ...polled, state: 'active', intervalS: 300, etag: null, lastModified: null });
    const place = { platform: 'slack', space: team.id, channel: channels.newsroom, thread: null };
    await store.subscribe({ place, direct: false, followed: { kind: 'all' }, words: [], setBy: addedBy });
    await store.close();
    site.publish('/feed.xml', STORIES.ferries);

    await start('bot', 'bot', 'Stet serves slack.');
    await start('worker', 'worker', 'Stet works on jobs.', { STET_FETCH_ALLOW: site.place });
    await vi.waitFor(() => expect(shown(STORIES.ferries.title)).toHaveLength(1), {
      timeout: PATIENCE_MS,
      interval: 50,
    });
    await answered(QUESTION, 'ferries');
  });

  test('a bot that is killed is followed by the one that stands by', async () => {
    await start('other bot', 'bot', 'another process serves it; standing by');
    running.get('bot')!.kill('SIGKILL');
    const killed = performance.now();
    await hears('other bot', 'Stet serves slack.');
    expect(performance.now() - killed).toBeLessThan(FOLLOWED_MS);
    await answered(QUESTION, 'ferries');
    // The brief and two answers, each once.
    expect(shown(STORIES.ferries.title)).toHaveLength(3);
  });
});
