/** The link that brings Stet into a server: the permissions it asks for, no more than it needs, each with its reason. Pure. */
import { PermissionFlagsBits } from 'discord.js';
import { lineBreak, type Reply, reply, text } from '../../core/reply.ts';

export const PERMISSIONS: readonly { name: string; bit: bigint; why: string }[] = [
  { name: 'View Channels', bit: PermissionFlagsBits.ViewChannel, why: 'hears its name where it is asked' },
  { name: 'Send Messages', bit: PermissionFlagsBits.SendMessages, why: 'answers' },
  { name: 'Send Messages in Threads', bit: PermissionFlagsBits.SendMessagesInThreads, why: 'answers in threads' },
  {
    name: 'Create Public Threads',
    bit: PermissionFlagsBits.CreatePublicThreads,
    why: 'puts what a digest has no room for into a thread below it',
  },
  { name: 'Embed Links', bit: PermissionFlagsBits.EmbedLinks, why: 'shows quotations apart from its own words' },
  {
    name: 'Read Message History',
    bit: PermissionFlagsBits.ReadMessageHistory,
    why: 'looks for a message in doubt before it sends it again',
  },
];

const AUTHORIZE = 'https://discord.com/oauth2/authorize';

/** @param app the application's id. */
export function invitationLink(app: string): string {
  const url = new URL(AUTHORIZE);
  const permissions = PERMISSIONS.reduce((sum, { bit }) => sum | bit, 0n);
  url.searchParams.set('client_id', app);
  url.searchParams.set('scope', 'bot applications.commands');
  url.searchParams.set('permissions', String(permissions));
  return url.href;
}

export function invitationReply(app: string): Reply {
  const url = invitationLink(app);
  return reply({
    body: [text('Open this as somebody who may manage the server:'), lineBreak, { kind: 'link', text: url, url }],
    fields: PERMISSIONS.map(({ name, why }) => ({ name, value: [text(why)] })),
    fallback: url,
    data: { url, permissions: PERMISSIONS.map(({ name, why }) => ({ name, why })) },
  });
}
