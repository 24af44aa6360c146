import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StetError } from '../../src/core/errors.ts';
import { isRetryable, queueFault, reasonOf, redact } from '../../src/queue/failures.ts';

describe('whether to try again', () => {
  test('is what the catalogue says of our own faults, and yes for any other', () => {
    expect(isRetryable(new StetError('store-busy', ''))).toBe(true);
    expect(isRetryable(new StetError('bad-payload', ''))).toBe(false);
    expect([new Error('?'), 'text', undefined].map(isRetryable)).toEqual([true, true, true]);
  });
});

describe('a reason', () => {
  test('names the fault and its causes, outermost first', () => {
    const cause = new Error('reset', { cause: 'the cable' });
    expect(reasonOf(new StetError('store-failed', 'no answer', { cause }))).toBe(
      'store-failed: no answer < reset < the cable',
    );
  });

  test('names what stands behind an error without words', () => {
    expect(reasonOf(new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]))).toBe(
      '::1 refused, 127.0.0.1 refused',
    );
    expect(reasonOf(new RangeError())).toBe('RangeError');
  });

  test('is one line of at most 500 characters, whatever was thrown', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string({ unit: 'binary' }), (thrown, message) => {
        for (const each of [thrown, new Error(message, { cause: thrown }), new Error('long '.repeat(200) + message)]) {
          const reason = reasonOf(each);
          expect(reason.length).toBeLessThanOrEqual(500);
          expect(reason).not.toMatch(/[\n\r]/);
          expect(reason.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test('ends although a cause is its own cause', () => {
    const error = new Error('again');
    error.cause = error;
    expect(reasonOf(error)).toBe('again < again < again');
  });
});

describe('user information of a URL', () => {
  test.for([
    ['redis://:s3cret@host:6379/1', 'redis://host:6379/1'],
    ['at rediss://user:s3cret@host, and https://t0ken@host/a?b', 'at rediss://host, and https://host/a?b'],
    ['redis://user:p@ss@host', 'redis://host'],
    ['mail me@host, see https://host/@name', 'mail me@host, see https://host/@name'],
  ] as const)('is left out of %j', ([text, expected]) => {
    expect(redact(text)).toBe(expected);
  });

  test('never survives, and takes no long time over hostile text', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9._~%!$&'()*+,;=:@-]{1,30}$/);
    fc.assert(
      fc.property(secret, password => {
        expect(redact(`x redis://u:<${password}>@h`)).not.toContain(`<${password}>`);
      }),
    );
    const start = performance.now();
    redact('a'.repeat(100_000));
    redact('a://'.repeat(25_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

test("a queue's own fault keeps the words of its cause and nothing that hangs on it", () => {
  const thrown = Object.assign(new Error('WRONGPASS'), { command: { name: 'auth', args: ['s3cret'] } });
  const fault = queueFault('Redis cannot be reached', thrown);
  expect(fault).toMatchObject({ code: 'queue-failed', cause: new Error('WRONGPASS') });
  expect(fault.cause).not.toHaveProperty('command');
});
