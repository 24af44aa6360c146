/** What `doctor` looks at on Slack: each token, the scopes, the socket, the editors. Looks only, and shows no token. */
import { webApi } from '@slack/bolt';
import type { Check } from '../../core/command.ts';
import { asStetError } from '../../core/errors.ts';
import { boltLogger } from './bolt-logger.ts';
import { call } from './calls.ts';
import { SCOPES } from './manifest.ts';
import { clientOptions, type SlackOptions } from './options.ts';

/** What goes wrong is told by the checks. */
const SILENT = boltLogger(() => {});

const REINSTALL = 'Add it under "OAuth & Permissions" (or paste `stet manifest slack` again), then reinstall the app.';

/** Never rejects: whatever cannot be looked at is a fault with what was seen. */
export async function checkSlack(options: SlackOptions): Promise<Check[]> {
  const client = new webApi.WebClient(options.botToken, clientOptions(options, 0, SILENT));
  const { check: token, scopes } = await tokenCheck(client);
  if (token.state === 'fault') return [token];
  return [token, scopeCheck(scopes), await entranceCheck(options), ...(await editorChecks(options.editors, client))];
}

async function tokenCheck(client: webApi.WebClient): Promise<{ check: Check; scopes: string[] | null }> {
  const name = 'slack: bot token';
  try {
    const { team, user, response_metadata } = await call(() => client.auth.test());
    const check: Check = { name, state: 'ok', seen: `lets us into ${team} as ${user}`, mend: null };
    return { check, scopes: response_metadata?.scopes ?? null };
  } catch (thrown) {
    const { code, message } = asStetError(thrown);
    const mend =
      code === 'not-delivered'
        ? 'See that this machine reaches the address in SLACK_API_URL.'
        : 'Copy the "Bot User OAuth Token" of the app into SLACK_BOT_TOKEN.';
    return { check: { name, state: 'fault', seen: message, mend }, scopes: null };
  }
}

function scopeCheck(given: string[] | null): Check {
  const name = 'slack: scopes';
  // Other servers that speak the protocol may not say.
  if (given === null) return { name, state: 'warning', seen: 'Slack did not say which', mend: null };
  const missing = SCOPES.filter(({ scope }) => !given.includes(scope));
  if (missing.length === 0) return { name, state: 'ok', seen: `all ${SCOPES.length} that are needed`, mend: null };
  const seen = missing.map(({ scope, why }) => `${scope} is missing (${why})`).join('; ');
  return { name, state: 'fault', seen, mend: REINSTALL };
}

async function entranceCheck(options: SlackOptions): Promise<Check> {
  if (options.mode === 'http') {
    const seen = `HTTP, to be listened to at ${options.host}:${options.port}`;
    return { name: 'slack: entrance', state: 'ok', seen, mend: null };
  }
  const name = 'slack: app token';
  const client = new webApi.WebClient(options.appToken ?? '', clientOptions(options, 0, SILENT));
  try {
    await call(() => client.apps.connections.open({}));
    return { name, state: 'ok', seen: 'opens a socket', mend: null };
  } catch (thrown) {
    const mend =
      'Make an app-level token with the scope connections:write, switch Socket Mode on, and put the token into SLACK_APP_TOKEN.';
    return { name, state: 'fault', seen: asStetError(thrown).message, mend };
  }
}

async function editorChecks(editors: readonly string[], client: webApi.WebClient): Promise<Check[]> {
  const groups = editors.filter(each => each.startsWith('S'));
  return Promise.all(groups.map(group => groupCheck(group, client)));
}

async function groupCheck(usergroup: string, client: webApi.WebClient): Promise<Check> {
  const name = `slack: editors ${usergroup}`;
  try {
    const { users = [] } = await call(() => client.usergroups.users.list({ usergroup }));
    if (users.length > 0) return { name, state: 'ok', seen: `${users.length} in the group`, mend: null };
    return {
      name,
      state: 'warning',
      seen: 'nobody is in the group',
      mend: 'Add people to it, or change SLACK_EDITORS.',
    };
  } catch (thrown) {
    return {
      name,
      state: 'fault',
      seen: asStetError(thrown).message,
      mend: 'See that SLACK_EDITORS names the id of a user group, S….',
    };
  }
}
