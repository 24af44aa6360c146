/** What people see on Slack beyond the contract that all platforms share: threads, forms, places where Stet is not, strangers. */
import { describe, expect, test } from 'vitest';
import { bot, channels, people, team } from '../../support/slack/cast.ts';
import type { SlackServer } from '../../support/slack/server.ts';
import type { Json, Message } from '../../support/slack/shapes.ts';
import { plainTextOf } from '../../support/slack/shown.ts';
import { anAnswer } from '../parts.ts';
import { aHouse, SENTENCE } from './house.ts';

const answer = async (slack: SlackServer, kind: 'posted' | 'ephemeral' = 'posted'): Promise<Message> => {
  const { message } = await slack.next('message', ({ what, message }) => what === kind && message.user === bot.user);
  return message;
};

const words = ({ blocks = [] }: Message) => plainTextOf(blocks);

/** What is asked, and what it leans on. */
function listening() {
  const asked: [string, string | null | undefined][] = [];
  const ask = async (question: string, before?: string | null) => {
    asked.push([question, before]);
    return anAnswer({ question, evidence: [] });
  };
  return { asked, newsroom: { ask } };
}

describe('a slash command', () => {
  test('is answered in the channel, with who asked what', async () => {
    const { slack } = await aHouse();
    slack.as(people.asker).slash('/ask', 'who closed the quay?', channels.newsroom);
    const message = await answer(slack);
    expect(words(message)).toContain('The harbour master');
    expect(words(message)).toContain(SENTENCE);
    expect(words(message)).toContain(`<@${people.asker}> asked:\nwho closed the quay?`);
    expect(message.threadTs).toBeUndefined();
  });

  test.each([
    ['a public channel', channels.quiet],
    ['a private conversation of others', 'D0BETWEEN01'],
  ])('is answered where Stet is no member: %s', async (_, channel) => {
    const { slack } = await aHouse();
    slack.workspace.addChannel({ id: 'D0BETWEEN01', type: 'im', members: [people.asker, people.other] });
    slack.as(people.asker).slash('/ask', 'who closed the quay?', channel);
    expect((await answer(slack)).channel).toBe(channel);
    slack.as(people.asker).slash('/ask', '--private who closed the quay?', channel);
    expect((await answer(slack, 'ephemeral')).onlyFor).toBe(people.asker);
    expect(
      slack
        .as(people.other)
        .sees(channel)
        .filter(({ user }) => user === bot.user),
    ).toHaveLength(1);
  });

  test('alone asks for help, which says what the asker may do', async () => {
    const { slack } = await aHouse();
    slack.as(people.asker).slash('/stet', '', channels.newsroom);
    const message = await answer(slack, 'ephemeral');
    expect(words(message)).toContain('/ask <question>');
    expect(message.onlyFor).toBe(people.asker);
  });
});

describe('a thread', () => {
  test('that a mention began goes on without a mention, and leans on the question before', async () => {
    const { asked, newsroom } = listening();
    const { slack } = await aHouse({ newsroom });
    const asker = slack.as(people.asker);
    const { message: said } = asker.mention(channels.newsroom, 'who closed the quay?');
    expect((await answer(slack)).threadTs).toBe(said.ts);
    slack.as(people.other).say(channels.newsroom, 'and when?', { thread: said.ts });
    expect((await answer(slack)).threadTs).toBe(said.ts);
    expect(asked).toEqual([
      ['who closed the quay?', null],
      ['and when?', 'who closed the quay?'],
    ]);
  });

  test('is left alone where people speak to each other, and where Stet was never asked', async () => {
    const { asked, newsroom } = listening();
    const { slack, service } = await aHouse({ newsroom });
    const asker = slack.as(people.asker);
    const { message: said } = asker.mention(channels.newsroom, 'who closed the quay?');
    const { message: other } = asker.say(channels.newsroom, 'lunch?');
    const acts = [
      asker.say(channels.newsroom, `<@${people.other}> do you know?`, { thread: said.ts }),
      asker.say(channels.newsroom, 'at one', { thread: other.ts }),
      asker.say(channels.newsroom, 'who signed it?'),
    ];
    await Promise.all(acts.flatMap(({ deliveries }) => deliveries.map(({ outcome }) => outcome)));
    await service.close(5_000);
    expect(asked.map(([question]) => question)).toEqual(['who closed the quay?']);
  });

  test('in which somebody asked privately is not taken for one that Stet is in', async () => {
    const { asked, newsroom } = listening();
    const { slack, service } = await aHouse({ newsroom });
    const { message: said } = slack.as(people.other).say(channels.newsroom, 'They closed it.');
    slack.as(people.asker).mention(channels.newsroom, '--private who closed it?', { thread: said.ts });
    await answer(slack, 'ephemeral');
    const { deliveries } = slack.as(people.other).say(channels.newsroom, 'no idea', { thread: said.ts });
    await Promise.all(deliveries.map(({ outcome }) => outcome));
    await service.close(5_000);
    expect(asked).toHaveLength(1);
  });

  test('in a direct conversation, questions lean on each other without one', async () => {
    const { asked, newsroom } = listening();
    const { slack } = await aHouse({ newsroom });
    slack.as(people.asker).dm('who closed the quay?');
    await answer(slack);
    slack.as(people.asker).dm('and when?');
    await answer(slack);
    expect(asked[1]).toEqual(['and when?', 'who closed the quay?']);
  });
});

describe('a button', () => {
  const pressed = async (slack: SlackServer, message: Message, label: string, who: string) => {
    const buttons = message.blocks!.flatMap(block => (block.type === 'actions' ? (block.elements as Json[]) : []));
    const button = buttons.find(({ text }) => (text as Json).text === label)!;
    slack.as(who).press(message, String(button.action_id));
    return answer(slack, 'ephemeral');
  };

  test('is pressed by anyone, and its answer is for whoever pressed it', async () => {
    const { slack } = await aHouse();
    slack.as(people.asker).slash('/ask', 'who closed the quay?', channels.newsroom);
    const sources = await pressed(slack, await answer(slack), 'Sources', people.other);
    expect(sources.onlyFor).toBe(people.other);
    expect(words(sources)).toContain(SENTENCE);
  });

  test('that is kept no longer says so', async () => {
    const { slack } = await aHouse({ between: store => ({ ...store, action: async () => null }) });
    slack.as(people.asker).slash('/ask', 'who closed the quay?', channels.newsroom);
    expect(words(await pressed(slack, await answer(slack), 'Sources', people.asker))).toContain(
      'That button has run out',
    );
  });
});

describe('Ask about this message', () => {
  const asking = async (slack: SlackServer, about: Message, choose: 'alone' | 'all') => {
    slack.as(people.asker).shortcut(about, 'ask-about-message');
    const { answer: opened } = await slack.next('call', ({ method }) => method === 'views.open');
    const view = opened!.view as Json;
    const chosen = choose === 'alone' ? [{ value: 'alone' }] : [];
    const delivery = slack.as(people.asker).submit(String(view.id), {
      question: { text: { type: 'plain_text_input', value: 'who closed the quay?' } },
      alone: { choice: { type: 'checkboxes', selected_options: chosen } },
    });
    return { view, delivery };
  };

  test('opens a form with the words of the message, and answers below it with who asked what', async () => {
    const { slack } = await aHouse();
    const { message } = slack.as(people.other).say(channels.newsroom, '<@U1|ann> says the quay &lt;closed&gt;');
    const { view } = await asking(slack, message, 'all');
    expect(JSON.stringify(view)).toContain('"initial_value":"@ann says the quay <closed>"');
    const given = await answer(slack);
    expect(given.threadTs).toBe(message.ts);
    expect(words(given)).toContain('who closed the quay?');
  });

  test.each([channels.newsroom, channels.quiet])(
    'answers whoever asked alone, when they want it so (%s)',
    async channel => {
      const { slack, service } = await aHouse();
      const { message } = slack.as(people.other).say(channel, 'They closed it.');
      await asking(slack, message, 'alone');
      expect((await answer(slack, 'ephemeral')).onlyFor).toBe(people.asker);
      await service.close(5_000);
      expect(
        slack
          .as(people.other)
          .sees(channel)
          .filter(({ user }) => user === bot.user),
      ).toEqual([]);
    },
  );

  test('asks once, though the form is sent twice', async () => {
    const { slack, service } = await aHouse();
    const { message } = slack.as(people.other).say(channels.newsroom, 'They closed it.');
    const { delivery } = await asking(slack, message, 'all');
    await answer(slack);
    await slack.deliveries.repeat(delivery);
    await service.close(5_000);
    expect(
      slack
        .as(people.asker)
        .sees(channels.newsroom)
        .filter(({ user }) => user === bot.user),
    ).toHaveLength(1);
  });

  test('is told of in the log when Slack does not open the form', async () => {
    const { slack, faults } = await aHouse();
    slack.fault({ method: 'views.open', error: 'expired_trigger_id' });
    const { message } = slack.as(people.other).say(channels.newsroom, 'They closed it.');
    await slack.as(people.asker).shortcut(message, 'ask-about-message').outcome;
    await expect.poll(() => faults.map(({ error }) => error.message)).toEqual(['slack: expired_trigger_id']);
  });
});

describe('the App Home', () => {
  test('says what Stet is and how it stands, to whoever opens it', async () => {
    const { slack } = await aHouse();
    slack.as(people.asker).openHome();
    await slack.next('call', ({ method }) => method === 'views.publish');
    const blocks = slack.workspace.homes.get(people.asker)!.blocks as Json[];
    expect(plainTextOf(blocks)).toMatch(/word for word[\s\S]*In the record {2}1 article/);
  });

  test('is not made for whoever looks at the messages alone', async () => {
    const { slack, service } = await aHouse();
    const [opened] = slack.as(people.asker).openHome('messages');
    await opened!.outcome;
    await service.close(1_000);
    expect(slack.calls('views.publish')).toEqual([]);
  });
});

describe('people of elsewhere', () => {
  test('of another organisation ask in a shared channel, and press; they are kept by their own workspace', async () => {
    const { slack, store } = await aHouse();
    slack.as(people.stranger).mention(channels.shared, 'who closed the quay?');
    const given = await answer(slack);
    expect(words(given)).toContain(SENTENCE);
    const ref = { platform: 'slack', space: team.id, channel: channels.shared, message: given.ts };
    await expect.poll(() => store.postOfMessage(ref)).not.toBeNull();
    const request = await store.request((await store.postOfMessage(ref))!.request!);
    expect(request!.person).toBe(`slack:T0PARTNER01:${people.stranger}`);
  });

  test('of an Enterprise Grid ask by every way as one person', async () => {
    const { slack, store } = await aHouse({ server: { enterprise: { id: 'E0GRID00001', name: 'Grid' } } });
    const asker = slack.as(people.asker);
    asker.slash('/ask', 'who?', channels.newsroom);
    const message = await answer(slack);
    asker.mention(channels.newsroom, 'who?');
    await answer(slack);
    asker.press(message, 'act-0');
    await answer(slack, 'ephemeral');
    const since = '2026-01-01T00:00:00.000Z';
    expect(await store.countRequests(since, { person: `slack:${team.id}:${people.asker}` })).toBe(3);
  });

  test('of a workspace that is not served are told so', async () => {
    const { slack } = await aHouse({ adapter: { teams: ['T0OTHER'] } });
    slack.as(people.asker).slash('/ask', 'who?', channels.newsroom);
    expect(words(await answer(slack, 'ephemeral'))).toContain('Stet does not serve this workspace.');
  });
});
