import type { REST } from 'discord.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { discordApi } from '../../../src/adapters/discord/calls.ts';
import { keptGrant } from '../../../src/adapters/discord/grant.ts';
import { nonceOf, PLATFORM, personId } from '../../../src/adapters/discord/ids.ts';
import { botRest, hooksRest } from '../../../src/adapters/discord/options.ts';
import { discordPublisher } from '../../../src/adapters/discord/publisher.ts';
import type { MessageRef, Post, Target } from '../../../src/core/chat.ts';
import type { StetError } from '../../../src/core/errors.ts';
import { type Reply, reply, text } from '../../../src/core/reply.ts';
import { publisherContract } from '../../contracts/publisher.ts';
import { aPost } from '../../support/chat.ts';
import { type ShiftableClock, shiftableClock } from '../../support/clock.ts';
import { COMMAND, type Interaction } from '../../support/discord/interactions.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { type Channel, EPHEMERAL, LOADING, type Message, THREAD, type User } from '../../support/discord/world.ts';
import { adapterOptions } from './house.ts';

const SINCE = '2026-01-07T12:00:00Z';
const SENDING = { method: 'POST', path: /^\/channels\/\d+\/messages$/ };
const FAULTS = {
  unavailable: { kind: 'status', status: 503 },
  refused: { kind: 'status', status: 400, code: 50_035 },
  lost: { kind: 'cut', accepted: true },
} as const;

publisherContract('Discord', async () => {
  const place = await aPlace();
  return {
    publisher: place.publisher,
    target: place.target,
    gone: { ...place.target, channel: '1' },
    since: SINCE,
    long: words => said(words.map(word => `${word} ${'lorem ipsum '.repeat(20)}`).join('')),
    shown: async () => place.shown().map(({ content }) => content),
    next: fault => place.discord.faults.plan({ ...SENDING, fault: FAULTS[fault] }),
    close: async () => {},
  };
});

describe('an ordinary message', () => {
  test('carries a nonce of its own that Discord enforces, so that one sent twice stands once', async () => {
    const { discord, publisher, post, shown } = await aPlace();
    const made = post(said('word001'));
    await publisher.post(made, [], ignored);
    await publisher.post(made, [], ignored);
    expect(shown()).toHaveLength(1);
    const bodies = discord.calls(SENDING.method, SENDING.path).map(({ body }) => body);
    const nonce = { nonce: nonceOf(made.key, 0), enforce_nonce: true };
    expect(bodies).toEqual([expect.objectContaining(nonce), expect.objectContaining(nonce)]);
    expect(nonce.nonce).toMatch(/^[\w-]{22}$/);
  });

  test('is sent but once where Discord takes it and says nothing, and so is not said again when its nonce is forgotten', async () => {
    const { discord, publisher, post } = await aPlace();
    discord.faults.plan({ ...SENDING, fault: FAULTS.lost });
    await expect(publisher.post(post(said('word001')), [], ignored)).rejects.toMatchObject({ code: 'not-delivered' });
    discord.faults.plan({ ...SENDING, fault: FAULTS.unavailable });
    await expect(publisher.post(post(said('word002')), [], ignored)).rejects.toMatchObject({ code: 'not-delivered' });
    expect(discord.calls(SENDING.method, SENDING.path)).toHaveLength(2);
  });

  test('is changed at the second attempt where Discord was down at the first', async () => {
    const { discord, publisher, post, shown } = await aPlace();
    const made = post(said('word001'));
    const refs = await publisher.post(made, [], ignored);
    for (const fault of [FAULTS.unavailable, FAULTS.lost]) {
      discord.faults.plan({ method: 'PATCH', path: /\/messages\//, fault });
      expect(await publisher.edit({ ...made, refs, reply: said('word002') })).toEqual(refs);
    }
    expect(discord.faults.left).toBe(0);
    expect(shown().map(({ content }) => content)).toEqual(['word002']);
  });

  test('notifies nobody, whether it is sent or changed', async () => {
    const { discord, publisher, post } = await aPlace();
    const made = post(said('@everyone <@1>'));
    const refs = await publisher.post(made, [], ignored);
    await publisher.edit({ ...made, refs });
    const bodies = discord.journal.entries.flatMap(entry => (entry.kind === 'rest' && entry.body ? [entry.body] : []));
    expect(bodies).toHaveLength(2);
    for (const body of bodies) expect(body).toMatchObject({ allowed_mentions: { parse: [], replied_user: false } });
  });

  test('replies to what asked, and stands also where that is gone', async () => {
    const { discord, publisher, post, target, shown } = await aPlace();
    const question = discord.people.say(discord.home.person, discord.home.channel, 'who?');
    await publisher.post(post(said('word001'), { ...target, replyTo: question.id }), [], ignored);
    discord.people.unsay(question);
    await publisher.post(post(said('word002'), { ...target, replyTo: question.id }), [], ignored);
    expect(shown().map(({ replies }) => replies)).toEqual([question, null]);
  });

  test('goes to the thread of its place', async () => {
    const { discord, publisher, post, target } = await aPlace();
    const { guild, channel } = discord.home;
    const thread = discord.world.addChannel({ type: THREAD, name: 'a thread', guild, parent: channel });
    const [ref] = await publisher.post(post(said('word001'), { ...target, thread: thread.id }), [], ignored);
    expect(ref).toMatchObject({ channel: channel.id, thread: thread.id });
    expect(discord.world.messages.get(ref!.message)!.channel).toBe(thread);
  });

  test('for one person alone goes to the direct conversation with them, where it can be changed', async () => {
    const { discord, publisher, post, target, person, shown } = await aPlace();
    const made = post(said('word001'), { ...target, only: personId(person.id) });
    const refs = await publisher.post(made, [], ignored);
    const { id } = discord.world.directChannel(person);
    expect(refs).toEqual([expect.objectContaining({ channel: id, thread: null, direct: true, grant: null })]);
    expect(shown()).toEqual([]);
    await publisher.edit({ ...made, refs, reply: said('word002') });
    expect(discord.world.messages.get(refs[0]!.message)!.content).toBe('word002');
  });

  test.for([false, true])('for one person alone is found there when it is in doubt (lasting: %s)', async lasting => {
    const { discord, publisher, post, target, person } = await aPlace();
    const made = post(said('word001'), { ...target, only: personId(person.id), lasting });
    const refs = await publisher.post(made, [], ignored);
    expect(refs).toMatchObject([{ space: '@me', channel: discord.world.directChannel(person).id, direct: true }]);
    expect(await publisher.find(made, made.queuedAt)).toEqual(refs);
  });

  test('that waits behind a button is found by it when it is in doubt', async () => {
    const { publisher, post, target, person, shown } = await aPlace();
    person.takesDirectMessages = false;
    const [made, other] = ['post-1', 'post-2'].map(key => ({
      ...post(said('lorem ipsum '.repeat(300)), { ...target, only: personId(person.id), beckons: true }),
      key,
    }));
    const refs = await publisher.post(made!, [], ignored);
    expect(refs.length).toBeGreaterThan(1);
    expect(shown()).toHaveLength(1);
    expect(await publisher.find(made!, SINCE)).toEqual(refs);
    expect(await publisher.find(other!, SINCE)).toEqual([]);
  });

  test('for somebody who takes none says that they cannot be reached', async () => {
    const { publisher, post, target, person } = await aPlace();
    person.takesDirectMessages = false;
    const sending = publisher.post(post(said('word001'), { ...target, only: personId(person.id) }), [], ignored);
    await expect(sending).rejects.toMatchObject({ code: 'channel-gone' });
  });

  test('that somebody deleted is not changed, and nothing else is sent for it', async () => {
    const { discord, publisher, post, shown } = await aPlace();
    const made = post(said('word001'));
    const refs = await publisher.post(made, [], ignored);
    discord.world.messages.get(refs[0]!.message)!.deleted = true;
    expect(await publisher.edit({ ...made, refs })).toEqual([]);
    expect(shown()).toEqual([]);
  });
});

describe('an answer to an interaction', () => {
  test('takes the place of what shows that it is on its way', async () => {
    const { discord, publisher, post, asked, shown } = await aPlace();
    const { target, interaction } = asked();
    const refs = await publisher.post(post(said('word001'), target), [], ignored);
    expect(shown().map(({ id, content }) => [id, content])).toEqual([[interaction.original!.id, 'word001']]);
    expect(refs).toEqual([expect.objectContaining({ message: interaction.original!.id, grant: null })]);
    expect(discord.calls(SENDING.method, SENDING.path)).toEqual([]);
  });

  test('never sends the bot’s own token along', async () => {
    const { discord, publisher, post, asked } = await aPlace();
    discord.faults.plan({ path: /^\/webhooks\//, fault: { kind: 'status', status: 401 } });
    await publisher.post(post(said('word001'), asked().target), [], ignored);
    // With the token, the refusal would have taken it from the client.
    await publisher.post(post(said('word002')), [], ignored);
    expect(discord.faults.left).toBe(0);
  });

  test('in several messages follows on the first', async () => {
    const { publisher, post, asked, shown } = await aPlace();
    const { target, interaction } = asked();
    const refs = await publisher.post(post(said('lorem ipsum '.repeat(500)), target), [], ignored);
    expect(refs.length).toBeGreaterThan(2);
    expect(refs[0]!.message).toBe(interaction.original!.id);
    expect(shown().map(({ id }) => id)).toEqual(refs.map(({ message }) => message));
  });

  test('for the asker alone, where all could see that it was asked, leaves nothing of that for the others', async () => {
    const { publisher, post, asked, person, shown } = await aPlace();
    const { target, interaction } = asked();
    await publisher.post(post(said('word001'), { ...target, only: personId(person.id) }), [], ignored);
    expect(shown().map(({ only, flags, content }) => [only, flags & EPHEMERAL, content])).toEqual([
      [person, EPHEMERAL, 'word001'],
    ]);
    expect(interaction.original!.deleted).toBe(true);
  });

  test('comes also when somebody took away what showed that it is on its way', async () => {
    const { publisher, post, asked, shown } = await aPlace();
    const { target, interaction } = asked();
    interaction.original!.deleted = true;
    await publisher.post(post(said('word001'), target), [], ignored);
    expect(shown().map(({ content }) => content)).toEqual(['word001']);
  });

  test.for([
    ['we know', 14.6],
    ['Discord says', 15.1],
  ] as const)(
    'comes as an ordinary message once its leave has run out, as %s, and no sign stays',
    async ([who, minutes]) => {
      const { discord, publisher, post, asked, clock, shown } = await aPlace();
      const { target } = asked();
      if (who === 'Discord says') target.grant!.until = '2027-01-01T00:00:00Z';
      clock.advance(minutes * 60_000);
      await publisher.post(post(said('word001'), target), [], ignored);
      expect(shown().map(({ flags, content }) => [flags & LOADING, content])).toEqual([[0, 'word001']]);
      expect(discord.calls(SENDING.method, SENDING.path)).toHaveLength(1);
    },
  );

  test('for the asker alone comes to them directly once its leave has run out', async () => {
    const { discord, publisher, post, asked, clock, person } = await aPlace();
    const { target } = asked({ ephemeral: true });
    clock.advance(16 * 60_000);
    const refs = await publisher.post(post(said('word001'), target), [], ignored);
    expect(discord.world.messages.get(refs[0]!.message)!.channel).toBe(discord.world.directChannel(person));
  });

  test('for the asker alone that came to them directly, unheard, is found there and not said again', async () => {
    const { discord, publisher, post, asked, clock, person } = await aPlace();
    const made = post(said('word001'), asked({ ephemeral: true }).target);
    clock.advance(16 * 60_000);
    discord.faults.plan({ ...SENDING, fault: FAULTS.lost });
    await expect(publisher.post(made, [], ignored)).rejects.toMatchObject({ code: 'not-delivered' });
    // Longer than Discord remembers a nonce.
    clock.advance(16 * 60_000);
    const found = await publisher.find(made, made.queuedAt);
    expect(await publisher.post(made, found, ignored)).toHaveLength(1);
    expect(discord.world.messagesIn(discord.world.directChannel(person), person)).toHaveLength(1);
  });

  test('that stood for the asker alone for a moment is not found', async () => {
    const { publisher, post, asked } = await aPlace();
    const made = post(said('word001'), asked({ ephemeral: true }).target);
    await publisher.post(made, [], ignored);
    expect(await publisher.find(made, made.queuedAt)).toEqual([]);
  });

  test('that only one person sees is left as it is by a change', async () => {
    const { discord, publisher, post, asked } = await aPlace();
    const made = post(said('word001'), asked({ ephemeral: true }).target);
    const refs = await publisher.post(made, [], ignored);
    const calls = discord.journal.entries.length;
    expect(await publisher.edit({ ...made, refs, reply: said('word002') })).toEqual(refs);
    expect(discord.journal.entries).toHaveLength(calls);
  });
});

describe('what a post in doubt is looked for by', () => {
  test('its words and its buttons: two answers that say the same are told apart', async () => {
    const { publisher, post } = await aPlace();
    const [one, other] = ['b-1', 'b-2'].map(action =>
      post(reply({ body: [text('word001')], fallback: '', actions: [{ label: 'Why', style: 'plain', action }] })),
    );
    await publisher.post(one!, [], ignored);
    const refs = await publisher.post(other!, [], ignored);
    expect(await publisher.find(other!, SINCE)).toEqual(refs);
  });

  test('its buttons alone where it has some: it may be to say something else by now', async () => {
    const { publisher, post } = await aPlace();
    const [one, other] = ['word001', 'word002'].map(words =>
      post(reply({ body: [text(words)], fallback: '', actions: [{ label: 'Take', style: 'plain', action: 'b-1' }] })),
    );
    const refs = await publisher.post(one!, [], ignored);
    expect(await publisher.find(other!, SINCE)).toEqual(refs);
    expect(await publisher.find(post(said('word001')), SINCE)).toEqual([]);
  });

  test('what is not known to be another’s: two that say the same are told apart', async () => {
    const { publisher, post } = await aPlace();
    const [one, other] = [0, 1].map(n => ({ ...post(said('word001')), key: `post-${n}` }));
    const refs = await publisher.post(one!, [], ignored);
    const isOnes = async ({ message }: MessageRef) => refs.some(ref => ref.message === message);
    expect(await publisher.find(other!, SINCE, isOnes)).toEqual([]);
    const others = await publisher.post(other!, [], ignored);
    expect(await publisher.find(other!, SINCE, isOnes)).toEqual(others);
  });

  test('the message it replies to: two notes that say the same below two messages are told apart', async () => {
    const { discord, publisher, post, target } = await aPlace();
    const { channel, person } = discord.home;
    const [one, other] = ['first', 'second'].map(words => {
      const { id } = discord.people.say(person, channel, words);
      return post(said('word001'), { ...target, replyTo: id });
    });
    await publisher.post(one!, [], ignored);
    expect(await publisher.find(other!, SINCE)).toEqual([]);
    const refs = await publisher.post(other!, [], ignored);
    expect(await publisher.find(other!, SINCE)).toEqual(refs);
  });

  test('from long before our clock says it was queued, which may have been wrong', async () => {
    const { publisher, post } = await aPlace();
    const made = post(said('word001'));
    const refs = await publisher.post(made, [], ignored);
    expect(await publisher.find(made, '2026-01-07T12:55:00Z')).toEqual(refs);
  });

  test('among more messages than Discord gives at once', async () => {
    const { discord, publisher, post } = await aPlace();
    const { channel, person } = discord.home;
    for (let n = 0; n < 250; n++) discord.people.say(person, channel, `message ${n}`);
    const made = post(said('word001'));
    const refs = await publisher.post(made, [], ignored);
    expect(await publisher.find(made, SINCE)).toEqual(refs);
  });

  test('never what somebody else said', async () => {
    const { discord, publisher, post } = await aPlace();
    discord.people.say(discord.home.person, discord.home.channel, 'word001');
    expect(await publisher.find(post(said('word001')), SINCE)).toEqual([]);
  });

  test('and nothing is found where we may not look', async () => {
    const { discord, publisher, post } = await aPlace();
    const made = post(said('word001'));
    await publisher.post(made, [], ignored);
    discord.home.channel.denied.add('readHistory');
    expect(await publisher.find(made, SINCE)).toEqual([]);
  });
});

describe('a limit on how often', () => {
  test.for([false, true])('is waited out (global: %s)', async global => {
    const { discord, publisher, post, shown } = await aPlace();
    discord.faults.plan({ ...SENDING, fault: { kind: 'rate-limit', after: 0.3, global } });
    await publisher.post(post(said('word001')), [], ignored);
    const [refused, taken] = discord.calls(SENDING.method, SENDING.path);
    expect(taken!.at - refused!.at).toBeGreaterThanOrEqual(300);
    expect(shown()).toHaveLength(1);
  });

  test('that asks for longer than a minute is left to the job queue', async () => {
    const { discord, publisher, post } = await aPlace();
    discord.faults.plan({ ...SENDING, fault: { kind: 'rate-limit', after: 61 } });
    await expect(publisher.post(post(said('word001')), [], ignored)).rejects.toMatchObject({
      code: 'not-delivered',
      retryable: true,
    });
  });

  test('is waited for no longer once Stet stops', async () => {
    const { discord, publisher, post, stop } = await aPlace();
    discord.faults.plan({ ...SENDING, fault: { kind: 'rate-limit', after: 30 } });
    const sending = publisher.post(post(said('word001')), [], ignored);
    await discord.nextCall(SENDING.method, SENDING.path);
    stop.abort();
    await expect(sending).rejects.toMatchObject({ code: 'not-delivered' });
  });
});

test('a token that was taken away loses no post, and is told of', async () => {
  const { discord, publisher, post, refused } = await aPlace();
  discord.revokeToken();
  const sending = publisher.post(post(said('word001')), [], ignored);
  await expect(sending).rejects.toMatchObject({ code: 'not-delivered', retryable: true });
  expect(refused.map(({ code }) => code)).toEqual(['platform-refused']);
});

test('a fault holds no token, of the bot or of an interaction', async () => {
  const { discord, publisher, post, asked } = await aPlace();
  const { target, interaction } = asked();
  discord.faults.plan({ path: /^\/webhooks\//, fault: { kind: 'status', status: 400, message: interaction.token } });
  const thrown = await publisher.post(post(said('word001'), target), [], ignored).catch(fault => fault);
  expect(thrown).toMatchObject({ name: 'StetError', code: 'not-accepted', message: 'discord: error 0, status 400' });
  expect(JSON.stringify([thrown, thrown.cause, thrown.stack])).not.toContain(interaction.token);
});

const ignored = async () => {};
const said = (words: string): Reply => reply({ body: [text(words)], fallback: words });

interface AskedOf {
  interaction: Interaction;
  target: Target;
}

/** A Discord with a Publisher and no Client. */
describe('what is below a reply', () => {
  const withRest = (headline?: string): Reply => ({
    ...said('word001'),
    ...(headline === undefined ? {} : { headline }),
    rest: said('word002'),
  });

  test('stands in a thread below it, made once and named by it', async () => {
    const { discord, publisher, post, shown, target } = await aPlace();
    const made = post({ ...withRest('Digest,\u202e of today'), rest: said(`word002 ${'lorem ipsum '.repeat(400)}`) });
    const [first, ...others] = await publisher.post(made, [], ignored);
    expect(first).toMatchObject({ thread: null });
    expect(others.length).toBeGreaterThan(1);
    for (const ref of others) expect(ref).toMatchObject({ ...target, thread: first!.message });
    const thread = discord.world.channels.get(first!.message);
    expect(thread).toMatchObject({ type: THREAD, name: 'Digest,<U+202E> of today' });
    expect(discord.calls('POST', /\/threads$/)).toHaveLength(1);
    await publisher.post({ ...made, refs: [first!] }, [first!], ignored);
    expect(shown().filter(({ channel }) => channel !== thread)).toHaveLength(1);
  });

  test('stands beside it where no thread may be made', async () => {
    const { discord, publisher, post, shown } = await aPlace();
    discord.home.channel.denied.add('createThreads');
    const refs = await publisher.post(post(withRest()), [], ignored);
    expect(refs.map(({ thread }) => thread)).toEqual([null, null]);
    expect(shown().map(({ channel }) => channel)).toEqual([discord.home.channel, discord.home.channel]);
    const found = await publisher.find(post(withRest()), SINCE);
    expect(found.map(({ message }) => message)).toEqual(refs.map(({ message }) => message));
  });

  test('stands in the same thread, or with the same person, where the reply does', async () => {
    const { discord, publisher, post, target, person } = await aPlace();
    const { guild, channel } = discord.home;
    const thread = discord.world.addChannel({ type: THREAD, name: 'a thread', guild, parent: channel });
    const inThread = await publisher.post(post(withRest(), { ...target, thread: thread.id }), [], ignored);
    expect(inThread.map(ref => ref.thread)).toEqual([thread.id, thread.id]);
    const alone = await publisher.post(post(withRest(), { ...target, only: personId(person.id) }), [], ignored);
    expect(alone.map(({ thread: none, direct }) => [none, direct])).toEqual([
      [null, true],
      [null, true],
    ]);
  });

  test('hangs on the answer to an interaction', async () => {
    const { publisher, post, asked } = await aPlace();
    const { target } = asked();
    const [first, second] = await publisher.post(post(withRest(), target), [], ignored);
    expect(second).toMatchObject({ thread: first!.message });
  });
});

async function aPlace() {
  const clock: ShiftableClock = shiftableClock(SINCE);
  const discord: DiscordServer = await startDiscordServer({ clock });
  const { guild, channel, person }: { guild: { id: string }; channel: Channel; person: User } = discord.home;
  const options = adapterOptions(discord);
  const stop = new AbortController();
  const [bot, hooks]: [REST, REST] = [botRest(options), hooksRest(options)];
  const refused: StetError[] = [];
  const publisher = discordPublisher({
    api: discordApi(bot, { auth: true, again: true, stop: stop.signal }),
    hooks: discordApi(hooks, { auth: false, stop: stop.signal }),
    clock,
    onRefused: fault => refused.push(fault),
  });
  onTestFinished(async () => {
    for (const rest of [bot, hooks]) {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    }
    await discord.close();
  });
  const target: Target = {
    ...{ platform: PLATFORM, space: guild.id, channel: channel.id, thread: null },
    ...{ only: null, direct: false, grant: null },
  };
  const post = (made: Reply, to: Target = target, refs: MessageRef[] = []): Post => ({
    ...aPost({ reply: made, target: to }),
    ...{ state: 'sending', queuedAt: SINCE, attempts: 1, attemptedAt: SINCE, sentAt: null, fault: null },
    refs,
  });
  /** Somebody used a command, and it was acknowledged. */
  const asked = ({ ephemeral = false } = {}): AskedOf => {
    const interaction = discord.interactions.open({ type: COMMAND, user: person, channel, name: 'ask' });
    const { id, token, madeAt } = interaction;
    discord.interactions.acknowledge(id, token, { type: 5, data: { flags: ephemeral ? EPHEMERAL : 0 } });
    const grant = keptGrant({ app: discord.world.application.id, interaction: id, token, ephemeral }, madeAt);
    return { interaction, target: { ...target, grant, only: ephemeral ? personId(person.id) : null } };
  };
  /** Messages of ours in the channel and its threads that stand there, also for one person alone. */
  const shown = (): Message[] =>
    [...discord.world.messages.values()].filter(
      each =>
        [each.channel, each.channel.parent].includes(channel) && !each.deleted && each.author === discord.world.bot,
    );
  return { discord, publisher, target, post, asked, shown, clock, stop, refused, person };
}
