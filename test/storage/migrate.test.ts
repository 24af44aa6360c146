import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { inTransaction, MIGRATIONS_FOLDER, migrate, migrationFiles, storeVersion } from '../../src/storage/migrate.ts';
import { temporaryFolder } from './stores.ts';

/** SHA-256 of every migration that has landed. Lines are added here, never changed: a landed migration never changes. */
const LANDED = {
  '0001-articles.sql': 'f3b6e4a4a5ce0f9193819c7b2fd81f9fda71179f109d04456899f7fca94fbb13',
  '0002-requests-posts-actions.sql': '5a9a9ff103c440a1b0cc7fcb8347e78006c6d1079c14eb9bb6ab72d3556e0c57',
  '0003-feeds-subscriptions.sql': 'cb1485ed258af12956711919c7ebdbfc40dd23a3d2314a723d7c2385fe3bcbdf',
  '0004-digests.sql': '2c00fbbd7e6405fdc27279aa9a17d1d8240691dd2b51e78c65e3cd02190942c0',
  '0005-recalls.sql': '48715ef3c74ec5563095a70b787c9e5a4130704645e69985df206224c58fc37c',
  '0006-watches.sql': 'c8b31d36596160f34d681a60b1d85f707c08b9957cca444c2b66354f3fdfaf6c',
  '0007-points.sql': 'ac5b8d383db9d2e76e99442eddfeb3c2b1dccb80ba6078b1d5a2de569c43b828',
  '0008-verdicts.sql': 'acd76f77175aed3dcc265c26e921f8263878bdc658c247c276a2ac6526f6ba14',
  '0009-cases.sql': '93385d00dcf3b151c1a820f37a319f8cca6593052934e3e9166de13d0504318f',
  '0010-copies.sql': '24b8e6002d3c551421d2f339abd956f278e91e8e72aa16f7b6f8fa751d9d86c4',
  '0011-processes.sql': 'ea7fa06291534e14814b65d36cc61af49bb27734dfd8741fccd939a474559220',
  '0012-language-model.sql': '9138d2bbcc3864fa43a73dfef4c6a5177921b5b65441925db4691095617a68d6',
  '0013-verdicts-once.sql': 'cd81a282df13ef4ef3a436ed7f52ff0c112e1bbd5beddfc2407cd74970315d66',
  '0014-waiting-reactions.sql': 'd2e85841837ebc3154554d5a1312e4fdf320b86d148a5e8f09a7e2c57c4bf595',
  '0001-articles.postgres.sql': '61bef686f3d6d7376d28a850a2b0474d7793709f36f14b32ca6311cdd369f691',
  '0002-requests-posts-actions.postgres.sql': '1ac9ff398199b5b2a213626d389ea0560f9fb12fc9cfbe59cb498cedc1cc9d0c',
  '0003-feeds-subscriptions.postgres.sql': 'fe2da613d3210b22f76dd1b7e310eb6715a9d1c29c572abe94498e41aa88701d',
  '0004-digests.postgres.sql': 'eeaa8c85466a52d1b77acb8f98f5a88f04cb96b08de07de8a2fb015c9714d453',
  '0005-recalls.postgres.sql': '64c87c2dc6a601b88eb937ca00e80a5aea1dc10a9e5f616f90c9255111566110',
  '0006-watches.postgres.sql': 'b479d5803968c3e13b5648441cb37c70f71fd0727b65993c08a778a707089553',
  '0007-points.postgres.sql': '2035aefcc4c994773c202240afaa64effc7796d68e933c79ab0f5dacc1b51a63',
  '0008-verdicts.postgres.sql': '1c8a61b16fcdc1d6d18fa01a666db4b299d1b5633c55b0177c0832d07bf548a1',
  '0009-cases.postgres.sql': '0fee4e2ae32baad0da1740083d776883b855a1d6c308922681ad13eb0f5209e1',
  '0010-copies.postgres.sql': '24b8e6002d3c551421d2f339abd956f278e91e8e72aa16f7b6f8fa751d9d86c4',
  '0011-processes.postgres.sql': '25148fce9052840db04dacbafb63eb7e000f3a5d2b3397697b2174d0f4cd3425',
  '0012-language-model.postgres.sql': '122ab83f86d30d6b811e2f46f2fb1c5a0137ad93856f551d8a3b7f37b8930e5a',
  '0013-verdicts-once.postgres.sql': '83e5ba6ac4f454762f36c1a0cfee3f8af91d0668509ccdf5f729dd77b0c94591',
  '0014-waiting-reactions.postgres.sql': 'db3553d734987014a4e9719a18f2792094e8dc09f0a3fa6a75f9c2a065b88449',
};

const checksums = (folder: string) =>
  Object.fromEntries(
    [...migrationFiles('sqlite', folder), ...migrationFiles('postgres', folder)].map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );

function aFolder(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

const tables = (db: DatabaseSync) =>
  db
    .prepare('SELECT name FROM sqlite_schema ORDER BY name')
    .all()
    .map(row => row.name);

describe('migrations', () => {
  it('that have landed have not changed', () => {
    expect(checksums(MIGRATIONS_FOLDER)).toEqual(LANDED);
  });

  it('land in order, once each, and are counted', () => {
    const folder = aFolder({ '0002-b.sql': 'ALTER TABLE a ADD COLUMN b', '0001-a.sql': 'CREATE TABLE a (x)' });
    const db = new DatabaseSync(':memory:');
    migrate(db, folder);
    migrate(db, folder);
    expect(storeVersion(db)).toBe(2);
    writeFileSync(join(folder, '0003-c.sql'), 'CREATE TABLE c (x)');
    migrate(db, folder);
    expect([storeVersion(db), tables(db)]).toEqual([3, ['a', 'c']]);
  });

  it('that fail leave nothing of themselves, and the ones before them whole', () => {
    const folder = aFolder({
      '0001-a.sql': 'CREATE TABLE a (x)',
      '0002-b.sql': 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)',
    });
    const db = new DatabaseSync(':memory:');
    expect(() => migrate(db, folder)).toThrow('nowhere');
    expect([storeVersion(db), tables(db), db.isTransaction]).toEqual([1, ['a'], false]);
  });

  it.each([[['0002-a.sql']], [['0001-a.sql', '0003-b.sql']], [['0001-a.sql', '0001-b.sql']], [['first.sql']]])(
    'are refused when their numbers have a gap or a double: %o',
    names => {
      const folder = aFolder(Object.fromEntries(names.map(name => [name, ''])));
      expect(() => migrationFiles('sqlite', folder)).toThrow(TypeError);
    },
  );
});

describe('a transaction', () => {
  it('keeps all of its work or none', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (x UNIQUE)');
    const put = (...values: number[]) =>
      values.forEach(value => void db.prepare('INSERT INTO t VALUES (?)').run(value));
    expect(() => inTransaction(db, () => put(1, 2, 2))).toThrow('UNIQUE');
    inTransaction(db, () => put(1, 3));
    expect(db.prepare('SELECT x FROM t').all()).toEqual([{ x: 1 }, { x: 3 }]);
  });
});
