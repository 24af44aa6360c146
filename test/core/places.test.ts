import { expect, test } from 'vitest';
import { messageReference, messageReferred } from '../../src/core/places.ts';

const MESSAGE = { platform: 'wire', space: '@me', channel: 'C1', message: '1767787200.000100' };

test('a message is named in words, and found by them', () => {
  expect(messageReference(MESSAGE)).toBe('message:wire/@me/C1/1767787200.000100');
  expect(messageReferred(messageReference(MESSAGE))).toEqual(MESSAGE);
});

test.each(['message:', 'message:a/b/c', 'message:a/b/c/d/e', 'message:a/b/c/d and more', 'a/b/c/d', 'who signed it?'])(
  '"%s" names no message',
  words => {
    expect(messageReferred(words)).toBeNull();
  },
);
