/** How a digest looks on each platform, recorded: whoever changes a renderer, or what a digest tells, sees what becomes of it. */
import { beforeAll, expect, test } from 'vitest';
import { renderReply as renderConsole } from '../../src/adapters/console/render.ts';
import { renderReply as renderDiscord } from '../../src/adapters/discord/render.ts';
import { renderSlack } from '../../src/adapters/slack/render.ts';
import type { Reply } from '../../src/core/reply.ts';
import { digestOfSeeds } from '../preview/samples.ts';

let digest: Reply;
beforeAll(async () => {
  digest = await digestOfSeeds();
});

const json = (messages: object) => `${JSON.stringify(messages, null, 2)}\n`;

test('in the console', async () => {
  const shown = renderConsole(digest, { width: 100, colour: false, links: false });
  await expect(shown).toMatchFileSnapshot('samples/digest.console.txt');
});

test('on Slack', async () => {
  await expect(json(renderSlack(digest))).toMatchFileSnapshot('samples/digest.slack.json.txt');
});

test('on Discord', async () => {
  await expect(json(renderDiscord(digest))).toMatchFileSnapshot('samples/digest.discord.json.txt');
});
