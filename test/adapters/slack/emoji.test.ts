import { expect, test } from 'vitest';
import { isNamed, slackNames } from '../../../src/adapters/slack/emoji.ts';
import { StetError } from '../../../src/core/errors.ts';

test.each([
  ['🚩', 'triangular_flag_on_post'],
  ['⚠️', 'warning'],
  ['⚠', 'warning'],
  ['🤔', 'thinking_face'],
  ['🇪🇺', 'flag-eu'],
  ['🏴‍☠️', 'pirate_flag'],
])('%s is known by the name that Slack has for it: %s', (emoji, name) => {
  expect(isNamed(name, slackNames(emoji))).toBe(true);
  expect(isNamed('thumbsup', slackNames(emoji))).toBe(false);
});

test('an emoji is the same by any of its names, and in any colour of skin', () => {
  const names = slackNames('👎');
  for (const reaction of ['-1', 'thumbsdown', '-1::skin-tone-4']) expect(isNamed(reaction, names)).toBe(true);
  expect(isNamed('-1::skin-tone-4::x', names)).toBe(false);
});

test('an emoji that Slack does not have is a fault of the settings, which says so', () => {
  const look = () => slackNames('a');
  expect(look).toThrow(StetError);
  expect(look).toThrow(
    expect.objectContaining({ code: 'bad-config', userMessage: expect.stringContaining('STET_FLAG_EMOJI') }),
  );
});
