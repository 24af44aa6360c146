import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { help, usage } from '../../commands/help.ts';
import { commands } from '../../commands/index.ts';
import { typed as onDiscord } from '../../src/adapters/discord/command-names.ts';
import { typed as onSlack } from '../../src/adapters/slack/typed.ts';
import { defineCommand } from '../../src/core/command.ts';
import { booleanField, enumField, integerField, stringField } from '../../src/core/fields.ts';
import { reply } from '../../src/core/reply.ts';
import { aContext, memoryStore } from '../adapters/parts.ts';

describe('usage', () => {
  test('is made from the fields', () => {
    const command = defineCommand({
      name: 'feed add',
      summary: 'follows a feed',
      permission: 'editor',
      input: z.object({
        kind: enumField(['rss', 'atom'], { about: 'its format' }),
        minutes: integerField({ about: 'how often', min: 1, max: 60 }).optional(),
        quiet: booleanField({ about: 'without a word' }),
        name: stringField({ about: 'its name', max: 10, rest: true }),
      }),
      run: async () => reply({ fallback: '' }),
    });
    expect(usage(command)).toBe('feed add <rss|atom> [minutes] [--quiet] <name>');
  });

  test.each([
    ['ask', 'ask <question>'],
    ['article', 'article <id>'],
    ['articles', 'articles [after]'],
    ['config', 'config'],
  ])('of %s is %s', (name, expected) => {
    expect(usage(commands.find(command => command.name === name)!)).toBe(expected);
  });
});

describe('help', () => {
  test('lists what can be run here, and nothing else', async () => {
    const chat = aContext(await memoryStore(), { surface: 'chat', typed: onSlack });
    const made = await help.run({}, chat);
    expect(made.fields.map(field => field.name)).toEqual([
      '/ask <question>',
      '/stet why <question>',
      '/stet search <words>',
      '/stet article <id>',
      '/stet brief <article>',
      '/stet assess <article> [revision]',
      '/stet articles [after]',
      '/stet feed add <url> [outlet]',
      '/stet feed list',
      '/stet feed check <feed>',
      '/stet feed pause <feed>',
      '/stet feed resume <feed>',
      '/stet feed remove <feed>',
      '/stet add <url>',
      '/stet follow <what>',
      '/stet unfollow <what>',
      '/stet following',
      '/stet digest at <time> <zone> [days] [--silent]',
      '/stet digest now',
      '/stet digest off',
      '/stet digest show',
      '/stet sources <answer>',
      '/stet others <answer>',
      '/stet corrections',
      '/stet vote <answer> <good|bad>',
      '/stet watch <what>',
      '/stet unwatch <watch>',
      '/stet watches',
      '/stet flag <article> [reason]',
      '/stet unflag <article>',
      '/stet cases [--all]',
      '/stet case <case>',
      '/stet take <case>',
      '/stet verdict <article> <stands|disputed|retracted> <reason>',
      '/stet forget [person]',
      '/stet status',
      '/stet help [command]',
    ]);
  });

  test('names commands as they are typed where it is read, also in what it says of one', async () => {
    const there = aContext(await memoryStore(), { surface: 'chat', typed: onDiscord });
    const names = (await help.run({}, there)).fields.map(field => field.name);
    expect(names).toEqual(
      expect.arrayContaining(['/ask <question>', '/stet flag <article> [reason]', '/desk case <case>']),
    );
    for (const command of ['verdict', '/desk verdict'])
      expect((await help.run({ command }, there)).fallback).toMatch(/^Usage: \/desk verdict </);
    await expect(help.run({ command: 'verdit' }, there)).rejects.toMatchObject({
      userMessage: 'There is no command "verdit"; /stet help alone lists them.',
    });
  });

  test('lists for editors alone what only they may do', async () => {
    const names = async (editor: boolean) => {
      const actor = { id: 'console:local', name: 'console', editor };
      const made = await help.run({}, aContext(await memoryStore(), { actor }));
      return made.fields.map(field => field.name);
    };
    expect(await names(true)).toContain('/ingest <path>');
    expect(await names(false)).not.toContain('/ingest <path>');
  });

  test('explains one command, however it is named', async () => {
    const context = aContext(await memoryStore());
    for (const command of ['ingest', '/ingest', 'INGEST']) {
      const made = await help.run({ command }, context);
      expect(made.body).toContainEqual({ kind: 'strong', text: '/ingest <path>' });
      expect(made.body).toContainEqual({ kind: 'text', text: 'For editors.' });
      expect(made.fields.map(field => field.name)).toEqual(['path']);
    }
  });

  test('explains nothing that is not offered here', async () => {
    const chat = aContext(await memoryStore(), { surface: 'chat' });
    await expect(help.run({ command: 'ingest' }, chat)).rejects.toMatchObject({ code: 'unknown-command' });
  });
});
