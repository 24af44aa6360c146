/**
 * What is forgotten, and when: old questions by age, one person's traces on demand. What posts show is never removed, for an
 * article may still fall and every post that shows it must then be found; what somebody asked is removed from them. Many rows
 * are taken in steps, so that nobody waits for long: what a crash leaves undone, the next run does.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Asked, MessageRef, PersonId, RequestId, Target } from '../core/chat.ts';
import type { Call } from '../core/command.ts';
import type { Reply } from '../core/reply.ts';
import { questionsOf, withoutQuestion } from '../core/without-question.ts';
import { caseEntriesOn } from './case-log.ts';
import { fromJson } from './rows.ts';
import type { Database, Sql } from './sql.ts';

/** Rows in one step; a post takes about 0.1 ms. */
const STEP = 50;

/** Rows looked up at a time: a millisecond or two. */
const PAGE = 500;

/** Stands for somebody who was forgotten; a new one each time, so that two are still counted as two. */
const NOBODY = 'forgotten:';
const IS_NOBODY = `person > '${NOBODY}' AND person < 'forgotten;'`;

const CLOSED = `state IN ('sent', 'failed')`;

/** Seen by one person for a moment, and in no history: it can never be mended. */
const FLEETING = 'audience IS NOT NULL AND direct = 0 AND lasting = 0';

/** A post that is to be removed, or to lose its question. */
interface OldPost {
  key: string;
  remove: number;
}

/** The person's own, and what they set for themselves. */
const THEIRS = [
  'DELETE FROM actions WHERE audience = :person',
  'DELETE FROM watches WHERE set_by = :person OR asked_by = :person',
  'DELETE FROM subscriptions WHERE direct = 1 AND set_by = :person',
  'DELETE FROM digest_plans WHERE direct = 1 AND set_by = :person',
  'DELETE FROM flag_questions WHERE person = :person',
  'DELETE FROM waiting_reactions WHERE person = :person',
  // What a channel follows and what feeds there are is everyone's: it stays, set by nobody.
  `UPDATE subscriptions SET set_by = '' WHERE set_by = :person`,
  `UPDATE digest_plans SET set_by = '' WHERE set_by = :person`,
  `UPDATE feeds SET added_by = '' WHERE added_by = :person`,
  // A request that is closed needs no more what it leant on, which may be theirs.
  `UPDATE requests SET before = NULL WHERE outcome IS NOT NULL AND before IS NOT NULL
     AND (platform, space, channel) IN (SELECT platform, space, channel FROM requests WHERE person = :person)`,
];

/** Works in transactions of its own. */
export function privacyOn({ write }: Pick<Database, 'write'>) {
  const inSteps = async <Of>(rows: Of[], work: (sql: Sql, row: Of) => Promise<void>): Promise<number> => {
    for (let from = 0; from < rows.length; from += STEP) {
      await write('desk', async sql => {
        for (const row of rows.slice(from, from + STEP)) await work(sql, row);
      });
      await nextTurn();
    }
    return rows.length;
  };
  /** As long as there are any: what was worked on is not found again. */
  const inPages = async <Of>(page: (sql: Sql) => Promise<Of[]>, work: (sql: Sql, row: Of) => Promise<void>) => {
    let done = 0;
    for (;;) {
      const rows = await write('desk', page);
      if (rows.length === 0) return done;
      done += await inSteps(rows, work);
    }
  };

  return {
    async tidy(before: string, now: string): Promise<number> {
      await inPages(sql => oldPosts(sql, before), clearPost);
      await inPages(latePosts, clearPost);
      await write('desk', async sql => {
        await sql.run('DELETE FROM votes WHERE at < :before', { before });
        await sql.run('DELETE FROM actions WHERE expires_at <= :now', { now });
        await sql.run('DELETE FROM watches WHERE created_at < :before', { before });
        await sql.run('DELETE FROM waiting_reactions WHERE since < :before', { before });
        // One that has expired wakes no more, and may be opened anew.
        await sql.run(
          'DELETE FROM watch_keys WHERE watch IN (SELECT id FROM watches WHERE ended IS NULL AND expires_at <= :now)',
          { now },
        );
      });
      return inPages(
        sql =>
          sql.all<{ id: RequestId }>(
            `SELECT id FROM requests WHERE outcome IS NOT NULL AND asked_at < :before LIMIT ${PAGE}`,
            { before },
          ),
        async (sql, { id }) => void (await sql.run('DELETE FROM requests WHERE id = :id', { id })),
      );
    },
    async forget(person: PersonId): Promise<{ requests: number; votes: number; flags: number }> {
      const nobody = NOBODY + randomUUID();
      await inSteps(await write('desk', sql => postsOf(sql, person)), clearPost);
      const counted = await write('desk', async sql => {
        for (const each of THEIRS) await sql.run(each, { person });
        return {
          votes: await sql.run('UPDATE votes SET person = :nobody WHERE person = :person', { nobody, person }),
          flags: await caseEntriesOn(sql).forget(person, nobody),
        };
      });
      // Last, for the rest is found by them.
      const theirs = await write('desk', sql =>
        sql.all<{ id: RequestId }>('SELECT id FROM requests WHERE person = :person', { person }),
      );
      return { requests: await inSteps(theirs, (sql, { id }) => renameRequest(sql, id, nobody)), ...counted };
    },
  };
}

function oldPosts(sql: Sql, before: string): Promise<OldPost[]> {
  return sql.all<OldPost>(
    `SELECT key, CASE WHEN ${FLEETING} THEN 1 ELSE 0 END AS remove FROM posts
     WHERE tidied = 0 AND queued_at < :before AND ${CLOSED} LIMIT ${PAGE}`,
    { before },
  );
}

/** What was still being answered while its asker was forgotten. */
function latePosts(sql: Sql): Promise<OldPost[]> {
  return sql.all<OldPost>(
    `SELECT key, CASE WHEN audience IS NULL THEN 0 ELSE 1 END AS remove FROM posts
     WHERE (tidied = 0 OR audience IS NOT NULL) AND ${CLOSED} AND request IN (SELECT id FROM requests WHERE ${IS_NOBODY})
     LIMIT ${PAGE}`,
  );
}

/** Nobody else ever saw the private ones, so nothing of them has to be mended. */
function postsOf(sql: Sql, person: PersonId): Promise<OldPost[]> {
  return sql.all<OldPost>(
    `SELECT key, 1 AS remove FROM posts WHERE audience = :person
     UNION ALL SELECT key, 0 FROM posts
       WHERE audience IS NULL AND tidied = 0 AND request IN (SELECT id FROM requests WHERE person = :person)
     UNION ALL SELECT key, 0 FROM posts WHERE audience IS NULL AND tidied = 0 AND asked_by = :person`,
    { person },
  );
}

async function clearPost(sql: Sql, { key, remove }: OldPost): Promise<void> {
  if (remove === 1) await sql.run('DELETE FROM posts WHERE key = :key', { key });
  else await scrubPost(sql, key);
}

/** Takes out the question, with the buttons that would ask it again. What is not sent yet keeps its leave to be sent. */
async function scrubPost(sql: Sql, key: string): Promise<void> {
  const row = await sql.get<{ closed: number; target: string; reply: string; asked: string | null }>(
    `SELECT CASE WHEN ${CLOSED} THEN 1 ELSE 0 END AS closed, target, reply, asked FROM posts WHERE key = :key`,
    { key },
  );
  if (row === null) return;
  const { closed } = row;
  const target = fromJson<Target>(row.target);
  const reply = fromJson<Reply>(row.reply);
  const asked = row.asked === null ? null : fromJson<Asked>(row.asked).question;
  await sql.run(
    'UPDATE posts SET target = :target, reply = :reply, asked = NULL, asked_by = NULL, tidied = :closed WHERE key = :key',
    {
      ...{ key, closed },
      target: JSON.stringify(closed === 1 ? { ...target, grant: null } : target),
      reply: JSON.stringify(withoutQuestion(reply, asked)),
    },
  );
  await removeGrants(sql, key);
  for (const question of questionsOf(reply, asked))
    for (const { action } of reply.actions) await removeAction(sql, action, JSON.stringify(question));
}

async function removeGrants(sql: Sql, post: string): Promise<void> {
  const rows = await sql.all<{ part: number; ref: string }>('SELECT part, ref FROM post_messages WHERE post = :post', {
    post,
  });
  for (const { part, ref } of rows)
    await sql.run('UPDATE post_messages SET ref = :ref WHERE post = :post AND part = :part', {
      ...{ post, part, ref: JSON.stringify({ ...fromJson<MessageRef>(ref), grant: null }) },
    });
}

/** Removes an action whose call holds these words; `replace` is what both engines find words by. */
async function removeAction(sql: Sql, id: string, words: string): Promise<void> {
  await sql.run(`DELETE FROM actions WHERE id = :id AND replace(call, :words, '') <> call`, { id, words });
}

/** Keeps that somebody asked for something at some time, in some channel; a direct conversation would name its person. */
async function renameRequest(sql: Sql, id: RequestId, nobody: string): Promise<void> {
  const row = await sql.get<{ command: string; target: string }>(
    'SELECT command, target FROM requests WHERE id = :id',
    {
      id,
    },
  );
  if (row === null) return;
  const given = fromJson<Target>(row.target);
  const place = given.direct ? { ...given, channel: '', thread: null } : given;
  const call: Call = { command: row.command, input: { kind: 'options', options: {} } };
  await sql.run(
    `UPDATE requests SET person = :nobody, person_name = '', event = id, channel = :channel, thread = :thread,
       audience = NULL, target = :target, call = :call, before = NULL,
       outcome = coalesce(outcome, 'stopped'), closed_at = coalesce(closed_at, asked_at)
     WHERE id = :id`,
    {
      ...{ id, nobody, channel: place.channel, thread: place.thread },
      target: JSON.stringify({ ...place, only: null, grant: null }),
      call: JSON.stringify(call),
    },
  );
}
