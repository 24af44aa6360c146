/**
 * What Slack sends, as what was asked: pure, one payload in, one request out or none. Stet ignores itself, other bots and edits here,
 * and the same message that comes twice (as a mention and as a message) has one event id. It must never trust a payload's text: it
 * chooses a command only where it begins with `/`.
 */

import type { RequestDraft, Target } from '../../core/chat.ts';
import type { AnyCommand, Call } from '../../core/command.ts';
import { messageReference } from '../../core/places.ts';
import { callOf, callOfTalk } from '../dispatch.ts';
import { plainText, withoutMention } from './heard.ts';
import { doneEvent, instantAfter, PLATFORM, personId, saidEvent } from './ids.ts';
import { ASK_ABOUT_MESSAGE, FLAG_ARTICLE, WHY_MESSAGE } from './manifest.ts';

export type Incoming = Omit<RequestDraft, 'before'>;

/** Where the form keeps the question, and whether its answer is for the asker alone. */
export const QUESTION_FIELD = { block: 'question', action: 'text' } as const;
export const ALONE_FIELD = { block: 'alone', action: 'choice', value: 'alone' } as const;

/** Where the form that flags keeps the article and the reason. */
export const ARTICLE_FIELD = { block: 'article', action: 'choice' } as const;
export const REASON_FIELD = { block: 'reason', action: 'text' } as const;

/** The word by which an answer is asked for that nobody else sees. */
const ALONE_SWITCH = '--private';

/** Our buttons' `action_id` begins with this; others belong to nobody. */
const PRESS = /^act/;

/** Minutes that a `response_url` is used for: Slack gives it 30 from when it sent it. */
export const GRANT_MINUTES = 29;

export interface Home {
  /** The workspace the token belongs to. */
  team: string;
  /** Our own user there. */
  user: string;
  commands: readonly AnyCommand[];
  now: Date;
  /** Whether Stet was asked in this thread before: then what is said there needs no mention. */
  knowsThread: (channel: string, thread: string) => Promise<boolean>;
}

// Slack's payloads have many optional fields; each reader takes the few it needs.
// biome-ignore lint/suspicious/noExplicitAny: payloads of another program, read field by field
type Payload = any;

/** The request in a payload of Slack's; null for what asks nothing. */
export async function readPayload(body: Payload, home: Home): Promise<Incoming | null> {
  if (typeof body?.command === 'string') return slashCommand(body, home);
  if (body?.type === 'block_actions') return press(body, home);
  if (body?.type === 'message_action') return whyMessage(body, home);
  if (body?.type === 'view_submission') return form(body, home);
  if (body?.type === 'event_callback') return event(body, home);
  return null;
}

function slashCommand(body: Payload, home: Home): Incoming {
  const { text, alone } = withoutSwitch(String(body.text ?? ''), ALONE_SWITCH);
  const person = personId(body.team_id, body.user_id);
  return {
    event: doneEvent(body.team_id, 'trigger', body.trigger_id),
    person,
    personName: String(body.user_name ?? ''),
    call: slashCall(body.command, text, body.team_id, home.commands),
    target: {
      ...place(body.team_id, body.channel_id, null),
      only: alone ? person : null,
      direct: isDirect(body.channel_id),
      grant: grant(body.response_url, home.now),
    },
  };
}

/** `/ask …` asks; `/stet …` names a command, and alone it asks for help. */
function slashCall(command: string, text: string, team: string, commands: readonly AnyCommand[]): Call {
  if (command === '/ask') return { command: 'ask', input: { kind: 'options', options: { question: plainText(text) } } };
  const line = commandText(text, team);
  return line.trim() === '' ? { command: 'help', input: { kind: 'text', text: '' } } : callOf(line, commands);
}

/** What stands behind a command, where a person is meant by their id; in a question they are a name like any other. */
function commandText(text: string, team: string): string {
  return plainText(text, user => personId(team, user));
}

function press(body: Payload, home: Home): Incoming | null {
  const action = body.actions?.[0];
  if (!PRESS.test(String(action?.action_id)) || typeof action.value !== 'string') return null;
  const person = personId(body.user.team_id ?? home.team, body.user.id);
  const channel = body.channel?.id ?? body.user.id;
  const thread = body.container?.thread_ts ?? body.message?.thread_ts ?? null;
  return {
    event: doneEvent(home.team, 'trigger', body.trigger_id),
    person,
    personName: String(body.user.username ?? ''),
    call: { command: 'press', input: { kind: 'options', options: { action: action.value } } },
    target: {
      ...place(home.team, channel, thread),
      only: person,
      direct: isDirect(channel),
      grant: grant(body.response_url, home.now),
    },
  };
}

/** The shortcut that asks why a message is as it is; the other one opens a form, which then asks. */
function whyMessage(body: Payload, home: Home): Incoming | null {
  if (body.callback_id !== WHY_MESSAGE) return null;
  const person = personId(body.user.team_id ?? home.team, body.user.id);
  const channel = body.channel.id;
  const message = { platform: PLATFORM, space: home.team, channel, message: String(body.message_ts) };
  return {
    event: doneEvent(home.team, 'trigger', body.trigger_id),
    person,
    personName: String(body.user.name ?? ''),
    call: { command: 'why', input: { kind: 'options', options: { question: messageReference(message) } } },
    target: {
      ...place(home.team, channel, body.message?.thread_ts ?? null),
      only: person,
      direct: isDirect(channel),
      grant: grant(body.response_url, home.now),
    },
  };
}

function form(body: Payload, home: Home): Incoming | null {
  const values = body.view?.state?.values ?? {};
  const filled = FORMS[String(body.view?.callback_id)]?.(values);
  if (filled === undefined) return null;
  const asked = askedAbout(body.view.private_metadata);
  const person = personId(body.user.team_id ?? home.team, body.user.id);
  return {
    event: doneEvent(home.team, 'view', body.view.id),
    person,
    personName: String(body.user.username ?? ''),
    call: filled.call,
    target: {
      ...place(home.team, asked.channel, asked.thread),
      only: filled.alone ? person : null,
      direct: isDirect(asked.channel),
      grant: asked.responseUrl === null ? null : { token: asked.responseUrl, until: asked.until },
    },
  };
}

/** What each form asks for, and whether its answer is for the asker alone. */
const FORMS: Record<string, (values: Payload) => { call: Call; alone: boolean }> = {
  [ASK_ABOUT_MESSAGE]: values => {
    const question = String(values[QUESTION_FIELD.block]?.[QUESTION_FIELD.action]?.value ?? '');
    return {
      call: { command: 'ask', input: { kind: 'options', options: { question: plainText(question) } } },
      alone: (values[ALONE_FIELD.block]?.[ALONE_FIELD.action]?.selected_options ?? []).length > 0,
    };
  },
  [FLAG_ARTICLE]: values => {
    const article = String(values[ARTICLE_FIELD.block]?.[ARTICLE_FIELD.action]?.selected_option?.value ?? '');
    const reason = plainText(String(values[REASON_FIELD.block]?.[REASON_FIELD.action]?.value ?? '')).trim();
    const options = { article, ...(reason === '' ? {} : { reason }) };
    return { call: { command: 'flag', input: { kind: 'options', options } }, alone: true };
  },
};

/** What the form remembers of the message it was opened on: kept by Slack beside the form, seen by nobody. */
export interface AskedAbout {
  channel: string;
  thread: string;
  responseUrl: string | null;
  until: string;
}

function askedAbout(metadata: string): AskedAbout {
  return JSON.parse(metadata) as AskedAbout;
}

async function event(body: Payload, home: Home): Promise<Incoming | null> {
  const said = body.event;
  const team = body.context_team_id ?? body.authorizations?.[0]?.team_id ?? body.team_id;
  if (said?.type !== 'message' && said?.type !== 'app_mention') return null;
  if (!isSomebodys(said, home.user) || !(await isForUs(said, home))) return null;
  const direct = said.channel_type === 'im';
  const { text, alone } = withoutSwitch(withoutMention(said.text ?? '', home.user), ALONE_SWITCH);
  const theirs = said.user_team ?? said.team ?? team;
  const person = personId(theirs, said.user);
  return {
    event: saidEvent(team, said.channel, said.ts),
    person,
    personName: String(said.user_profile?.name ?? ''),
    call: callOfTalk(text.startsWith('/') ? commandText(text, theirs) : plainText(text), home.commands),
    target: {
      ...place(team, said.channel, said.thread_ts ?? (direct ? null : said.ts)),
      only: alone && !direct ? person : null,
      direct,
      grant: null,
    },
  };
}

/** Said by a person just now: no bot, not ourselves, no edit, no notice of Slack's own. */
function isSomebodys(said: Payload, us: string): boolean {
  const plain = said.subtype === undefined || said.subtype === 'thread_broadcast' || said.subtype === 'file_share';
  return (
    plain &&
    said.bot_id === undefined &&
    !said.hidden &&
    said.edited === undefined &&
    said.user !== us &&
    said.user !== 'USLACKBOT'
  );
}

/** To us alone, by our name, or in a thread we are in, unless it speaks to somebody else there. */
async function isForUs(said: Payload, home: Home): Promise<boolean> {
  if (said.type === 'app_mention' || said.channel_type === 'im') return true;
  const text = String(said.text ?? '');
  if (text.includes(`<@${home.user}>`)) return true;
  if (typeof said.thread_ts !== 'string' || /<(?:@[UW]|!)/.test(text)) return false;
  return home.knowsThread(said.channel, said.thread_ts);
}

function place(space: string, channel: string, thread: string | null): Omit<Target, 'only' | 'direct' | 'grant'> {
  return { platform: PLATFORM, space, channel, thread };
}

/** Slack's ids tell what a channel is: `D` begins that of a direct conversation. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

function grant(url: unknown, now: Date): Target['grant'] {
  return typeof url === 'string' ? { token: url, until: instantAfter(now, GRANT_MINUTES) } : null;
}

/** A switch anywhere in the words, and the words without it. */
function withoutSwitch(text: string, name: string): { text: string; alone: boolean } {
  const words = text.split(/(\s+)/);
  const left = words.filter(word => word !== name).join('');
  return { text: left.trim(), alone: words.includes(name) };
}
