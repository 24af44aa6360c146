import { describe, expect, test } from 'vitest';
import { doctor } from '../../commands/doctor.ts';
import { manifest } from '../../commands/manifest.ts';
import type { Check, PlatformSetup } from '../../src/core/command.ts';
import { StetError } from '../../src/core/errors.ts';
import type { ModelFault } from '../../src/core/language-model.ts';
import { reply } from '../../src/core/reply.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { aContext, aNewsroom, clock, memoryStore } from '../adapters/parts.ts';

function aPlatform(given: Partial<PlatformSetup> = {}): PlatformSetup {
  const manifestReply = () => reply({ fallback: 'the manifest' });
  return {
    name: 'pigeon',
    configured: true,
    manifest: manifestReply,
    invitation: null,
    check: async () => [],
    ...given,
  };
}

const examined = async (platforms: PlatformSetup[], given = {}) =>
  doctor.run({}, aContext(await memoryStore(), { platforms, ...given }));

describe('doctor', () => {
  test('is green when everything that is set up works', async () => {
    const made = await examined([aPlatform({ configured: false })]);
    expect(made.tone).toBe('good');
    expect((made.data as Check[]).map(({ name, state }) => [name, state])).toEqual([
      ['store', 'ok'],
      ['job queue', 'ok'],
      ['pigeon', 'skipped'],
    ]);
  });

  test('says what is wrong and how to mend it', async () => {
    const fault: Check = { name: 'pigeon token', state: 'fault', seen: 'refused', mend: 'Make a new one.' };
    const made = await examined([aPlatform({ check: async () => [fault] })]);
    expect(made.tone).toBe('error');
    expect(made.fallback).toBe('1 thing to mend.');
    expect(made.fields.at(-1)).toEqual({
      name: '✗ pigeon token',
      value: [
        { kind: 'text', text: 'refused' },
        { kind: 'text', text: '\n' },
        { kind: 'emphasis', text: 'Make a new one.' },
      ],
    });
  });

  test('tries a language model where there is one, and says what is wrong with it', async () => {
    const seen = async (fault: ModelFault | null) => {
      const newsroom = aNewsroom({ hasModel: true, tryModel: async () => fault });
      const { data, tone } = await examined([], { newsroom });
      return [tone, (data as Check[]).find(({ name }) => name === 'language model')];
    };
    expect(await seen(null)).toEqual(['good', expect.objectContaining({ state: 'ok', mend: null })]);
    expect(await seen('refused')).toMatchObject([
      expect.any(String),
      { state: 'warning', seen: 'its server refused', mend: expect.stringContaining('STET_MODEL_KEY') },
    ]);
  });

  test('tells a queue that does not answer', async () => {
    const counts = () => Promise.reject(new StetError('queue-failed', 'no redis'));
    const made = await examined([], { queue: { ...openLocalQueue({ clock, warn: () => {} }), counts } });
    expect(made.data).toContainEqual(expect.objectContaining({ name: 'job queue', state: 'fault' }));
  });
});

describe('manifest', () => {
  test('is a platform’s own', async () => {
    const context = aContext(await memoryStore(), {
      platforms: [aPlatform(), aPlatform({ name: 'dove', manifest: null })],
    });
    expect((await manifest.run({ platform: 'Pigeon' }, context)).fallback).toBe('the manifest');
    await expect(manifest.run({ platform: 'dove' }, context)).rejects.toMatchObject({
      code: 'bad-usage',
      userMessage: 'There is none for "dove"; there is one for pigeon.',
    });
  });
});
