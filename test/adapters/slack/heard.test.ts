import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, withoutMention } from '../../../src/adapters/slack/heard.ts';
import { escapeMrkdwn } from '../../../src/adapters/slack/mrkdwn.ts';

describe('what people typed', () => {
  test.each([
    ['see <https://a.example/?x=1&amp;y=2>', 'see https://a.example/?x=1&y=2'],
    ['see <https://a.example|the page>', 'see the page'],
    ['write to <mailto:a@b.example|a@b.example>', 'write to a@b.example'],
    ['in <#C1|news> and <#C2>', 'in #news and #C2'],
    ['<!here> <!channel|channel> <!subteam^S1|@editors>', '@here @channel @editors'],
    ['is <@U1|ann> <@W2>?', 'is @ann @W2?'],
    ['a &lt; b &amp;&amp; b &gt; c', 'a < b && b > c'],
    ['&amp;lt;', '&lt;'],
    ['x < y', 'x < y'],
  ])('%s reads as %s', (typed, read) => {
    expect(plainText(typed)).toBe(read);
  });

  test('people are whatever the caller makes of them', () => {
    expect(plainText('<@U1|ann> <@U2>', (user, name) => `[${user} ${name}]`)).toBe('[U1 ann] [U2 undefined]');
  });

  test('is exactly what was typed, where nothing is a mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), typed => {
        expect(plainText(escapeMrkdwn(typed))).toBe(typed);
      }),
    );
  });
});

test('the words said to somebody stand without their name', () => {
  expect(withoutMention('<@U1> who <@U1|stet> signed\n it?', 'U1')).toBe('who signed it?');
  expect(withoutMention('<@U2> who?', 'U1')).toBe('<@U2> who?');
});
