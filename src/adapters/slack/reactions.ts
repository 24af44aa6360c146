/**
 * Reactions as Slack tells of them. Other emoji, what is no message, and Stet itself are left out here; other bots once Slack says who
 * somebody is. It reads a message's words only to find the addresses in them.
 */
import type { webApi } from '@slack/bolt';
import type { Store } from '../../core/ports.ts';
import type { HeardReaction, Reaction } from '../../core/reactions.ts';
import { ifReadable } from '../reactions.ts';
import type { Call } from './calls.ts';
import { isNamed } from './emoji.ts';
import { withAddresses } from './heard.ts';
import { doneEvent, PLATFORM, personId, personOf } from './ids.ts';
import { isDirect } from './incoming.ts';

/** What a reaction is read with. */
export interface ReactionHome {
  /** The workspace the token belongs to. */
  team: string;
  /** Our own user there. */
  user: string;
  /** Workspaces that are served; null for that one alone. */
  teams: readonly string[] | null;
  /** Slack's names of the emoji that flags. */
  flag: ReadonlySet<string>;
}

// biome-ignore lint/suspicious/noExplicitAny: payloads of another program, read field by field
type Payload = any;

/** The reaction in a payload of Slack's, its person's name not yet known; null for what flags nothing, and in a workspace that is not served. */
export function reactionIn(body: Payload, { team, user: us, teams, flag }: ReactionHome): Reaction | null {
  const said = body?.type === 'event_callback' ? body.event : null;
  const added = said?.type === 'reaction_added';
  if (!added && said?.type !== 'reaction_removed') return null;
  if (said.item?.type !== 'message' || said.user === us || !isNamed(String(said.reaction), flag)) return null;
  const space = body.context_team_id ?? body.authorizations?.[0]?.team_id ?? team;
  if (!(teams ?? [team]).includes(space)) return null;
  return {
    event: doneEvent(space, 'reaction', body.event_id),
    person: personId(body.team_id ?? space, said.user),
    personName: '',
    thread: null,
    message: { platform: PLATFORM, space, channel: said.item.channel, message: said.item.ts },
    ours: said.item_user === us,
    added,
  };
}

export interface Asking {
  client: webApi.WebClient;
  call: Call;
  store: Pick<Store, 'postOfMessage'>;
}

/** With its person's name, and where they are told something; null where a bot reacted. Who takes a flag back need not be looked up. */
export async function reactionHeard(
  reaction: Reaction,
  { client, call, store }: Asking,
): Promise<HeardReaction | null> {
  const { person, message, added } = reaction;
  const user = personOf(person)!.user;
  // Who cannot be looked up now is a person with no name: their flag is worth more than it.
  const known = added ? await call(() => client.users.info({ user })).catch(() => null) : null;
  if (known?.user?.is_bot) return null;
  const post = await store.postOfMessage(message);
  const thread = post?.refs.find(ref => ref.message === message.message)?.thread ?? null;
  const { platform, space, channel } = message;
  return {
    reaction: { ...reaction, personName: known?.user?.name ?? '' },
    target: { platform, space, channel, thread, only: person, direct: isDirect(channel), grant: null },
  };
}

/**
 * Whether a reaction that is told of once more still stands: it may have been taken back meanwhile, which was told in time. What Slack does
 * not say is taken to be so.
 */
export async function stillStands(
  { person, message }: Reaction,
  flag: ReadonlySet<string>,
  { client, call }: Pick<Asking, 'client' | 'call'>,
): Promise<boolean> {
  const { channel, message: timestamp } = message;
  const answer = await call(() => client.reactions.get({ channel, timestamp, full: true })).catch(() => null);
  const reactions = answer?.message?.reactions;
  const { user } = personOf(person)!;
  return (
    answer === null || (reactions ?? []).some(({ name, users }) => isNamed(name ?? '', flag) && users?.includes(user))
  );
}

/** What a message says, its links as addresses; null where it may not be read or is gone. */
export async function wordsOf(
  { channel, message: ts }: Pick<Reaction['message'], 'channel' | 'message'>,
  { client, call }: Pick<Asking, 'client' | 'call'>,
): Promise<string | null> {
  return ifReadable(async () => {
    // Finds it in its channel and in a thread alike; the first message of a thread comes with it.
    const exactly = { oldest: ts, latest: ts, inclusive: true };
    const { messages = [] } = await call(() => client.conversations.replies({ channel, ts, ...exactly }));
    const found = messages.find(each => each.ts === ts);
    return found?.text === undefined ? null : withAddresses(found.text);
  });
}
