import { describe, expect, test } from 'vitest';
import { channels, people } from '../../support/slack/cast.ts';
import { aHouse, SENTENCE } from './house.ts';

describe('what people see on Slack', () => {
  test('a slash command is answered in the channel, with who asked what', async () => {
    const { slack } = await aHouse();
    slack.as(people.asker).slash('/ask', 'who closed the quay?', channels.newsroom);
    const { message } = await slack.next('message', ({ what }) => what === 'posted');
    const shown = JSON.stringify(message.blocks);
    expect(shown).toContain('The harbour master');
    expect(shown).toContain(SENTENCE);
    expect(shown).toContain('who closed the quay?');
    expect(shown).toContain(people.asker);
  });

  test('a mention is answered in its thread, once', async () => {
    const { slack } = await aHouse();
    const asker = slack.as(people.asker);
    const { message: said } = asker.mention(channels.newsroom, 'who closed the quay?');
    const { message } = await slack.next('message', ({ message: each }) => each.botId !== undefined);
    expect(message.threadTs).toBe(said.ts);
    await slack.next('acknowledged');
    await slack.next('acknowledged');
    expect(slack.changes().filter(({ message: each }) => each.botId !== undefined)).toHaveLength(1);
  });

  test('a button is pressed, and its answer is for whoever pressed it', async () => {
    const { slack } = await aHouse();
    slack.as(people.asker).slash('/ask', 'who closed the quay?', channels.newsroom);
    const { message } = await slack.next('message', ({ what }) => what === 'posted');
    const buttons = message.blocks!.flatMap(block =>
      block.type === 'actions' ? (block.elements as { action_id: string; text: { text: string } }[]) : [],
    );
    const why = buttons.find(button => button.text.text === 'Sources')!;
    slack.as(people.other).press(message, why.action_id);
    const { message: sources } = await slack.next('message', ({ what }) => what === 'ephemeral');
    expect(sources.onlyFor).toBe(people.other);
    expect(JSON.stringify(sources.blocks)).toContain(SENTENCE);
  });
});
