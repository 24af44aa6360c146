import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { backup } from '../../commands/backup.ts';
import { aContext, memoryStore } from '../adapters/parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'stet-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('backup writes the store to a new file and says where', async () => {
  const file = join(folder, 'copy.sqlite');
  const made = await backup.run({ file }, aContext(await memoryStore()));
  expect(existsSync(file)).toBe(true);
  expect(made).toMatchObject({ tone: 'good', data: { file } });
});
