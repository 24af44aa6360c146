import { expect, test } from 'vitest';
import { config } from '../../commands/config.ts';
import { aContext, memoryStore } from '../adapters/parts.ts';

test('config shows every setting as it was given to it', async () => {
  const rows = [
    { name: 'STET_DATA', value: '/data', default: './.stet', meaning: 'Where the store is kept.', secret: false },
    { name: 'STET_SEEDS', value: null, default: 'auto', meaning: 'Whether the seeds are read.', secret: false },
    { name: 'STET_TOKEN', value: null, default: null, meaning: 'A token.', secret: true },
  ];
  const made = await config.run({}, aContext(await memoryStore(), { settings: () => rows }));
  expect(made.data).toEqual(rows);
  expect(made.fields.map(field => [field.name, field.value[0]])).toEqual([
    ['STET_DATA', { kind: 'code', text: '/data' }],
    ['STET_SEEDS', { kind: 'code', text: 'auto' }],
    ['STET_TOKEN', { kind: 'emphasis', text: 'not set' }],
  ]);
});
