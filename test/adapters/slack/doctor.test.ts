import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkSlack } from '../../../src/adapters/slack/doctor.ts';
import { SCOPES } from '../../../src/adapters/slack/manifest.ts';
import type { SlackOptions } from '../../../src/adapters/slack/options.ts';
import { freePort } from '../../support/servers.ts';
import { groups } from '../../support/slack/cast.ts';
import { adapterOptions, aSlack } from './house.ts';

async function looked(given: Partial<SlackOptions> = {}, scopes = SCOPES.map(({ scope }) => scope)) {
  const slack = await aSlack({ scopes });
  onTestFinished(() => slack.close());
  return { slack, checks: await checkSlack(adapterOptions(slack, given)) };
}

const states = (checks: { name: string; state: string }[]) => checks.map(({ name, state }) => `${name}: ${state}`);

describe('doctor on Slack', () => {
  test('finds everything right with the scopes of the manifest and no others', async () => {
    const { checks } = await looked({ editors: ['admins', groups.editors] });
    expect(states(checks)).toEqual([
      'slack: bot token: ok',
      'slack: scopes: ok',
      'slack: app token: ok',
      `slack: editors ${groups.editors}: ok`,
    ]);
    expect(checks.every(({ mend }) => mend === null)).toBe(true);
  });

  test('says which token is wrong and how to mend it, and shows none', async () => {
    const bot = await looked({ botToken: 'xoxb-wrong' });
    expect(bot.checks).toMatchObject([
      { state: 'fault', seen: 'slack: invalid_auth', mend: expect.stringContaining('SLACK_BOT_TOKEN') },
    ]);
    const app = await looked({ appToken: 'xapp-wrong' });
    expect(app.checks[2]).toMatchObject({ state: 'fault', mend: expect.stringContaining('SLACK_APP_TOKEN') });
    expect(JSON.stringify([bot.checks, app.checks])).not.toMatch(/wrong/);
  });

  test('names each scope that is missing, with what it is for', async () => {
    const { checks } = await looked(
      {},
      SCOPES.map(({ scope }) => scope).filter(scope => scope !== 'reactions:write'),
    );
    expect(checks[1]).toMatchObject({ state: 'fault', mend: expect.stringContaining('reinstall') });
    expect(checks[1]!.seen).toMatch(/^reactions:write is missing \(.+\)$/);
  });

  test('says that Slack cannot be reached', async () => {
    const { slack, checks } = await looked({ apiUrl: `http://127.0.0.1:${await freePort()}/` });
    expect(slack.calls()).toEqual([]);
    expect(checks).toMatchObject([
      { state: 'fault', seen: 'slack: no answer', mend: expect.stringContaining('SLACK_API_URL') },
    ]);
  });

  test('looks at groups of editors', async () => {
    const { checks } = await looked({ editors: ['S0NOBODY'] });
    expect(checks.at(-1)).toMatchObject({ state: 'fault', mend: expect.stringContaining('SLACK_EDITORS') });
  });

  test('looks at the address over HTTP, and opens no socket', async () => {
    const { slack, checks } = await looked({ mode: 'http', appToken: null });
    expect(checks[2]).toMatchObject({ name: 'slack: entrance', state: 'ok' });
    expect(slack.calls('apps.connections.open')).toEqual([]);
  });

  test('is not led astray by a server that speaks something else', async () => {
    const other = createServer((_, response) => response.end('<html>xoxb-secret</html>')).listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    const { checks } = await looked({ apiUrl: `http://127.0.0.1:${port}/api/` });
    expect(checks).toMatchObject([{ state: 'fault', seen: 'slack: no answer' }]);
  });
});
