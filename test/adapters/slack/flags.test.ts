/** How people flag articles on Slack: by a reaction, by the message shortcut, and by an answer to which article they mean. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { dropQuestions } from '../../../jobs/drop-questions.ts';
import { EVENTS, SCOPES } from '../../../src/adapters/slack/manifest.ts';
import { QUESTION_MS } from '../../../src/core/cases.ts';
import { StetError } from '../../../src/core/errors.ts';
import { articleIdOf, canonicalUrl } from '../../../src/ingest/identify.ts';
import { anArticle } from '../../support/articles.ts';
import { shiftableClock } from '../../support/clock.ts';
import { freePort } from '../../support/servers.ts';
import { mentionsOf } from '../../support/slack/block-kit.ts';
import { bot, channels, otherTeam, people, team } from '../../support/slack/cast.ts';
import type { SlackServer } from '../../support/slack/server.ts';
import type { Json, Message } from '../../support/slack/shapes.ts';
import { plainTextOf } from '../../support/slack/shown.ts';
import { dyingUnkept, flagsOn, reasonsOn, SECOND, twoArticles } from '../flags.ts';
import { memoryStore } from '../parts.ts';
import { aHouse, answering, aSlack, type House } from './house.ts';

const FLAG = 'triangular_flag_on_post';
const ASKER = `slack:${team.id}:${people.asker}`;

const said = async (slack: SlackServer, kind: 'posted' | 'ephemeral'): Promise<Message> => {
  const { message } = await slack.next('message', ({ what, message }) => what === kind && message.user === bot.user);
  return message;
};

/** What the manifest asks for, and no more. */
const ASKED_FOR = { scopes: SCOPES.map(({ scope }) => scope), events: EVENTS.map(({ event }) => event) };

/** An answer of Stet's that stands in the newsroom, and is kept. */
async function anAnswerIn({ slack, store }: House): Promise<Message> {
  slack.as(people.asker).mention(channels.newsroom, 'who closed the quay?');
  const message = await said(slack, 'posted');
  const ref = { platform: 'slack', space: team.id, channel: message.channel, message: message.ts };
  await expect.poll(() => store.postOfMessage(ref), { interval: 2 }).not.toBe(null);
  return message;
}

/** A person's reaction, once Slack knows how it was taken. */
async function react(
  slack: SlackServer,
  message: Message,
  { by = people.asker as string, emoji = FLAG, added = true } = {},
) {
  const deliveries = added ? slack.as(by).react(message, emoji) : slack.as(by).unreact(message, emoji);
  expect(deliveries).toHaveLength(1);
  return deliveries[0]!.outcome;
}

const words = ({ blocks = [] }: Message) => plainTextOf(blocks);

const buttonsOf = ({ blocks = [] }: Message) =>
  blocks.flatMap(block => (block.type === 'actions' ? (block.elements as { action_id: string; text: Json }[]) : []));

describe('a reaction', () => {
  test('flags the article that a post shows, before it is acknowledged; taken back, the flag is gone', async () => {
    const house = await aHouse({ server: ASKED_FOR });
    const answer = await anAnswerIn(house);
    expect(await react(house.slack, answer)).toMatchObject({ ok: true });
    expect(await flagsOn(house.store, 't-1')).toEqual([ASKER]);
    await react(house.slack, answer, { added: false });
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
  });

  test('of several people counts each of them once', async () => {
    const house = await aHouse();
    const answer = await anAnswerIn(house);
    for (const by of [people.asker, people.other]) await react(house.slack, answer, { by });
    const [first] = house.slack.as(people.asker).react(answer, FLAG);
    await house.slack.deliveries.repeat(first!);
    expect(await flagsOn(house.store, 't-1')).toEqual([ASKER, `slack:${team.id}:${people.other}`]);
  });

  test('comes by HTTP as well', async () => {
    const port = await freePort();
    const slack = await aSlack();
    onTestFinished(() => slack.close());
    slack.reachBy(`http://127.0.0.1:${port}/slack/events`);
    const house = await aHouse({ slack, adapter: { mode: 'http', port } });
    expect(await react(slack, await anAnswerIn(house))).toMatchObject({ ok: true });
    expect(await flagsOn(house.store, 't-1')).toEqual([ASKER]);
  });

  test('flags what was posted five years and a restart ago', async () => {
    const clock = shiftableClock('2026-01-07T12:00:00Z');
    const [slack, store] = [await aSlack({ clock }), await memoryStore()];
    onTestFinished(async () => {
      await slack.close();
      await store.close();
    });
    const before = await aHouse({ slack, store, clock });
    const answer = await anAnswerIn(before);
    await before.service.close(1_000);
    clock.advance(5 * 365 * 86_400_000);
    await aHouse({ slack, store, clock });
    await react(slack, answer);
    expect(await flagsOn(store, 't-1')).toEqual([ASKER]);
  });

  test('with another emoji, of Stet itself or of another bot flags nothing', async () => {
    const house = await aHouse();
    const answer = await anAnswerIn(house);
    await react(house.slack, answer, { emoji: 'thumbsup' });
    await react(house.slack, answer, { by: bot.user });
    await react(house.slack, answer, { by: people.otherBot });
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
    expect(house.faults).toEqual([]);
  });

  test('is the emoji that was set', async () => {
    const house = await aHouse({ adapter: { flagEmoji: '⚠️' } });
    const answer = await anAnswerIn(house);
    await react(house.slack, answer);
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
    await react(house.slack, answer, { emoji: 'warning' });
    expect(await flagsOn(house.store, 't-1')).toEqual([ASKER]);
  });

  test('in a workspace that is not served flags nothing', async () => {
    const store = await memoryStore();
    onTestFinished(() => store.close());
    const slack = await aSlack();
    onTestFinished(() => slack.close());
    const served = await aHouse({ slack, store });
    const answer = await anAnswerIn(served);
    await served.service.close(1_000);
    await aHouse({ slack, store, adapter: { teams: ['T0ELSEWHERE'] } });
    expect(await react(slack, answer)).toMatchObject({ ok: true });
    expect(await flagsOn(store, 't-1')).toEqual([]);
  });

  test('of somebody of another organisation is theirs', async () => {
    const house = await aHouse();
    house.slack.as(people.asker).mention(channels.shared, 'who closed the quay?');
    const answer = await said(house.slack, 'posted');
    const ref = { platform: 'slack', space: team.id, channel: answer.channel, message: answer.ts };
    await expect.poll(() => house.store.postOfMessage(ref), { interval: 2 }).not.toBe(null);
    await react(house.slack, answer, { by: people.stranger });
    expect(await flagsOn(house.store, 't-1')).toEqual([`slack:${otherTeam.id}:${people.stranger}`]);
    await react(house.slack, answer, { by: people.stranger, added: false });
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
  });

  test('counts also where Slack does not say who somebody is', async () => {
    const house = await aHouse();
    const answer = await anAnswerIn(house);
    house.slack.fault({ method: 'users.info', status: 503 });
    await react(house.slack, answer);
    expect(await flagsOn(house.store, 't-1')).toEqual([ASKER]);
    expect(house.slack.unusedFaults).toEqual([]);
  });

  test('that cannot be kept is not acknowledged, and Slack brings it again', async () => {
    let fails = 1;
    const house = await aHouse({
      between: store => ({
        ...store,
        flag: async draft => {
          if (fails-- > 0) throw new StetError('store-full', 'no room');
          return store.flag(draft);
        },
      }),
    });
    const answer = await anAnswerIn(house);
    const [delivery] = house.slack.as(people.asker).react(answer, FLAG);
    expect(await delivery!.outcome).toMatchObject({ ok: true });
    expect(delivery!.attempts).toBe(2);
    expect(await flagsOn(house.store, 't-1')).toEqual([ASKER]);
  }, 15_000);

  test('that is taken back at once leaves no flag', async () => {
    const house = await aHouse();
    const answer = await anAnswerIn(house);
    const asker = house.slack.as(people.asker);
    const deliveries = [...asker.react(answer, FLAG), ...asker.unreact(answer, FLAG)];
    await Promise.all(deliveries.map(({ outcome }) => outcome));
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
  });

  test('that Slack tells of once more after it was taken back is not flagged anew', async () => {
    const house = await aHouse({ server: ASKED_FOR });
    const answer = await anAnswerIn(house);
    const [added] = house.slack.as(people.asker).react(answer, FLAG);
    await added!.outcome;
    await react(house.slack, answer, { added: false });
    expect(await house.slack.deliveries.repeat(added!)).toMatchObject({ ok: true });
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
  });

  test('on what somebody said flags the article it links to, in a channel and in a thread', async () => {
    const house = await aHouse({ server: ASKED_FOR });
    const url = 'https://harbour.example/quay?a=1&b=2';
    const { article } = await house.store.saveArticle(anArticle({ id: articleIdOf(canonicalUrl(url)), url }));
    const shown = '<https://harbour.example/quay?a=1&amp;b=2|the quay>';
    const { message: first } = house.slack.as(people.other).say(channels.newsroom, `Look: ${shown}.`);
    await react(house.slack, first);
    expect(await flagsOn(house.store, article.id)).toEqual([ASKER]);
    const { message } = house.slack.as(people.other).say(channels.newsroom, shown, { thread: first.ts });
    await react(house.slack, message, { by: people.editor });
    expect(await flagsOn(house.store, article.id)).toEqual([ASKER, `slack:${team.id}:${people.editor}`]);
  });

  test('on what nobody may read, or what shows no article, is passed over', async () => {
    const house = await aHouse();
    const { message } = house.slack
      .as(people.other)
      .say(channels.newsroom, 'Nothing but https://harbour.example/none.');
    await react(house.slack, message);
    house.slack.fault({ method: 'conversations.replies', error: 'missing_scope' });
    expect(await react(house.slack, message)).toMatchObject({ ok: true });
    expect(house.faults).toEqual([]);
    expect(house.slack.unusedFaults).toEqual([]);
  });
});

describe('a reaction on a message that stands there before Stet knows which post it is', () => {
  const HOUR_MS = 3_600_000;

  /** What it takes to go on with after a process died between what Slack took and what was kept, and the message that stands there. */
  async function aMessageUnkept(given: Parameters<typeof aHouse>[0] = {}) {
    const clock = shiftableClock('2026-01-07T12:00:00Z');
    const store = given.store ?? (await memoryStore());
    const slack = await aSlack({ clock, ...ASKED_FOR });
    onTestFinished(async () => {
      await slack.close();
      if (!given.store) await store.close();
    });
    const house = await aHouse({ ...given, slack, store, clock, between: dyingUnkept });
    slack.as(people.asker).mention(channels.newsroom, 'who closed the quay?');
    const message = await said(slack, 'posted');
    const goOn = async (between?: typeof dyingUnkept) => {
      await house.service.close(1_000);
      await house.queue.close(0);
      return aHouse({ ...given, slack, store, clock, ...(between && { between }) });
    };
    return { slack, store, clock, message, goOn };
  }
  const waiting = (store: House['store']) => store.waitingReactions('slack');

  test('waits, and is heeded once the next process has found it', async () => {
    const { slack, store, message, goOn } = await aMessageUnkept();
    for (const by of [people.asker, people.other])
      expect(await react(slack, message, { by })).toMatchObject({ ok: true });
    await react(slack, message, { by: people.other, added: false });
    expect([await flagsOn(store, 't-1'), (await waiting(store)).length]).toEqual([[], 1]);
    await goOn();
    await expect.poll(() => flagsOn(store, 't-1'), { interval: 2, timeout: 5_000 }).toEqual([ASKER]);
    await expect.poll(() => waiting(store), { interval: 2 }).toEqual([]);
    await react(slack, message, { added: false });
    expect(await flagsOn(store, 't-1')).toEqual([]);
  }, 15_000);

  test('asks then which of several articles is meant', async () => {
    const store = await memoryStore();
    onTestFinished(() => store.close());
    const newsroom = { ask: await twoArticles(store, await answering(store)) };
    const { slack, message, goOn } = await aMessageUnkept({ store, newsroom });
    await react(slack, message);
    await goOn();
    expect(words(await said(slack, 'ephemeral'))).toContain('Which one do you mean?');
  }, 15_000);

  test('is not dropped without a word where nobody ever knows', async () => {
    const { slack, store, clock, message, goOn } = await aMessageUnkept();
    await react(slack, message);
    clock.advance(HOUR_MS);
    await goOn(dyingUnkept);
    const told = await said(slack, 'ephemeral');
    expect([told.channel, told.onlyFor]).toEqual([channels.newsroom, people.asker]);
    expect(words(told)).toContain('Nothing was flagged');
    expect(await flagsOn(store, 't-1')).toEqual([]);
    await expect.poll(() => waiting(store), { interval: 2 }).toEqual([]);
  }, 15_000);

  test('of somebody else waits for nothing', async () => {
    const house = await aHouse({ server: ASKED_FOR });
    await react(house.slack, house.slack.as(people.other).say(channels.newsroom, 'lunch?').message);
    expect(await waiting(house.store)).toEqual([]);
  });
});

describe('a post of several articles', () => {
  /** A house whose answers stand on two articles; and one of them, flagged by a reaction. */
  async function asked(threaded = false, given: Parameters<typeof aHouse>[0] = {}) {
    const store = await memoryStore(given.clock);
    onTestFinished(() => store.close());
    const newsroom = { ask: await twoArticles(store, await answering(store)) };
    const house = await aHouse({ store, newsroom, ...given });
    const answer = await anAnswerIn(house);
    if (threaded) house.slack.as(people.other).say(channels.newsroom, 'oh?', { thread: answer.threadTs });
    await react(house.slack, answer);
    return { ...house, answer, question: await said(house.slack, 'ephemeral') };
  }

  test('asks the flagger alone which is meant, and flags that one', async () => {
    const { slack, store, question } = await asked();
    expect(question).toMatchObject({ channel: channels.newsroom, onlyFor: people.asker });
    expect(words(question)).toContain('Which one do you mean?');
    expect(words(question)).toContain('within 24 hours');
    expect(await flagsOn(store, 't-1')).toEqual([]);
    const button = buttonsOf(question).find(({ text }) => String(text.text).startsWith(SECOND.title.slice(0, 10)))!;
    slack.as(people.asker).press(question, button.action_id);
    expect(words(await said(slack, 'ephemeral'))).toContain('is flagged');
    expect(await flagsOn(store, SECOND.id)).toEqual([ASKER]);
    expect(await flagsOn(store, 't-1')).toEqual([]);
  });

  test('asks in the thread where people are in it', async () => {
    const { answer, question } = await asked(true);
    expect(question.threadTs).toBe(answer.threadTs);
  });

  test('takes the flag back with the reaction, whichever article was chosen', async () => {
    const { slack, store, answer, question } = await asked();
    slack.as(people.asker).press(question, buttonsOf(question)[0]!.action_id);
    await said(slack, 'ephemeral');
    await react(slack, answer, { added: false });
    expect([await flagsOn(store, 't-1'), await flagsOn(store, SECOND.id)]).toEqual([[], []]);
  });

  test('asks once, however often Slack tells of the reaction', async () => {
    const { slack, queue } = await asked();
    const delivery = slack.deliveries.all.findLast(
      ({ payload }) => (payload.event as Json)?.type === 'reaction_added',
    )!;
    expect(await slack.deliveries.repeat(delivery)).toMatchObject({ ok: true });
    await queue.idle();
    expect(slack.calls('chat.postEphemeral')).toHaveLength(1);
  });

  test('asks also where the question could not be kept at first', async () => {
    let fails = 1;
    const between = (store: House['store']): House['store'] => ({
      ...store,
      queuePost: async draft => {
        if (draft.key.startsWith('reaction:') && fails-- > 0) throw new StetError('store-full', 'no room');
        return store.queuePost(draft);
      },
    });
    const { slack, question } = await asked(false, { between });
    expect(fails).toBe(-1);
    expect(words(question)).toContain('Which one do you mean?');
    expect(slack.calls('chat.postEphemeral')).toHaveLength(1);
  }, 15_000);

  test('drops the flag after a day without an answer, and says so', async () => {
    const clock = shiftableClock('2026-01-07T12:00:00Z');
    const { slack, store, queue, question } = await asked(false, { clock });
    clock.advance(QUESTION_MS + 60_000);
    await queue.add(dropQuestions, {});
    const told = await said(slack, 'ephemeral');
    expect(told).toMatchObject({ channel: channels.newsroom, onlyFor: people.asker });
    expect(words(told)).toContain('Nothing was flagged');
    slack.as(people.asker).press(question, buttonsOf(question)[0]!.action_id);
    expect(words(await said(slack, 'ephemeral'))).toContain('That button has run out');
    expect(await flagsOn(store, 't-1')).toEqual([]);
  });

  test('shows titles as they are: they call nobody and make no mark', async () => {
    const { question } = await asked();
    expect(words(question)).toContain(SECOND.title.replace('\u202e', '<U+202E>'));
    expect(mentionsOf(question)).toEqual([]);
    expect(buttonsOf(question)).toHaveLength(2);
  });
});

describe('Flag this article', () => {
  async function opened(house: House, message: Message): Promise<Json> {
    house.slack.as(people.asker).shortcut(message, 'flag-article');
    const { answer } = await house.slack.next('call', ({ method }) => method === 'views.open');
    expect(answer).toMatchObject({ ok: true });
    return answer!.view as Json;
  }
  const optionsIn = (view: Json) => {
    const [{ element }] = view.blocks as [{ element: Json }];
    return { options: element.options as { text: Json; value: string }[], chosen: element.initial_option as Json };
  };
  async function submitted({ slack }: House, view: Json, article: string, reason: string | null) {
    slack.as(people.asker).submit(String(view.id), {
      article: { choice: { type: 'static_select', selected_option: { value: article } } },
      reason: { text: { type: 'plain_text_input', value: reason } },
    });
    return said(slack, 'ephemeral');
  }

  test('flags the one article that a post shows, with a reason', async () => {
    const house = await aHouse();
    const view = await opened(house, await anAnswerIn(house));
    const { options, chosen } = optionsIn(view);
    expect(options.map(({ value }) => value)).toEqual(['t-1']);
    expect(chosen).toEqual(options[0]);
    const reason = 'The quay is *open* <!channel> /verdict &amp; \u202eso';
    const told = await submitted(house, view, 't-1', reason);
    expect(told.onlyFor).toBe(people.asker);
    expect(words(told)).toContain('is flagged');
    expect(await reasonsOn(house.store, 't-1')).toEqual([[ASKER, 'The quay is *open* @channel /verdict & \u202eso']]);
    expect(
      house.slack
        .as(people.other)
        .sees(channels.newsroom)
        .filter(({ onlyFor }) => onlyFor !== undefined),
    ).toEqual([]);
  });

  test('needs no reason, and asks which of several articles', async () => {
    const store = await memoryStore();
    onTestFinished(() => store.close());
    const house = await aHouse({ store, newsroom: { ask: await twoArticles(store, await answering(store)) } });
    const view = await opened(house, await anAnswerIn(house));
    const { options, chosen } = optionsIn(view);
    expect(options.map(({ value }) => value)).toEqual(['t-1', SECOND.id]);
    expect(chosen).toBeUndefined();
    await submitted(house, view, SECOND.id, null);
    expect(await reasonsOn(store, SECOND.id)).toEqual([[ASKER, null]]);
  });

  test('reads the links of what somebody said, also where Stet is not', async () => {
    const house = await aHouse();
    const url = 'https://harbour.example/quay';
    const { article } = await house.store.saveArticle(anArticle({ id: articleIdOf(canonicalUrl(url)), url }));
    const { message } = house.slack.as(people.other).say(channels.quiet, `see <${url}>`);
    expect(optionsIn(await opened(house, message)).options.map(({ value }) => value)).toEqual([article.id]);
  });

  test('says where there is no article to flag', async () => {
    const house = await aHouse();
    const { message } = house.slack.as(people.other).say(channels.newsroom, 'lunch?');
    const view = await opened(house, message);
    expect(view.submit).toBe(null);
    expect(plainTextOf(view.blocks as Json[])).toContain('shows no article');
  });
});
