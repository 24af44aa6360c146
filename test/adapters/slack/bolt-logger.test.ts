import { expect, test } from 'vitest';
import { boltLogger, withoutSecrets } from '../../../src/adapters/slack/bolt-logger.ts';

test('keeps the first line alone, without tokens and addresses', () => {
  const said =
    'failed xoxb-12-ab at https://hooks.slack.example/T1/secret with xapp-1-A wss://x.example/?ticket=1 xoxe.xoxp-1-z';
  expect(withoutSecrets(`${said}\nat stack`)).not.toMatch(/xox|xapp|secret|ticket|stack|https?:|wss:/);
  expect(withoutSecrets('plain words')).toBe('plain words');
  expect(withoutSecrets('x'.repeat(1_000))).toHaveLength(200);
});

test('passes warnings and errors on under one fixed message, and nothing else', () => {
  const lines: [string, object][] = [];
  const logger = boltLogger((message, fields) => lines.push([message, fields]));
  logger.debug('a');
  logger.info('b');
  logger.warn('c', 'd');
  logger.error(new Error('e xoxb-1'));
  expect(lines).toEqual([
    ['slack: bolt says', { said: 'c d' }],
    ['slack: bolt says', { said: 'Error: e (token)' }],
  ]);
});
