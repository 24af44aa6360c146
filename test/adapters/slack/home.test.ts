import { describe, expect, test } from 'vitest';
import { homeView } from '../../../src/adapters/slack/home.ts';
import { text, time } from '../../../src/core/reply.ts';
import { mentionsOf, viewFaults } from '../../support/slack/block-kit.ts';
import { plainTextOf } from '../../support/slack/shown.ts';

const status = [
  { name: 'Articles', value: [text('5')] },
  { name: 'Newest', value: [time('2026-01-07')] },
];

describe('the App Home', () => {
  test('says what Stet is, how to ask and how it stands', () => {
    const view = homeView({ status });
    const shown = plainTextOf(view.blocks);
    expect(viewFaults(view)).toEqual([]);
    expect(shown).toContain('word for word');
    expect(shown).toContain('/ask');
    expect(shown).toContain('Status\nArticles  5\nNewest  7 January 2026');
    expect(shown).not.toContain('subscriptions');
  });

  test('lists subscriptions where there are any to have', () => {
    const subscriptions = [{ name: '#harbour', value: [text('daily at 08:00')] }];
    expect(plainTextOf(homeView({ status, subscriptions }).blocks)).toContain(
      'Your subscriptions\n#harbour  daily at 08:00',
    );
    expect(plainTextOf(homeView({ status, subscriptions: [] }).blocks)).toContain('You follow nothing yet.');
    expect(plainTextOf(homeView({ status: [] }).blocks)).toContain('Nothing is known.');
  });

  test('stays a view that Slack takes, whatever it is given', () => {
    const row = { name: '<!channel>\x1b', value: [text('*'.repeat(2_500)), text('<@U024BE7LH>')] };
    const view = homeView({ status: Array.from({ length: 200 }, () => row) });
    expect(viewFaults(view)).toEqual([]);
    expect(mentionsOf(view)).toEqual([]);
    expect(plainTextOf(view.blocks)).toMatch(/There is more than fits here\.$/);
  });
});
