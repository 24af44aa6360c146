/** The process a person starts, with everything to keep to itself: what it tells over HTTP, what it logs, and what it never does. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { METRICS } from '../../../src/adapters/http/metrics.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { feedIdOf } from '../../../src/ingest/identify.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { aNewsSite } from '../../feeds/site.ts';
import { temporaryFolder } from '../../storage/stores.ts';
import { startDiscordServer } from '../../support/discord/server.ts';
import { openModelServer } from '../../support/model-server.ts';
import { freePort } from '../../support/servers.ts';
import { channels, people, team } from '../../support/slack/cast.ts';
import { startSlack } from '../../support/slack/server.ts';
import { ended, startStet } from '../../support/stet.ts';
import { STORIES } from '../../support/stories.ts';
import { exposed } from './exposition.ts';

const TOKEN = 's3cret-token-of-http';
const QUESTION = 'which ferries does the whispered committee watch';

/** A machine that others keep busy reads, polls and answers within this, milliseconds. */
const PATIENCE_MS = 30_000;

/** A feed whose address is secret, with an item that names a secret and one whose page is broken; a channel that follows it. */
async function aSecretive() {
  const [site, slack] = [await aNewsSite(), await startSlack()];
  const discord = await startDiscordServer({ token: 's3cret-token-of-discord' });
  const model = await openModelServer(() => ({ words: [], questions: [] }));
  onTestFinished(() => Promise.all([slack.close(), discord.close(), model.close()]).then(() => {}));
  // Whoever is in between may say anything.
  slack.fault({ method: 'response_url', status: 502, body: `${slack.tokens.bot} asked: ${QUESTION}` });
  const data = join(temporaryFolder(), 'data');
  mkdirSync(data);
  const url = `${site.origin}/feed.xml?key=s3cret-feed`;
  const guid = 'S3 s3cret-guid';
  site.publish('/feed.xml', STORIES.ferries, { guid });
  site.feeds.get('/feed.xml')!.push({ guid: `${guid}-2`, title: 'Broken', path: '/broken?token=s3cret-page' });
  site.pages['/broken'] = (_, response) => void response.writeHead(500).end();
  const store = await openSqliteStore({ file: join(data, 'stet.sqlite'), mode: 'owner', clock: systemClock });
  const addedBy = `slack:${team.id}:${people.editor}`;
  await store.addFeed({ id: feedIdOf(url), url, shown: `${site.origin}/feed.xml`, title: null, outlet: 'x', addedBy });
  await store.close();
  const port = await freePort();
  const env = {
    ...{ STET_SEEDS: 'off', STET_FETCH_ALLOW: site.place, STET_LOG_LEVEL: 'debug' },
    ...{ STET_HTTP_PORT: `${port}`, STET_HTTP_TOKEN: TOKEN },
    ...{ SLACK_BOT_TOKEN: slack.tokens.bot, SLACK_APP_TOKEN: slack.tokens.app, SLACK_API_URL: slack.apiUrl },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
    ...{
      STET_MODEL_URL: model.url,
      STET_MODEL_NAME: 'small',
      STET_MODEL_KEY: 's3cret-model',
      STET_MODEL_PRIVATE: 'on',
    },
  };
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const child = startStet(['start'], { data, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, end: ended(child), slack, discord, get, log: () => readFileSync(join(data, 'stet.log'), 'utf8') };
}

test(
  'tells every metric there is, a line of the log for each job, and no secret, no question and no person',
  async () => {
    const { child, end, slack, discord, get, log } = await aSecretive();
    const inTime = (condition: () => Promise<void>) => vi.waitFor(condition, { timeout: PATIENCE_MS, interval: 100 });
    await inTime(async () => expect((await get('/readyz')).status).toBe(200));
    slack.as(people.asker).slash('/ask', `${QUESTION} --private`, channels.newsroom);
    const { owner } = discord.world.application;
    // Commands are registered a moment after the connection stands.
    await inTime(
      async () => void discord.people.slash(owner, discord.home.channel, 'ask', { question: QUESTION, private: true }),
    );
    // What one person alone sees cannot be improved, so that no language model is asked.
    discord.people.slash(owner, discord.home.channel, 'ask', { question: QUESTION });
    await inTime(async () => {
      const page = await (await get('/metrics')).text();
      const { samples } = exposed(page);
      const names = samples.map(({ name }) => name.replace(/_(bucket|sum|count)$/, ''));
      expect(Object.values(METRICS).filter(({ name }) => !names.includes(name))).toEqual([]);
      expect(page).toMatch(/stet_articles{origin="feed"} 1/);
      expect(page).toMatch(/stet_jobs_total{job="ingest-article",outcome="again"} [1-9]/);
      expect(page).toMatch(/stet_posts_total{platform="slack",kind="answer",outcome="again"} 1/);
      expect(page).toMatch(/stet_posts_total{platform="discord",kind="answer",outcome="sent"} 2/);
      expect(page).toMatch(/stet_acknowledgement_seconds_count{platform="discord"} 2/);
      expect(page).not.toMatch(/s3cret|whispered|127\.0\.0\.1/);
    });
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await end;
    expect(code).toBe(0);
    const lines = stdout
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Record<string, unknown>);
    const kinds = lines.filter(({ msg }) => msg === 'job').map(({ job, outcome }) => `${job} ${outcome}`);
    expect(kinds).toEqual(expect.arrayContaining(['poll-feed done', 'ingest-article done', 'ingest-article again']));
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', job: 'ingest-article', attempts: 1 }));
    for (const told of [stdout, stderr, log()]) {
      expect(told).not.toMatch(/s3cret|whispered|committee/);
      for (const secret of [...Object.values(slack.tokens), people.asker, people.editor, owner])
        expect(told).not.toContain(secret);
      // Of an address no more than its host: answers go out by addresses that are secrets.
      expect(told).not.toMatch(/https?:\/\/[^\s"/]+\/[^…]/);
    }
  },
  PATIENCE_MS,
);
