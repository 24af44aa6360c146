import { describe, expect, test } from 'vitest';
import { progressOn } from '../../../src/adapters/console/progress.ts';
import { ClosedPipe, Sink } from '../parts.ts';

describe('progress', () => {
  test('redraws one line on a terminal, at most once a percent, and takes it away', () => {
    const terminal = new Sink();
    const progress = progressOn(terminal, true);
    for (let done = 1; done <= 10_000; done += 1) progress.show('reading', done, 10_000);
    progress.clear();
    expect(terminal.text.split('\r\x1b[2K').length).toBeLessThanOrEqual(103);
    expect(terminal.text).not.toContain('\n');
    expect(terminal.text.endsWith('reading: 10000 of 10000\r\x1b[2K')).toBe(true);
  });

  test('is a line for the first and the last step elsewhere', () => {
    const log = new Sink();
    const progress = progressOn(log, false);
    for (let done = 1; done <= 100; done += 1) progress.show('reading', done, 100);
    progress.show('checking', 0, null);
    progress.clear();
    expect(log.text).toBe('reading: 1 of 100\nreading: 100 of 100\nchecking: 0\n');
  });

  test('harms nobody when nobody looks', async () => {
    const closed = new ClosedPipe(0);
    progressOn(closed, false).show('reading', 1, 1);
    await new Promise(resolve => closed.once('close', resolve));
  });
});
