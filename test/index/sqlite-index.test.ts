import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { indexContract } from '../contracts/index.ts';
import { aReadArticle } from '../contracts/made-article.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stet-index-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'index.sqlite');
const open = (reader = 'r1') => openSqliteIndex({ file: file(), reader });

indexContract('SQLite in memory', () => openSqliteIndex({ file: ':memory:', reader: 'r1' }));
indexContract('SQLite in a file', open);

describe('the index file', () => {
  function filled() {
    const index = open();
    index.add([aReadArticle('a', ['The port closed.'])], 7);
    index.close();
  }

  it('is kept between processes', () => {
    filled();
    const index = open();
    expect(index.state().seq).toBe(7);
    expect(index.search(['port'], 1)).toHaveLength(1);
    index.close();
  });

  it('is filled anew when it was made by another reader', () => {
    filled();
    const index = open('r2');
    expect(index.state().seq).toBe(0);
    expect(index.counts().articles).toBe(0);
    index.close();
  });

  it('is thrown away when it is damaged', () => {
    writeFileSync(file(), 'not an index, and longer than a header of a hundred bytes would be '.repeat(4));
    const index = open();
    index.add([aReadArticle('a', ['The port closed.'])], 1);
    expect(index.search(['port'], 1)).toHaveLength(1);
    index.close();
  });

  it('is known for damaged when a row is missing that must be there', () => {
    filled();
    const database = new DatabaseSync(file());
    database.exec('DELETE FROM contents');
    database.close();
    const index = open();
    const fault = (() => {
      try {
        return index.search(['port'], 1);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(index.isDamage(fault)).toBe(true);
    index.discard();
  });

  it('gives another process what one has worked out', () => {
    filled();
    const [one, two] = [open(), open()];
    one.keep('sum', 7, 'one');
    expect(two.kept('sum')).toBe('one');
    one.close();
    two.close();
  });

  it('keeps nothing while another process writes, and waits for none', () => {
    filled();
    const index = open();
    const writer = new DatabaseSync(file());
    writer.exec('BEGIN IMMEDIATE');
    index.keep('sum', 7, 'one');
    writer.exec('ROLLBACK');
    writer.close();
    expect(index.kept('sum')).toBeNull();
    index.close();
  }, 5_000);

  it('may be closed twice', () => {
    const index = open();
    index.close();
    expect(() => index.close()).not.toThrow();
  });

  it('tells what another process has added to it', () => {
    const [one, two] = [open(), open()];
    expect(two.frequencies(['port'])).toEqual(new Map([['port', 0]]));
    expect([...two.vocabulary('p', 1, 9)]).toEqual([]);
    one.add([aReadArticle('a', ['The port closed.'])], 1);
    expect(two.frequencies(['port'])).toEqual(new Map([['port', 1]]));
    expect([...two.vocabulary('p', 1, 9)]).toEqual(['port']);
    one.close();
    two.close();
  });

  it('is shared by two processes without taking anything in twice', () => {
    const [one, two] = [open(), open()];
    one.add([aReadArticle('a', ['The port closed.'])], 1);
    two.add([aReadArticle('a', ['The port closed.'])], 1);
    expect(two.counts()).toEqual({ articles: 1, passages: 1 });
    one.close();
    two.close();
  });
});
