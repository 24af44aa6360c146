/** The state of the server in the shapes of Discord's API v10. */
import { PERMISSIONS } from './permissions.ts';
import { madeAt } from './snowflake.ts';
import {
  type Channel,
  DIRECT,
  EPHEMERAL,
  type Guild,
  type Json,
  type Message,
  type Role,
  THREAD,
  type User,
  type World,
} from './world.ts';

export function userShape({ id, username, bot }: User): Json {
  return {
    id,
    username,
    discriminator: '0',
    global_name: null,
    avatar: null,
    public_flags: 0,
    ...(bot ? { bot: true } : {}),
  };
}

export function memberShape(guild: Guild, user: User): Json {
  return {
    user: userShape(user),
    nick: null,
    avatar: null,
    banner: null,
    roles: guild.members.get(user.id) ?? [],
    joined_at: '2025-01-01T00:00:00.000000+00:00',
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
  };
}

export function roleShape({ id, name, permissions }: Role, position: number): Json {
  return {
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

export function channelShape(channel: Channel, bot: User): Json {
  const { id, type, name, guild, parent, recipient, denied, archived } = channel;
  if (type === DIRECT) return { id, type, last_message_id: null, recipients: recipient ? [userShape(recipient)] : [] };
  const shared = {
    id,
    type,
    name,
    guild_id: (parent ?? channel).guild!.id,
    last_message_id: null,
    nsfw: false,
    flags: 0,
    rate_limit_per_user: 0,
  };
  if (type === THREAD) return { ...shared, ...threadParts(id, parent!, bot, archived) };
  const bits = [...denied].reduce((all, permission) => all | PERMISSIONS[permission], 0n);
  const overwrites = bits === 0n ? [] : [{ id: bot.id, type: 1, allow: '0', deny: String(bits) }];
  return {
    ...shared,
    topic: null,
    position: 0,
    parent_id: null,
    permission_overwrites: overwrites,
    guild_id: guild!.id,
  };
}

function threadParts(id: string, parent: Channel, bot: User, archived: boolean): Json {
  const made = new Date(madeAt(id)).toISOString();
  return {
    parent_id: parent.id,
    owner_id: bot.id,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    thread_metadata: {
      archived,
      auto_archive_duration: 1440,
      archive_timestamp: made,
      create_timestamp: made,
      locked: false,
    },
    member: { id, user_id: bot.id, join_timestamp: made, flags: 1 },
  };
}

export function guildShape(guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    roles: guild.roles.map(roleShape),
    emojis: [],
    stickers: [],
    features: [],
    icon: null,
    splash: null,
    banner: null,
    discovery_splash: null,
    description: null,
    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    verification_level: 0,
  };
}

/** What GUILD_CREATE brings besides. */
export function guildCreateShape(world: World, guild: Guild): Json {
  const channels = [...world.channels.values()].filter(each => (each.parent ?? each).guild === guild);
  const seen = channels.filter(each => (world.permissionsIn(each, world.bot) & PERMISSIONS.viewChannel) !== 0n);
  return {
    ...guildShape(guild),
    joined_at: '2025-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    // Without the privileged intent of members, only the bot itself.
    members: [memberShape(guild, world.bot)],
    channels: seen.filter(each => each.type !== THREAD).map(each => channelShape(each, world.bot)),
    threads: seen.filter(each => each.type === THREAD && !each.archived).map(each => channelShape(each, world.bot)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** `readable`: whether the reader may see words that were not meant for it. */
export function messageShape(
  message: Message,
  { readable, event = false }: { readable: boolean; event?: boolean },
): Json {
  const { id, channel, author, flags, type, editedAt, mentions, mentionsEveryone, replies, nonce, interaction } =
    message;
  const guild = (channel.parent ?? channel).guild;
  return {
    id,
    channel_id: channel.id,
    author: userShape(author),
    content: readable ? message.content : '',
    embeds: readable ? message.embeds.map(embed => ({ type: 'rich', ...embed })) : [],
    components: readable ? message.components : [],
    attachments: [],
    timestamp: new Date(madeAt(id)).toISOString(),
    edited_timestamp: editedAt,
    flags,
    type,
    tts: false,
    pinned: false,
    mention_everyone: mentionsEveryone,
    mentions: mentions.map(userShape),
    mention_roles: [],
    ...(nonce === null ? {} : { nonce }),
    ...(author.bot ? { application_id: author.id } : {}),
    ...(message.reactions.length > 0 ? { reactions: reactionShapes(message) } : {}),
    ...(replies
      ? {
          message_reference: {
            type: 0,
            message_id: replies.id,
            channel_id: channel.id,
            ...(guild ? { guild_id: guild.id } : {}),
          },
          referenced_message: replies.deleted ? null : { ...messageShape({ ...replies, replies: null }, { readable }) },
        }
      : {}),
    ...(interaction
      ? {
          interaction_metadata: {
            id: interaction.id,
            type: 2,
            user: userShape(interaction.user),
            authorizing_integration_owners: {},
          },
        }
      : {}),
    ...(event && guild ? { guild_id: guild.id, member: guildMember(guild, author) } : {}),
    ...((flags & EPHEMERAL) !== 0 || !event ? {} : { channel_type: channel.type }),
  };
}

function guildMember(guild: Guild, user: User): Json {
  const { user: _, ...member } = memberShape(guild, user);
  return member;
}

function reactionShapes({ reactions }: Message): Json[] {
  const emojis = [...new Set(reactions.map(each => each.emoji))];
  return emojis.map(emoji => {
    const count = reactions.filter(each => each.emoji === emoji).length;
    return {
      emoji: { id: null, name: emoji },
      count,
      count_details: { burst: 0, normal: count },
      burst_colors: [],
      me_burst: false,
      me: reactions.some(each => each.emoji === emoji && each.user.bot),
    };
  });
}

export function applicationShape({ application, guilds }: World): Json {
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: '',
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    owner: userShape(application.owner),
    team: application.team,
    approximate_guild_count: guilds.size,
    install_params: { scopes: ['bot', 'applications.commands'], permissions: '0' },
  };
}
