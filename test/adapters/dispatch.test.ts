import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { callOf, callOfWords, dispatch, nearestName } from '../../src/adapters/dispatch.ts';
import { type AnyCommand, type Call, type Command, defineCommand } from '../../src/core/command.ts';
import { StetError } from '../../src/core/errors.ts';
import { stringField } from '../../src/core/fields.ts';
import { reply } from '../../src/core/reply.ts';
import { aContext, memoryStore, someEvidence } from './parts.ts';

function aCommand(given: Partial<Command> = {}): AnyCommand {
  return defineCommand({
    name: 'speak',
    summary: 'says something',
    surfaces: ['console', 'chat'],
    permission: 'everyone',
    input: z.object({ words: stringField({ about: 'words', max: 100, rest: true }).optional() }),
    run: async () => reply({ fallback: 'said' }),
    ...given,
  } as Command);
}

const speak: Call = { command: 'speak', input: { kind: 'text', text: 'up' } };

async function aDeskOf(command: AnyCommand) {
  return aContext(await memoryStore(), { commands: [command] });
}

describe('every call has one outcome', () => {
  test('the reply of the command', async () => {
    const run = vi.fn(async () => reply({ fallback: 'said' }));
    const { reply: made, fault } = await dispatch(speak, await aDeskOf(aCommand({ run })));
    expect(made.fallback).toBe('said');
    expect(fault).toBeNull();
    expect(run).toHaveBeenCalledExactlyOnceWith({ words: 'up' }, expect.anything());
  });

  test.each([
    ['a fault of ours', new StetError('store-busy', 'locked'), 'store-busy'],
    ['any other error', new TypeError('x is not a function'), 'internal'],
    ['something that is no error', 'a string', 'internal'],
  ])('%s becomes an error with an id', async (_, thrown, code) => {
    const run = () => Promise.reject(thrown);
    const { reply: made, fault } = await dispatch(speak, await aDeskOf(aCommand({ run })));
    expect(fault?.error.code).toBe(code);
    expect(made).toMatchObject({ tone: 'error', data: { error: { id: fault?.id, code } } });
    expect(made.fallback).not.toContain('x is not a function');
    expect(JSON.stringify(made.fields)).toContain(fault?.id);
  });

  test('an error even when the command throws before it returns a promise', async () => {
    const run = () => {
      throw new Error('at once');
    };
    expect((await dispatch(speak, await aDeskOf(aCommand({ run })))).fault?.error.code).toBe('internal');
  });

  test('nothing but an error when a quote does not stand in its article', async () => {
    const run = async () => reply({ fallback: 'said', quotes: [{ evidence: someEvidence(), says: null }] });
    const { reply: made, fault } = await dispatch(speak, await aDeskOf(aCommand({ run })));
    expect(fault?.error.code).toBe('quote-mismatch');
    expect(made.quotes).toEqual([]);
  });

  test('"Stopped." at once when the asker is gone', async () => {
    const stop = new AbortController();
    const { promise: never } = Promise.withResolvers<never>();
    const run = () => {
      stop.abort();
      return never;
    };
    const context = { ...(await aDeskOf(aCommand({ run }))), signal: stop.signal };
    const { reply: made, fault } = await dispatch(speak, context);
    expect([made.fallback, fault]).toEqual(['Stopped.', null]);
  });
});

describe('a command is not run', () => {
  const run = vi.fn(async () => reply({ fallback: 'said' }));
  const refused = async (command: AnyCommand, change: Parameters<typeof aContext>[1], call = speak) => {
    const outcome = await dispatch(call, { ...(await aDeskOf(command)), ...change });
    expect(run).not.toHaveBeenCalled();
    return outcome.fault?.error;
  };

  test('where it does not belong', async () => {
    expect((await refused(aCommand({ run, surfaces: ['console'] }), { surface: 'chat' }))?.code).toBe('not-here');
  });

  test('for somebody who is no editor', async () => {
    const actor = { id: 'slack:T1:U1', name: 'Ada', editor: false };
    expect((await refused(aCommand({ run, permission: 'editor' }), { actor }))?.code).toBe('not-allowed');
  });

  test('under another name; the nearest is suggested', async () => {
    const error = await refused(aCommand({ run }), {}, { command: 'spaek', input: speak.input });
    expect(error?.code).toBe('unknown-command');
    expect(error?.userMessage).toContain('did you mean /speak?');
  });

  test('and one that is not offered here is not suggested', async () => {
    const hidden = aCommand({ run, surfaces: ['console'] });
    const error = await refused(hidden, { surface: 'chat' }, { command: 'spaek', input: speak.input });
    expect(error?.userMessage).not.toContain('/speak');
  });
});

describe('names', () => {
  const list = [aCommand({ name: 'feed' }), aCommand({ name: 'feed add' })];

  test('of two words win over names of one', () => {
    expect(callOf('feed add https://example.org "a b"', list)).toEqual({
      command: 'feed add',
      input: { kind: 'text', text: ' https://example.org "a b"' },
    });
    expect(callOf('feed list', list)).toEqual({ command: 'feed', input: { kind: 'text', text: ' list' } });
    expect(callOfWords(['feed', 'add', 'x'], list)).toEqual({
      command: 'feed add',
      input: { kind: 'words', words: ['x'] },
    });
    expect(callOfWords(['/feed', 'list'], list)).toEqual({
      command: 'feed',
      input: { kind: 'words', words: ['list'] },
    });
  });

  test('are read in any case', () => {
    expect(callOf('FEED Add x', list).command).toBe('feed add');
  });

  test('are suggested only when near', () => {
    expect(nearestName('serach', ['ask', 'search'])).toBe('search');
    expect(nearestName('aks', ['ask', 'search'])).toBe('ask');
    expect(nearestName('weather', ['ask', 'search'])).toBeNull();
    expect(nearestName('x'.repeat(100_000), ['ask'])).toBeNull();
  });
});
