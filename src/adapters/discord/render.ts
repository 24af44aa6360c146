/**
 * A Reply as Discord messages. Pure. The answer and its caveats are the message's words, which everybody sees, also where embeds
 * are switched off and on a locked phone; quotes with their sources stand in embeds. Text that is not ours is escaped and
 * mentions nobody, and nothing is left out whatever the limits.
 */
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APIEmbed,
  MessageFlags,
} from 'discord.js';
import type { Post } from '../../core/chat.ts';
import type { Reply, ReplyAction } from '../../core/reply.ts';
import { showHidden } from '../visible-text.ts';
import { embedGroups, embedsOf } from './embeds.ts';
import { userOf } from './ids.ts';
import { paragraphs, runsOf } from './spans.ts';
import { markdownLines, pack, type Run } from './split.ts';

/** One message, as discord.js takes it. An edit must send all of it: what it leaves out stays as it was. */
export interface DiscordMessage {
  content: string;
  embeds: APIEmbed[];
  components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  allowedMentions: { parse: []; repliedUser: false };
  flags: MessageFlags.SuppressEmbeds | 0;
}

export interface RenderOptions {
  /** Who asked what, told above the answer; `user` is the id of a Discord account. */
  asked?: { question: string; user: string };
}

/** UTF-16 units, never fewer than the characters that Discord counts: its limits of a message. */
const CONTENT = 2_000;
const BUTTON_LABEL = 80;
const ROWS = 5;
const BUTTONS_A_ROW = 5;

/** Discord's `SUPPRESS_EMBEDS`: no previews of links. It hides embeds of ours too, so it goes with none. */
const SUPPRESS_EMBEDS: MessageFlags.SuppressEmbeds = 4;

/** All messages of a post: those of its reply, which say who asked what, and those of what follows it. */
export function renderPost({ reply, asked }: Post): DiscordMessage[] {
  const user = asked === null ? null : userOf(asked.by);
  const first = renderReply(
    reply,
    asked === null || user === null ? {} : { asked: { question: asked.question, user } },
  );
  return [...first, ...(reply.rest ? renderReply(reply.rest) : [])];
}

/** The messages in their order, at least one; the buttons are below the last. */
export function renderReply(reply: Reply, options: RenderOptions = {}): DiscordMessage[] {
  const embeds = embedsOf(reply);
  const contents = contentsOf(reply, options);
  if (contents.length === 0 && embeds.length === 0) contents.push(fallbackOf(reply));
  const messages = contents.slice(0, -1).map(content => messageOf(content, []));
  for (const [at, group] of embedGroups(embeds).entries())
    messages.push(messageOf(at === 0 ? (contents.at(-1) ?? '') : '', group));
  return withButtons(messages, reply.actions);
}

/** The message as the body of a request, for a bare `REST`. */
export function bodyOf({ allowedMentions, ...message }: DiscordMessage) {
  return { ...message, allowed_mentions: { parse: allowedMentions.parse, replied_user: allowedMentions.repliedUser } };
}

function messageOf(content: string, embeds: APIEmbed[]): DiscordMessage {
  const flags = embeds.length === 0 ? SUPPRESS_EMBEDS : 0;
  return { content, embeds, components: [], allowedMentions: { parse: [], repliedUser: false }, flags };
}

function contentsOf({ headline, body }: Reply, { asked }: RenderOptions): string[] {
  const lines = [
    ...(asked ? askedLines(asked) : []),
    ...(headline === undefined ? [] : markdownLines([{ style: 'strong', text: showHidden(headline) }], CONTENT)),
    ...paragraphs(body).flatMap(spans => markdownLines(spans.flatMap(runsOf), CONTENT)),
  ];
  const contents = pack(lines, CONTENT, '\n').map(content => content.trim());
  return contents.filter(content => content !== '');
}

/** The asker by name, of whom a client makes a mention that pings nobody. */
function askedLines({ question, user }: { question: string; user: string }): string[] {
  const by = /^\d{17,20}$/.test(user) ? `<@${user}> asked: ` : 'Asked: ';
  const runs: Run[] = [
    { style: 'mark', text: by },
    { style: 'text', text: showHidden(question) },
  ];
  return markdownLines(runs, CONTENT - '-# '.length).map(line => `-# ${line}`);
}

function fallbackOf({ fallback }: Reply): string {
  const lines = markdownLines([{ style: 'text', text: showHidden(fallback) }], CONTENT);
  return lines.find(line => line.trim() !== '') ?? 'Nothing to show.';
}

/** Buttons under the last message; what does not fit there under further ones, since a button left out is an act refused. */
function withButtons(messages: DiscordMessage[], actions: readonly ReplyAction[]): DiscordMessage[] {
  const [first = [], ...others] = chunks(chunks(actions.map(buttonOf), BUTTONS_A_ROW), ROWS);
  const last = { ...messages.at(-1)!, components: first.map(rowOf) };
  return [
    ...messages.slice(0, -1),
    last,
    ...others.map(rows => ({ ...messageOf('…', []), components: rows.map(rowOf) })),
  ];
}

function rowOf(components: APIButtonComponentWithCustomId[]): DiscordMessage['components'][number] {
  return { type: 1, components };
}

function buttonOf({ label, style, action }: ReplyAction): APIButtonComponentWithCustomId {
  const words = showHidden(label).trim();
  const shown = words.length <= BUTTON_LABEL ? words : `${words.slice(0, BUTTON_LABEL - 1).toWellFormed()}…`;
  return { type: 2, style: BUTTON_STYLES[style], label: shown === '' ? '…' : shown, custom_id: action };
}

/** Discord's secondary, primary and danger. */
const BUTTON_STYLES = { plain: 2, primary: 1, danger: 4 } as const satisfies Record<ReplyAction['style'], number>;

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
