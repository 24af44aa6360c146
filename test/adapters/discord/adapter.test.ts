import { describe, expect, test } from 'vitest';
import { SENTENCE } from '../slack/house.ts';
import { aHouse } from './house.ts';

describe('what people see on Discord', () => {
  test('a slash command is answered in the channel, with who asked what', async () => {
    const { discord } = await aHouse();
    const { person, channel } = discord.home;
    const answer = await discord.answerTo(
      discord.people.slash(person, channel, 'ask', { question: 'who closed the quay?' }),
    );
    const shown = JSON.stringify([answer.content, answer.embeds]);
    expect(shown).toContain('The harbour master');
    expect(shown).toContain(SENTENCE);
    expect(shown).toContain('who closed the quay?');
    expect(shown).toContain(person.id);
  });

  test('a mention is answered as a reply to it', async () => {
    const { discord } = await aHouse();
    const { person, channel } = discord.home;
    const said = discord.people.mention(person, channel, 'who closed the quay?');
    const answer = await discord.said(message => message.content.includes('The harbour master'));
    expect(answer.replies?.id).toBe(said.id);
  });

  test('a button is pressed, and its answer is for whoever pressed it', async () => {
    const { discord } = await aHouse();
    const { person, channel } = discord.home;
    const answer = await discord.answerTo(
      discord.people.slash(person, channel, 'ask', { question: 'who closed the quay?' }),
    );
    const pressed = await discord.answerTo(discord.people.press(person, answer, 'Sources'));
    expect(JSON.stringify(pressed.embeds)).toContain(SENTENCE);
  });
});
