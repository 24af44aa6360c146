import { describe } from 'vitest';
import type { Clock } from '../../src/core/ports.ts';
import { openPostgresStore } from '../../src/storage/postgres.ts';
import type { KeptForTest } from '../contracts/store.ts';
import { aDatabase, withoutPostgres } from './databases.ts';
import { everyKeptStoreContract, everyStoreContract } from './every-contract.ts';

const database = aDatabase();

async function aStore(by: Clock): Promise<KeptForTest> {
  await database.empty();
  const openIt = () => openPostgresStore({ url: database.url(), clock: by });
  const store = await openIt();
  let last = store;
  const reopen = async () => {
    await last.close();
    last = await openIt();
    return last;
  };
  return { store, reopen, openBackup: null, close: () => last.close() };
}

describe.skipIf(withoutPostgres)('on PostgreSQL', () => {
  everyStoreContract('postgres', aStore);
  everyKeptStoreContract('postgres', aStore);
});
