import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { databaseOf, noColor, readConfig, secretsOf, settingRows } from '../src/config.ts';
import { StetError } from '../src/core/errors.ts';
import { editorMapFrom } from '../src/core/verdicts.ts';
import { SETTINGS } from '../src/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'stet-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = 'redis://:s3cret@cache.example:6379';
const DATABASE = 'postgres://stet:s3cret@db.example/stet';

function aFile(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** The lines of the fault that reading these variables gives, without the first ("The settings are not right:"). */
function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (fault) {
    expect(fault).toBeInstanceOf(StetError);
    expect(fault).toMatchObject({ code: 'bad-config' });
    return (fault as StetError).userMessage
      .split('\n')
      .slice(1)
      .map(line => line.trim());
  }
  return [];
}

/** What the settings of a platform are when none is set. */
const NO_PLATFORM = {
  slackBotToken: null,
  slackAppToken: null,
  slackSigningSecret: null,
  slackMode: 'socket',
  slackHost: '127.0.0.1',
  slackPort: 3_000,
  slackApiUrl: 'https://slack.com/api/',
  slackRetries: 3,
  slackTeamIds: null,
  slackEditors: ['admins'],
  discordToken: null,
  discordApp: null,
  discordGuild: null,
  discordGuilds: null,
  discordEditorRoles: null,
  discordMessageContent: 'off',
  discordApiUrl: 'https://discord.com/api',
  discordApiVersion: '10',
};

/** The same of a language model. */
const NO_MODEL = {
  modelUrl: null,
  modelName: null,
  modelKey: null,
  modelPrivate: 'off',
  modelTimeout: 4,
  modelBudget: 200_000,
  modelRecord: null,
  modelReplay: null,
};

describe('settings', () => {
  it('all have a default that needs no environment', () => {
    expect(readConfig({})).toEqual({
      data: './.stet',
      seeds: 'auto',
      answers: 'balanced',
      keepDays: 90,
      retractEditors: 2,
      editorMap: null,
      flagEmoji: '🚩',
      reviewChannels: null,
      databaseUrl: null,
      databasePassword: null,
      redisUrl: null,
      role: 'all',
      fetchAllow: null,
      ...{ httpHost: '127.0.0.1', httpPort: null, httpToken: null },
      logLevel: 'info',
      ...NO_PLATFORM,
      ...NO_MODEL,
    });
  });

  it('come from their variables', () => {
    const env = {
      STET_DATA: '/srv/stet',
      STET_SEEDS: 'off',
      STET_ANSWERS: 'eager',
      STET_KEEP_DAYS: '7',
      STET_REVIEW_CHANNELS: 'slack:T1:C2,discord:12345:67890',
      STET_DATABASE_URL: DATABASE,
      STET_REDIS_URL: SECRET,
      STET_ROLE: 'worker',
      STET_FETCH_ALLOW: 'localhost:8080, [::1]:80',
      STET_HTTP_HOST: '0.0.0.0',
      STET_HTTP_PORT: '9464',
      STET_HTTP_TOKEN: 'sixteen-or-more!',
      STET_LOG_LEVEL: 'silent',
      HOME: '/',
    };
    expect(readConfig(env)).toEqual({
      data: '/srv/stet',
      seeds: 'off',
      answers: 'eager',
      keepDays: 7,
      retractEditors: 2,
      editorMap: null,
      flagEmoji: '🚩',
      reviewChannels: ['slack:T1:C2', 'discord:12345:67890'],
      databaseUrl: DATABASE,
      databasePassword: null,
      redisUrl: SECRET,
      role: 'worker',
      fetchAllow: ['localhost:8080', '[::1]:80'],
      ...{ httpHost: '0.0.0.0', httpPort: 9464, httpToken: 'sixteen-or-more!' },
      logLevel: 'silent',
      ...NO_PLATFORM,
      ...NO_MODEL,
    });
  });

  it('of a database may have its password beside the URL, and not in it as well', () => {
    const env = { STET_DATABASE_URL: 'postgres://stet@host/stet', STET_DATABASE_PASSWORD: 's3cret/@:' };
    expect(databaseOf(readConfig(env))).toBe('postgres://stet:s3cret%2F%40%3A@host/stet');
    expect(databaseOf(readConfig({ STET_DATABASE_URL: DATABASE }))).toBe(DATABASE);
    expect(databaseOf(readConfig({}))).toBeNull();
    const fault = 'STET_DATABASE_PASSWORD is set; it needs a STET_DATABASE_URL without a password';
    for (const url of ['', 'postgres://stet:other@host/stet'])
      expect(faultsOf({ ...env, STET_DATABASE_URL: url })).toEqual([fault]);
  });

  it.each(['bot', 'worker'])('that make a %s need a store and a queue that others share', role => {
    const [databaseUrl, redisUrl] = ['postgres://stet@localhost/stet', SECRET];
    const fault = `STET_ROLE=${role} needs STET_DATABASE_URL and STET_REDIS_URL: it works with processes that share them`;
    for (const env of [{}, { STET_DATABASE_URL: databaseUrl }, { STET_REDIS_URL: redisUrl }])
      expect(faultsOf({ STET_ROLE: role, ...env })).toEqual([fault]);
    const both = { STET_ROLE: role, STET_DATABASE_URL: databaseUrl, STET_REDIS_URL: redisUrl };
    expect(readConfig(both).role).toBe(role);
  });

  it.each(['stet', 'mysql://host/stet', 'postgres://host', 'postgres:///stet'])('of a database is not %s', url => {
    expect(faultsOf({ STET_DATABASE_URL: url }).join()).toMatch(
      /^STET_DATABASE_URL: what was given is not a URL such as /,
    );
  });

  it('that are empty count as not set', () => {
    const env = { STET_DATA: '', STET_SEEDS: '', STET_REDIS_URL: '', STET_REDIS_URL_FILE: '', STET_LOG_LEVEL: '' };
    expect(readConfig(env)).toEqual(readConfig({}));
  });

  it('cannot be changed once read', () => {
    expect(() => Object.assign(readConfig({}), { data: '/' })).toThrow(TypeError);
  });

  it('are named once each, STET_ and capitals, and say what they mean in one line', () => {
    const table = Object.values(SETTINGS);
    expect(new Set(table.map(row => row.name)).size).toBe(table.length);
    for (const row of table) {
      expect(row.name).toMatch(/^[A-Z]+(_[A-Z]+)+$/);
      expect(row.meaning).toMatch(/^[A-Z][^\n]+\.$/);
    }
  });
});

describe('faults', () => {
  it('are told all at once, one line each, with the name, what was given and what is expected', () => {
    expect(
      faultsOf({ STET_SEEDS: 'maybe', STET_LOG_LEVEL: 'loud', STET_REDIS_URL: 'localhost', STET_DTAA: 'x' }),
    ).toEqual([
      'STET_SEEDS: "maybe" is not on or off',
      'STET_REDIS_URL: what was given is not a URL such as redis://localhost:6379 or rediss://…',
      'STET_LOG_LEVEL: "loud" is not one of trace, debug, info, warn, error, fatal, silent',
      'STET_DTAA is not a setting; did you mean STET_DATA?',
    ]);
  });

  it.each(['http://:s3cret@cache.example', 'redis://', 'redis:s3cret', 's3cret'])('never show a secret: %s', url => {
    expect(faultsOf({ STET_REDIS_URL: url })).toEqual([
      'STET_REDIS_URL: what was given is not a URL such as redis://localhost:6379 or rediss://…',
    ]);
  });

  it.each(['postgres://stet:s3cret@db.example', 'mysql://stet:s3cret@db.example/stet', 'postgres:s3cret'])(
    'tell an address that names no database of PostgreSQL, and show none: %s',
    url => {
      expect(faultsOf({ STET_DATABASE_URL: url })).toEqual([
        'STET_DATABASE_URL: what was given is not a URL such as postgres://user:password@localhost:5432/stet',
      ]);
    },
  );

  it('never show a password that was put in the wrong place, nor what a misspelt name holds', () => {
    const lines = faultsOf({ STET_SEEDS: SECRET, STET_LOG_LEVEL: 'x redis://me:s3/cr:et@h', STET_REDISURL: SECRET });
    expect(lines.join('\n')).not.toMatch(/s3|cret/);
    expect(lines[0]).toBe('STET_SEEDS: "redis://***@cache.example:6379" is not on or off');
  });

  it('show what was given on one line, cut where it is long', () => {
    const [line, ...more] = faultsOf({ STET_SEEDS: `on\n\u001b[31m${'x'.repeat(500)}` });
    expect(more).toEqual([]);
    expect(line).toMatch(/^STET_SEEDS: "on\\n\\u001b\[31mx{50,55}…" is not on or off$/);
  });

  it.each([
    ['STET_LOGLEVEL', '; did you mean STET_LOG_LEVEL?'],
    ['STET_REDIS_URL_FIEL', '; did you mean STET_REDIS_URL_FILE?'],
    ['STET_SEED', '; did you mean STET_SEEDS?'],
    ['STET_DATA_FILE', ''],
    ['STET_SOMETHING_ELSE', ''],
    ['STET_', ''],
  ])('name an unknown %s%s', (name, hint) => {
    expect(faultsOf({ [name]: 'x' })).toEqual([`${name} is not a setting${hint}`]);
  });

  it('are not made of what the tests and other programs set', () => {
    expect(faultsOf({ STET_TEST_SERVERS: 'required', REDIS_URL: 'x', MY_STET_DATA: 'x', STETHOSCOPE: 'x' })).toEqual(
      [],
    );
  });
});

describe('places that may be fetched from', () => {
  it.each(['localhost', 'localhost:0', 'localhost:70000', '::1:80', 'http://localhost:80', 'a@b:80', ','])(
    'are hosts with their ports, which %s is not',
    place => {
      expect(faultsOf({ STET_FETCH_ALLOW: place })).toHaveLength(1);
    },
  );
});

describe('the emoji that flags', () => {
  it.each(['🚩', '⚠️', '⚠', '👎🏽', '🇪🇺', '🏴‍☠️'])('is one emoji, such as %s', emoji => {
    expect(readConfig({ STET_FLAG_EMOJI: emoji }).flagEmoji).toBe(emoji);
  });

  it.each(['🚩🚩', 'triangular_flag_on_post', ':flag:', 'a', '1', ' 🚩'])('is not %s', given => {
    expect(faultsOf({ STET_FLAG_EMOJI: given })).toEqual([`STET_FLAG_EMOJI: "${given}" is not one emoji`]);
  });
});

describe('channels of editors', () => {
  it.each(['slack', 'slack:T1', 'slack:C1:', 'discord:1:2', 'console:local:console', 'slack:T1:C1:17.5'])(
    'are named by platform, space and channel, which %s is not',
    channel => {
      expect(faultsOf({ STET_REVIEW_CHANNELS: channel })).toHaveLength(1);
    },
  );
});

describe('accounts of editors', () => {
  const read = (given: string) => editorMapFrom(readConfig({ STET_EDITORS: given }).editorMap ?? []);

  it('are those of one person with = between, people with commas', () => {
    expect(read('slack:T1:U1 = discord:12345 = discord:67890, console:local')).toEqual([
      ['slack:T1:U1', 'discord:12345', 'discord:67890'],
      ['console:local'],
    ]);
  });

  it.each(['slack:U1=discord:12345', 'discord:12345=', 'tube:t1:ada', 'discord:12345=console:local,discord:12345'])(
    'are well written and each one person’s, which %s is not',
    given => {
      expect(faultsOf({ STET_EDITORS: given })).toHaveLength(1);
    },
  );
});

describe('the settings of HTTP', () => {
  const TOKEN = 'sixteen-or-more!';

  it.each(['0.0.0.0', '::', '192.0.2.1', 'stet.example', '127.0.0.1.example'])(
    'need a token where others can reach it: %s',
    host => {
      const env = { STET_HTTP_HOST: host, STET_HTTP_PORT: '9464' };
      expect(faultsOf(env)).toEqual([expect.stringContaining('STET_HTTP_TOKEN is not set')]);
      expect(faultsOf({ ...env, STET_HTTP_TOKEN: TOKEN })).toEqual([]);
      expect(faultsOf({ STET_HTTP_HOST: host })).toEqual([]);
    },
  );

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('need none on this machine alone: %s', host => {
    expect(faultsOf({ STET_HTTP_HOST: host, STET_HTTP_PORT: '9464' })).toEqual([]);
  });

  it.each(['short', 'with spaces in its middle'])('take no token that is easily guessed: %s', token => {
    expect(faultsOf({ STET_HTTP_TOKEN: token })).toEqual([
      expect.stringMatching(/^STET_HTTP_TOKEN: what was given is not 16/),
    ]);
  });
});

describe('the settings of Slack', () => {
  const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

  it('come from their variables, lists with commas between', () => {
    const env = {
      ...SOCKET,
      SLACK_PORT: '0',
      SLACK_RETRIES: '7',
      SLACK_TEAM_IDS: 'T1, T2',
      SLACK_EDITORS: 'U1,admins,',
    };
    expect(readConfig(env)).toMatchObject({
      slackBotToken: 'xoxb-1',
      slackPort: 0,
      slackRetries: 7,
      slackTeamIds: ['T1', 'T2'],
      slackEditors: ['U1', 'admins'],
    });
  });

  it.each([
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is not set'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN is not set; Socket Mode needs it'],
    [{ ...SOCKET, SLACK_MODE: 'http' }, 'SLACK_SIGNING_SECRET is not set'],
    [{ ...SOCKET, SLACK_PORT: '70000' }, 'SLACK_PORT: "70000" is not a port'],
    [{ ...SOCKET, SLACK_TEAM_IDS: ' , ' }, 'SLACK_TEAM_IDS'],
    [{ ...SOCKET, SLACK_API_URL: 'ftp://x' }, 'SLACK_API_URL'],
    [{ SLACK_BOT_TOKEN: 'two words', SLACK_APP_TOKEN: 'x' }, 'SLACK_BOT_TOKEN: what was given is not a token'],
    [{ ...SOCKET, SLACK_EDITOR: 'U1' }, 'SLACK_EDITOR is not a setting; did you mean SLACK_EDITORS?'],
  ])('%j is a fault', (env, fault) => {
    const lines = faultsOf(env);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(fault);
  });

  it('leave alone what other programs keep under the same prefix', () => {
    expect(faultsOf({ SLACK_WEBHOOK_URL: 'https://hooks.example/x' })).toEqual([]);
  });
});

describe('the settings of a language model', () => {
  const MODEL = { STET_MODEL_URL: 'https://models.example/v1', STET_MODEL_NAME: 'small' };

  it('come from their variables, the key from a file too', () => {
    const env = {
      ...MODEL,
      STET_MODEL_KEY_FILE: aFile('key', 'k3y\n'),
      STET_MODEL_TIMEOUT: '9',
      STET_MODEL_BUDGET: '5',
    };
    expect(readConfig(env)).toMatchObject({ modelName: 'small', modelKey: 'k3y', modelTimeout: 9, modelBudget: 5 });
  });

  it.each([
    [{ STET_MODEL_URL: 'https://models.example' }, 'STET_MODEL_NAME is not set'],
    [{ STET_MODEL_NAME: 'small' }, 'STET_MODEL_URL is not set'],
    [{ STET_MODEL_KEY: 'k3y' }, 'STET_MODEL_URL is not set'],
    [{ ...MODEL, STET_MODEL_REPLAY: 'x.jsonl' }, 'STET_MODEL_URL and STET_MODEL_REPLAY are both set'],
    [{ ...MODEL, STET_MODEL_TIMEOUT: '0' }, 'STET_MODEL_TIMEOUT: "0" is not a whole number of seconds'],
    [{ ...MODEL, STET_MODEL_URL: 'ftp://models.example' }, 'STET_MODEL_URL'],
  ])('%j is a fault', (env, fault) => {
    const lines = faultsOf(env);
    expect(lines.join()).toContain(fault);
  });
});

it('secrets that are set can be listed, for what must never show one', () => {
  expect(secretsOf(readConfig({ STET_REDIS_URL: SECRET, STET_DATA: '/srv/stet' }))).toEqual([SECRET]);
  expect(secretsOf(readConfig({}))).toEqual([]);
});

describe('a secret in a file', () => {
  it.each(['', '\n', '\r\n'])('is read without its last line end %j', end => {
    const file = aFile('redis-url', SECRET + end);
    expect(readConfig({ STET_REDIS_URL_FILE: file }).redisUrl).toBe(SECRET);
  });

  it('is refused beside the same secret in a variable', () => {
    expect(faultsOf({ STET_REDIS_URL: SECRET, STET_REDIS_URL_FILE: aFile('both', SECRET) })).toEqual([
      'STET_REDIS_URL and STET_REDIS_URL_FILE are both set; give one of them',
    ]);
  });

  it('is a fault when the file cannot be read', () => {
    const file = join(folder, 'none');
    expect(faultsOf({ STET_REDIS_URL_FILE: file })).toEqual([
      `STET_REDIS_URL_FILE: ${JSON.stringify(file)} cannot be read (ENOENT); expected a file that holds STET_REDIS_URL`,
    ]);
    expect(faultsOf({ STET_REDIS_URL_FILE: folder })[0]).toContain('EISDIR');
  });

  it('is a fault when the file is empty or holds something else, and is not shown', () => {
    expect(faultsOf({ STET_REDIS_URL_FILE: aFile('empty', '\n') })[0]).toMatch(/is empty$/);
    expect(faultsOf({ STET_REDIS_URL_FILE: aFile('wrong', 's3cret') }).join()).not.toContain('s3cret');
  });
});

describe('settings as they are shown', () => {
  const config = readConfig({
    STET_REDIS_URL: SECRET,
    STET_DATABASE_URL: DATABASE,
    STET_DATA: 'file://me:s3cret@host/stet',
  });

  it('have secrets as "(set)" and no password in a URL', () => {
    const own = settingRows(config).filter(row => row.name.startsWith('STET_'));
    expect(own.map(row => [row.name, row.value, row.default, row.secret])).toEqual([
      ['STET_DATA', 'file://***@host/stet', './.stet', false],
      ['STET_SEEDS', 'auto', 'auto', false],
      ['STET_ANSWERS', 'balanced', 'balanced', false],
      ['STET_KEEP_DAYS', '90', '90', false],
      ['STET_RETRACT_EDITORS', '2', '2', false],
      ['STET_EDITORS', null, null, false],
      ['STET_FLAG_EMOJI', '🚩', '🚩', false],
      ['STET_REVIEW_CHANNELS', null, null, false],
      ['STET_DATABASE_URL', '(set)', null, true],
      ['STET_DATABASE_PASSWORD', null, null, true],
      ['STET_REDIS_URL', '(set)', null, true],
      ['STET_ROLE', 'all', 'all', false],
      ['STET_FETCH_ALLOW', null, null, false],
      ['STET_MODEL_URL', null, null, false],
      ['STET_MODEL_NAME', null, null, false],
      ['STET_MODEL_KEY', null, null, true],
      ['STET_MODEL_PRIVATE', 'off', 'off', false],
      ['STET_MODEL_TIMEOUT', '4', '4', false],
      ['STET_MODEL_BUDGET', '200000', '200000', false],
      ['STET_MODEL_RECORD', null, null, false],
      ['STET_MODEL_REPLAY', null, null, false],
      ['STET_HTTP_HOST', '127.0.0.1', '127.0.0.1', false],
      ['STET_HTTP_PORT', null, null, false],
      ['STET_HTTP_TOKEN', null, null, true],
      ['STET_LOG_LEVEL', 'info', 'info', false],
    ]);
  });

  it('have null for what is not set and has no default', () => {
    expect(settingRows(readConfig({})).find(row => row.name === 'STET_REDIS_URL')?.value).toBeNull();
  });

  it('are redacted however a Config is printed', () => {
    for (const printed of [inspect(config), inspect({ config }, { depth: 9 }), JSON.stringify({ config })]) {
      expect(printed).toContain('(set)');
      expect(printed).not.toContain('s3cret');
    }
  });
});

describe('NO_COLOR', () => {
  it('counts when it is set and not empty', () => {
    expect([{ NO_COLOR: '1' }, { NO_COLOR: '0' }, { NO_COLOR: '' }, {}].map(env => noColor(env))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
