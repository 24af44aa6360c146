import { expect, test } from 'vitest';
import {
  doneEvent,
  instantAfter,
  oldestTs,
  personId,
  personOf,
  saidEvent,
  saidIn,
} from '../../../src/adapters/slack/ids.ts';

test('a person is read back from their id; nobody from another', () => {
  expect(personOf(personId('T1', 'U1'))).toEqual({ team: 'T1', user: 'U1' });
  for (const id of ['discord:1:2', 'slack:T1', 'forgotten:x', 'console:local', '']) expect(personOf(id)).toBeNull();
});

test('an event says which message it is, if any', () => {
  expect(saidIn(saidEvent('T1', 'C1', '1767780000.000100'))).toEqual({ channel: 'C1', timestamp: '1767780000.000100' });
  expect(saidIn(doneEvent('T1', 'trigger', '1.2.abc'))).toBeNull();
  expect(saidIn(doneEvent('T1', 'view', 'V1'))).toBeNull();
});

test('instants', () => {
  expect(instantAfter(new Date('2026-01-07T12:00:00Z'), 29)).toBe('2026-01-07T12:29:00.000Z');
  expect(oldestTs('2026-01-07T12:00:00.500Z')).toBe('1767783600.500000');
});
