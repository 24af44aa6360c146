/** Where each message goes, who sees it, and what is found, mended and taken away of it later. */
import { webApi } from '@slack/bolt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { boltLogger } from '../../../src/adapters/slack/bolt-logger.ts';
import { call } from '../../../src/adapters/slack/calls.ts';
import { clientOptions } from '../../../src/adapters/slack/options.ts';
import { slackPublisher } from '../../../src/adapters/slack/publisher.ts';
import type { MessageRef, Post, Target } from '../../../src/core/chat.ts';
import type { StetError } from '../../../src/core/errors.ts';
import { reply, text } from '../../../src/core/reply.ts';
import { publisherContract } from '../../contracts/publisher.ts';
import { shiftableClock } from '../../support/clock.ts';
import { bot, channels, people, team } from '../../support/slack/cast.ts';
import { plainTextOf } from '../../support/slack/shown.ts';
import { aSlack } from './house.ts';

const SINCE = '2026-01-07T11:59:59.000Z';
const asker = `slack:${team.id}:${people.asker}`;

async function aDesk() {
  const clock = shiftableClock('2026-01-07T12:00:00Z');
  const slack = await aSlack({ clock });
  onTestFinished(() => slack.close());
  const options = clientOptions(
    { apiUrl: slack.apiUrl },
    0,
    boltLogger(() => {}),
  );
  const refused: StetError[] = [];
  const client = new webApi.WebClient(slack.tokens.bot, options);
  const publisher = slackPublisher({ client, call, clock, onRefused: fault => refused.push(fault) });
  const post = async (given: Partial<Post> = {}, sent: MessageRef[] = []) => {
    const told: MessageRef[][] = [];
    const refs = await publisher.post(aPost(given), sent, async each => void told.push([...each]));
    return { refs, told };
  };
  const seen = (who: string, channel: string) =>
    slack
      .as(who)
      .sees(channel)
      .filter(({ user }) => user === bot.user);
  /** Leave to answer, as a command brings it. */
  const leave = (channel: string) => {
    const { payload } = slack.as(people.asker).slash('/ask', 'x', channel);
    return { token: String(payload.response_url), until: '2026-01-07T12:29:00.000Z' };
  };
  return { slack, clock, publisher, post, seen, leave, refused };
}

function aTarget(given: Partial<Target> = {}): Target {
  const place = { platform: 'slack', space: team.id, channel: channels.newsroom, thread: null };
  return { ...place, only: null, direct: false, grant: null, ...given };
}

function saying(words: string) {
  return reply({ body: [text(words)], fallback: words });
}

/** More than one message holds. */
const LONG = Array.from({ length: 40 }, (_, n) => text(`${n} ${'long '.repeat(400)}`));

function aPost(given: Partial<Post> = {}): Post {
  return {
    ...{ key: 'answer:r-1', kind: 'answer', target: aTarget(), reply: saying('Hello.'), asked: null, request: null },
    ...{ state: 'sending', queuedAt: SINCE, attempts: 1, attemptedAt: SINCE, sentAt: null, refs: [], fault: null },
    ...given,
  };
}

const long = reply({ body: LONG, fallback: 'Long.' });

describe('a post', () => {
  test('stands in its channel, read for no marks and without previews', async () => {
    const { slack, post, seen } = await aDesk();
    const { refs } = await post();
    expect(seen(people.other, channels.newsroom).map(({ ts }) => ts)).toEqual([refs[0]!.message]);
    const args = slack.calls('chat.postMessage')[0]!.args;
    expect(args).toMatchObject({ mrkdwn: 'false', link_names: 'false', unfurl_links: 'false', unfurl_media: 'false' });
  });

  test('of several messages has the others in the thread of the first, told of one by one', async () => {
    const { post, seen } = await aDesk();
    const { refs, told } = await post({ reply: long });
    expect(refs.length).toBeGreaterThan(2);
    expect(told.map(each => each.length)).toEqual(refs.map((_, at) => at + 1));
    const threads = seen(people.other, channels.newsroom).map(({ threadTs }) => threadTs);
    expect(threads).toEqual([undefined, ...refs.slice(1).map(() => refs[0]!.message)]);
  });

  test('of which some messages stand there already gets the missing ones alone', async () => {
    const { post, seen } = await aDesk();
    const { refs } = await post({ reply: long });
    const again = await post({ reply: long }, refs.slice(0, 2));
    expect(again.refs.slice(0, 2)).toEqual(refs.slice(0, 2));
    expect(seen(people.other, channels.newsroom)).toHaveLength(refs.length * 2 - 2);
  });

  test('is answered by a request’s own leave where Stet is no member, and not after it has run out', async () => {
    const { slack, clock, post, seen, leave } = await aDesk();
    slack.scopes.delete('chat:write.public');
    const target = aTarget({ channel: channels.quiet, grant: leave(channels.quiet) });
    await post({ target });
    expect(seen(people.other, channels.quiet)).toHaveLength(1);
    clock.advance(30 * 60_000);
    await expect(post({ target })).rejects.toMatchObject({ code: 'channel-gone' });
  });
});

describe('a post that answers a message', () => {
  test('stands in the thread that hangs on it, all of it, and is found there', async () => {
    const { publisher, post, seen } = await aDesk();
    const { refs: first } = await post({ key: 'answer:r-0' });
    const target = aTarget({ replyTo: first[0]!.message });
    const { refs } = await post({ target, reply: long });
    const threads = seen(people.other, channels.newsroom).map(({ threadTs }) => threadTs);
    expect(threads).toEqual([undefined, ...refs.map(() => first[0]!.message)]);
    expect(await publisher.find(aPost({ target }), SINCE)).toEqual(refs);
  });

  test('stands in the channel where that message is gone, and is found there', async () => {
    const { slack, publisher, post, seen } = await aDesk();
    slack.fault({ method: 'chat.postMessage', error: 'thread_not_found' });
    const target = aTarget({ replyTo: '1767787200.000900' });
    const { refs } = await post({ target, reply: long });
    const threads = seen(people.other, channels.newsroom).map(({ threadTs }) => threadTs);
    expect(threads).toEqual([undefined, ...refs.slice(1).map(() => refs[0]!.message)]);
    expect(await publisher.find(aPost({ target }), SINCE)).toMatchObject(refs.map(({ message }) => ({ message })));
  });

  test('of a thread stays in it; one that has no id, or that one person saw for a moment, has no thread', async () => {
    const { slack, post, seen } = await aDesk();
    const { message } = slack.as(people.asker).say(channels.newsroom, 'who?');
    await post({ target: aTarget({ thread: message.ts, replyTo: '1767787200.000900' }) });
    await post({ target: aTarget({ replyTo: 'unnamed:answer:r-0:0' }) });
    await post({ target: aTarget({ only: asker, replyTo: message.ts }) });
    const threads = seen(people.asker, channels.newsroom).map(({ threadTs }) => threadTs);
    expect(threads).toEqual([message.ts, undefined, undefined]);
  });
});

describe('a post for one person alone that lasts', () => {
  test('comes directly, though it could be shown for a moment, and is found there when it is in doubt', async () => {
    const { slack, publisher, post, seen, leave } = await aDesk();
    const target = aTarget({ only: asker, lasting: true, grant: leave(channels.newsroom) });
    const { refs } = await post({ target, reply: long });
    const dm = slack.as(people.asker).dmChannel;
    expect(seen(people.asker, dm)).toHaveLength(refs.length);
    expect(seen(people.asker, channels.newsroom)).toEqual([]);
    expect(await publisher.find(aPost({ target }), SINCE)).toMatchObject(
      refs.map(({ channel, message }) => ({ channel, message, direct: true, only: asker })),
    );
  });
});

describe('a post for one person alone', () => {
  const alone = (given: Partial<Target> = {}) => aTarget({ only: asker, ...given });

  test('is seen by nobody else: by leave, without, and after it has run out', async () => {
    const { clock, post, seen, leave } = await aDesk();
    await post({ target: alone({ grant: leave(channels.newsroom) }) });
    await post({ target: alone() });
    clock.advance(30 * 60_000);
    await post({ target: alone({ grant: leave(channels.newsroom) }) });
    expect(seen(people.asker, channels.newsroom)).toHaveLength(3);
    expect(seen(people.other, channels.newsroom)).toEqual([]);
  });

  test('goes on by other ways when its leave is used up after five messages', async () => {
    const { slack, post, seen, leave } = await aDesk();
    const { refs } = await post({ target: alone({ grant: leave(channels.newsroom) }), reply: long });
    expect(refs.length).toBeGreaterThan(5);
    expect(slack.calls('response_url').filter(({ status }) => status === 200)).toHaveLength(5);
    expect(seen(people.asker, channels.newsroom)).toHaveLength(refs.length);
    expect(seen(people.other, channels.newsroom)).toEqual([]);
  });

  test('comes directly where nothing can be shown to them, its messages together', async () => {
    const { slack, post, seen } = await aDesk();
    const { refs } = await post({ target: alone({ channel: channels.quiet }), reply: long });
    const dm = slack.as(people.asker).dmChannel;
    expect(new Set(refs.map(({ channel }) => channel))).toEqual(new Set([dm]));
    expect(seen(people.asker, dm).map(({ threadTs }) => threadTs)).toEqual([
      undefined,
      ...refs.slice(1).map(() => refs[0]!.message),
    ]);
  });

  test('in a direct conversation of two people, where Stet is not, is not shown to the other', async () => {
    const { slack, post, seen, leave } = await aDesk();
    const theirs = 'D0BETWEEN01';
    slack.workspace.addChannel({ id: theirs, type: 'im', members: [people.asker, people.other] });
    await post({ target: alone({ channel: theirs, direct: true, grant: leave(theirs) }) });
    expect(seen(people.other, theirs)).toEqual([]);
    expect(seen(people.asker, theirs)).toHaveLength(1);
  });

  test('stands in a thread only where somebody answered already, for Slack shows it nowhere else', async () => {
    const { slack, post, seen } = await aDesk();
    const { message } = slack.as(people.asker).say(channels.newsroom, 'who?');
    const target = alone({ thread: message.ts });
    await post({ target });
    slack.as(people.other).say(channels.newsroom, 'me', { thread: message.ts });
    await post({ target });
    expect(seen(people.asker, channels.newsroom).map(({ threadTs }) => threadTs)).toEqual([undefined, message.ts]);
  });

  test('for nobody on Slack is not sent', async () => {
    const { post } = await aDesk();
    await expect(post({ target: alone({ only: 'forgotten:1' }) })).rejects.toMatchObject({ code: 'not-accepted' });
  });
});

describe('a post in doubt', () => {
  test.each([
    ['in a channel', aTarget()],
    ['in a direct conversation', aTarget({ channel: `D${people.asker.slice(1)}`, direct: true })],
  ])('is found with all its messages: %s', async (_, target) => {
    const { slack, publisher, post } = await aDesk();
    expect(slack.as(people.asker).dmChannel).toBe(`D${people.asker.slice(1)}`);
    const { refs } = await post({ target, reply: long });
    await post({ target, key: 'another' });
    expect(await publisher.find(aPost({ target }), SINCE)).toEqual(refs);
  });

  test('is found in a thread, where others talk on', async () => {
    const { slack, publisher, post } = await aDesk();
    const { message } = slack.as(people.asker).say(channels.newsroom, 'who?');
    const target = aTarget({ thread: message.ts });
    const { refs } = await post({ target, reply: long });
    for (let n = 0; n < 250; n++)
      slack.workspace.add({ channel: channels.newsroom, user: people.other, text: 'x', threadTs: message.ts });
    expect(await publisher.find(aPost({ target }), SINCE)).toEqual(refs);
  });

  test('is found behind hundreds of later messages', async () => {
    const { slack, publisher, post } = await aDesk();
    const { refs } = await post();
    for (let n = 0; n < 450; n++) slack.workspace.add({ channel: channels.newsroom, user: people.other, text: 'x' });
    expect(await publisher.find(aPost(), SINCE)).toEqual(refs);
  });

  test('is found though our clock was nearly an hour ahead when it was queued', async () => {
    const { publisher, post } = await aDesk();
    const { refs } = await post();
    expect(await publisher.find(aPost(), '2026-01-07T12:55:00.000Z')).toEqual(refs);
  });

  test('is found up to the first message that is missing', async () => {
    const { slack, publisher, post } = await aDesk();
    const { refs } = await post({ reply: long });
    slack.workspace.remove(slack.workspace.find(channels.newsroom, refs[1]!.message));
    expect(await publisher.find(aPost(), SINCE)).toEqual([refs[0]]);
  });

  test('is not found where Stet may not look, which is no fault', async () => {
    const { slack, publisher, post } = await aDesk();
    const target = aTarget({ channel: channels.quiet });
    await post({ target });
    expect(await publisher.find(aPost({ target }), SINCE)).toEqual([]);
    slack.scopes.delete('channels:history');
    expect(await publisher.find(aPost(), SINCE)).toEqual([]);
  });
});

describe('a post that is mended', () => {
  const words = (messages: readonly { text: string }[]) => messages.map(each => each.text);

  test('says what it says now, in the same message', async () => {
    const { publisher, post, seen } = await aDesk();
    const { refs } = await post();
    expect(await publisher.edit(aPost({ refs, reply: saying('Mended.') }))).toEqual(refs);
    expect(words(seen(people.other, channels.newsroom))).toEqual(['Mended.']);
  });

  test('grows and shrinks', async () => {
    const { publisher, post, seen } = await aDesk();
    const { refs } = await post();
    const grown = await publisher.edit(aPost({ refs, reply: long }));
    expect(grown[0]).toEqual(refs[0]);
    expect(seen(people.other, channels.newsroom)).toHaveLength(grown.length);
    expect(
      seen(people.other, channels.newsroom)
        .slice(1)
        .every(({ threadTs }) => threadTs === refs[0]!.message),
    ).toBe(true);
    expect(await publisher.edit(aPost({ refs: grown, reply: saying('Short.') }))).toEqual(refs);
    expect(words(seen(people.other, channels.newsroom))).toEqual(['Short.']);
  });

  test('does not bring back a message that somebody deleted', async () => {
    const { slack, publisher, post } = await aDesk();
    const { refs } = await post();
    slack.workspace.remove(slack.workspace.find(channels.newsroom, refs[0]!.message));
    expect(await publisher.edit(aPost({ refs, reply: saying('Mended.') }))).toEqual([]);
  });

  test('stays what it was where only one person saw it, or where it has no id', async () => {
    const { slack, publisher, post, leave } = await aDesk();
    slack.scopes.delete('chat:write.public');
    for (const target of [
      aTarget({ only: asker }),
      aTarget({ channel: channels.quiet, grant: leave(channels.quiet) }),
    ]) {
      const { refs } = await post({ target });
      expect(await publisher.edit(aPost({ target, refs, reply: long }))).toEqual(refs);
    }
    expect(slack.calls('chat.update')).toEqual([]);
  });
});

test('a token that was taken away loses nothing: the post waits, and whoever runs Stet is told', async () => {
  const { slack, post, refused } = await aDesk();
  slack.fault({ method: 'chat.postMessage', error: 'account_inactive' });
  await expect(post()).rejects.toMatchObject({ code: 'not-delivered', retryable: true });
  expect(refused.map(({ message }) => message)).toEqual(['slack: account_inactive']);
});

publisherContract('Slack', async () => {
  const { slack, publisher } = await aDesk();
  return {
    publisher,
    target: aTarget(),
    gone: aTarget({ channel: 'C0NOWHERE01' }),
    since: SINCE,
    // As much room for each word as a reader would not forgive.
    long: all => reply({ body: all.flatMap(word => [text(`${word} ${'- '.repeat(500)}`)]), fallback: 'Long.' }),
    shown: async ({ channel }) =>
      slack.workspace
        .history(channel)
        .filter(({ user }) => user === bot.user)
        .map(({ blocks = [] }) => plainTextOf(blocks)),
    next: fault => {
      const method = 'chat.postMessage';
      if (fault === 'unavailable') slack.fault({ method, status: 503 });
      else if (fault === 'refused') slack.fault({ method, error: 'invalid_blocks' });
      else slack.fault({ method, cut: true, applied: true });
    },
    close: async () => {},
  };
});
