import { describe, expect, it } from 'vitest';
import { aDatabase, withoutPostgres } from '../storage/databases.ts';
import { readSet, SEED_QUESTIONS } from './sets.ts';
import { compareStores } from './stores.ts';

const database = aDatabase();

/** Some hundred questions, twice, milliseconds; a busy machine takes several times as long as the twenty seconds of a quiet one. */
const LONG_MS = 120_000;

describe.skipIf(withoutPostgres)('the store that answers stand on', () => {
  it(
    'makes no difference to any answer on the seeds',
    async () => {
      const set = await readSet('seeds', SEED_QUESTIONS, null);
      const { questions, answered, unlike } = await compareStores([set], database.url());
      expect([questions, unlike]).toEqual([set.questions.length, []]);
      expect(answered).toBeGreaterThan(50);
    },
    LONG_MS,
  );
});
