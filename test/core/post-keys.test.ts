import { describe, expect, test } from 'vitest';
import { answerKey, isAnswerId, isPostKey, watchKey, watchOfKey } from '../../src/core/post-keys.ts';

const WATCH = 'w-abcdefghij';

describe('the key of a post', () => {
  test('tells the watch whose post it is', () => {
    expect(watchOfKey(watchKey(WATCH, 3))).toBe(WATCH);
    for (const other of [answerKey('r-abcdefghij'), `watch:${WATCH}`, `left:${watchKey(WATCH, 1)}`])
      expect(watchOfKey(other)).toBeNull();
  });

  test.each([
    [answerKey('r-abcdefghij'), true],
    [watchKey(WATCH, 1), true],
    ['brief:a-1:slack:T1:C1:', true],
    ['https://news.example/1', false],
    ['message:slack/T1/C1/1', false],
    ['when: and who?', false],
    ['who signed it?', false],
  ])('is known from other words: %s', (words, is) => {
    expect(isPostKey(words)).toBe(is);
  });
});

test.each([
  ['r-abcdefghij', true],
  [watchKey(WATCH, 2), true],
  ['answer:r-abcdefghij', false],
  ['r-abc', false],
  ['r-abcdefghij and more', false],
])('an answer is named by its request or its post: %s', (words, is) => {
  expect(isAnswerId(words)).toBe(is);
});
