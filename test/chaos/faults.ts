/** The faults of a run: what each one does, and how what it took away is given back. Each may come at any moment, upon any other. */
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { PrivateServer } from '../support/servers.ts';
import { fillDisk } from '../support/tiny-disk.ts';
import type { SiteTrouble } from './news.ts';
import type { Fault, FaultKind, Moment } from './plan.ts';
import type { Stage } from './stage.ts';
import type { Stet } from './stets.ts';

/** Calls of Slack that change what stands there, the most common ones more than once. */
const SLACK_WRITES = [
  'chat.postMessage',
  'chat.postMessage',
  'chat.postMessage',
  'response_url',
  'chat.update',
  'chat.postEphemeral',
];
const SLACK_CALLS = [...SLACK_WRITES, 'conversations.replies', 'conversations.history', 'auth.test', 'websocket'];

/** Of Discord: a message, an answer to an interaction, its acknowledgement, an edit. */
const DISCORD_WRITES = [
  { method: 'POST', path: /^\/channels\/\d+\/messages$/ },
  { method: 'POST', path: /^\/channels\/\d+\/messages$/ },
  { method: 'POST', path: /^\/webhooks\// },
  { method: 'POST', path: /callback$/ },
  { method: 'PATCH', path: /messages/ },
];

/** Furthest that a machine's clock is wrong, milliseconds. */
const WRONG_MS = 50 * 60_000;

/** Calls that one planned trouble of a platform meets at most. */
const MOST_CALLS = 3;

type Carry = (stage: Stage, fault: Fault) => Promise<void>;

const CARRY: Record<FaultKind, Carry> = {
  'slack drops its sockets': async ({ people }) => people.slack.sockets.drop(),
  'slack answers 503': slackFails(SLACK_CALLS, { status: 503 }),
  'slack takes a call and cuts it': slackFails(SLACK_WRITES, { cut: true, applied: true }),
  'slack takes a call and says nothing': slackFails(SLACK_WRITES, { silent: true, applied: true }),
  'slack limits the rate': slackFails(SLACK_WRITES, { status: 429, retryAfter: 1 }),
  'discord drops its sockets': async ({ people }) => people.discord.gateway.drop(),
  'discord forgets its sessions': async ({ people }) => {
    people.discord.gateway.forgetSessions();
    people.discord.gateway.drop();
  },
  'discord answers 502': discordFails({ kind: 'status', status: 502 }),
  'discord takes a call and cuts it': discordFails({ kind: 'cut', accepted: true }),
  'discord takes a call and says nothing': discordFails({ kind: 'silence', accepted: true }),
  'discord limits the rate': discordFails({ kind: 'rate-limit', after: 0.5 }),
  'sites answer 500': sitesFail('answers 500'),
  'sites cut what they send': sitesFail('cuts what it sends'),
  'the disk is full': async ({ disk }, { lastsMs }) => {
    if (disk === null) return;
    const ballast = path.join(disk, 'ballast');
    fillDisk(ballast);
    await pause(lastsMs);
    rmSync(ballast);
  },
  'the clock is set forward': clockIsSet(1),
  'the clock is set back': clockIsSet(-1),
  'kill -9 of Stet': ends('SIGKILL', () => true),
  'Stet is stopped': ends('SIGTERM', () => true),
  'kill -9 of Stet, its index lost': async (stage, fault) => {
    await ends(
      'SIGKILL',
      () => true,
      () => {
        for (const file of stage.indexFiles()) rmSync(file, { force: true });
      },
    )(stage, fault);
  },
  'kill -9 of the bot': ends('SIGKILL', ({ name }) => name === 'bot'),
  'the bot is stopped': ends('SIGTERM', ({ name }) => name === 'bot'),
  'kill -9 of a worker': ends('SIGKILL', ({ name }) => name.startsWith('worker')),
  'a worker is stopped': ends('SIGTERM', ({ name }) => name.startsWith('worker')),
  'kill -9 of Redis': ({ redis }, fault) => serverDies(redis!, fault),
  'kill -9 of PostgreSQL': ({ postgres }, fault) => serverDies(postgres!, fault),
  FLUSHALL: ({ redis }) => tellRedis(redis!, 'FLUSHALL'),
  'Redis drops its connections': ({ redis }) => tellRedis(redis!, 'CLIENT KILL TYPE normal'),
  'PostgreSQL drops its connections': ({ postgres }) => dropConnections(postgres!),
};

/** Resolves when what was taken away is given back. */
export function carryOut(fault: Fault, stage: Stage): Promise<void> {
  return CARRY[fault.kind](stage, fault);
}

/** Whether this machine lets the fault happen at all. */
export function isPossible({ kind }: Fault, { disk }: Stage): boolean {
  return kind !== 'the disk is full' || disk !== null;
}

/** Waits for the moment of a fault, as long as it may take. */
export async function momentOf({ moment, withinMs }: Fault, stage: Stage): Promise<void> {
  const late = new AbortController();
  const time = pause(withinMs, undefined, { signal: late.signal }).catch(() => {});
  await Promise.race([time, MOMENTS[moment](stage, withinMs)]);
  late.abort();
}

const never = () => new Promise<void>(() => {});

const MOMENTS: Record<Moment, (stage: Stage, withinMs: number) => Promise<void>> = {
  'after a while': never,
  'as a page is asked for': ({ news }) =>
    new Promise(resolve => {
      news.onAsked = resolve;
    }),
  'as a message stands': async ({ people: { slack, discord } }, withinMs) => {
    let isPast = true;
    const onSlack = slack.next('message', () => !isPast, withinMs);
    isPast = false;
    const from = discord.journal.entries.length;
    const onDiscord = discord.journal.when(() => {
      const { entries } = discord.journal;
      const last = entries.at(-1);
      return entries.length > from && last?.kind === 'dispatched' && last.event.startsWith('MESSAGE_');
    }, withinMs);
    // Neither may come in time.
    await Promise.any([onSlack, onDiscord]).catch(() => {});
  },
};

function slackFails(
  methods: readonly string[],
  how: { status?: number; cut?: true; silent?: true; applied?: true; retryAfter?: number },
): Carry {
  return async ({ people }, { pick }) => {
    const method = methods[Math.floor(pick * methods.length)]!;
    people.slack.fault({ method, times: callsOf(pick), ...how });
  };
}

function discordFails(fault: Parameters<Stage['people']['discord']['faults']['plan']>[0]['fault']): Carry {
  return async ({ people }, { pick }) => {
    const which = DISCORD_WRITES[Math.floor(pick * DISCORD_WRITES.length)]!;
    people.discord.faults.plan({ ...which, times: callsOf(pick), fault });
  };
}

function callsOf(pick: number): number {
  return 1 + (Math.floor(pick * 1_000) % MOST_CALLS);
}

function sitesFail(trouble: SiteTrouble): Carry {
  return async ({ news }, { lastsMs }) => {
    news.trouble = trouble;
    await pause(lastsMs);
    news.trouble = 'none';
  };
}

function clockIsSet(direction: 1 | -1): Carry {
  return async ({ setWrong }, { pick, lastsMs }) => {
    setWrong(Math.round(direction * pick * WRONG_MS));
    await pause(lastsMs);
    setWrong(0);
  };
}

/** One of the processes that fit dies, or is told to, and is there again after a while. */
function ends(signal: 'SIGKILL' | 'SIGTERM', fits: (stet: Stet) => boolean, meanwhile = () => {}): Carry {
  return async ({ stets }, { pick, lastsMs, patient }) => {
    const fitting = stets.filter(fits);
    const stet = fitting[Math.floor(pick * fitting.length)]!;
    await stet.end(signal);
    meanwhile();
    await pause(lastsMs / 4);
    stet.start();
    if (patient) await stet.serves();
  };
}

async function serverDies(server: PrivateServer, { lastsMs }: Fault): Promise<void> {
  await server.kill();
  await pause(lastsMs);
  await server.restart();
}

/** A command in a line, as a person would type it to Redis. */
async function tellRedis({ port }: PrivateServer, words: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>(resolve => {
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.on('data', () => socket.destroy());
    socket.write(`${words}\r\n`);
  });
}

async function dropConnections({ url }: PrivateServer): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
  );
  await client.end();
}
