/**
 * What is forgotten, and when: old questions by age, one person's traces on demand. What posts show is never removed, for an
 * article may still fall and every post that shows it must then be found; what somebody asked is removed from them. Many rows
 * are taken in steps, so that the calling thread is never held for long: what a crash leaves undone, the next run does.
 */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Asked, PersonId, Target } from '../core/chat.ts';
import type { Call } from '../core/command.ts';
import type { Reply } from '../core/reply.ts';
import { questionsOf, withoutQuestion } from '../core/without-question.ts';
import type { Cases } from './sqlite-cases.ts';
import { fromJson } from './sqlite-rows.ts';

/** Rows in one step; a post takes about 0.1 ms. */
const STEP = 50;

/** Rows looked up at a time: a millisecond or two. */
const PAGE = 500;

/** Stands for somebody who was forgotten; a new one each time, so that two are still counted as two. */
const NOBODY = 'forgotten:';
const IS_NOBODY = `person > '${NOBODY}' AND person < 'forgotten;'`;

const CLOSED = `state IN ('sent', 'failed')`;

/** Seen by one person for a moment, and in no history: it can never be mended. */
const FLEETING = `audience IS NOT NULL AND NOT json_extract(target, '$.direct') AND json_extract(target, '$.lasting') IS NOT TRUE`;

type Row = Record<string, unknown>;

/** Runs work in a transaction. */
type Write = <Value>(work: () => Value) => Promise<Value>;

/** Statements prepared once. */
export function privacyOn(db: DatabaseSync, write: Write, cases: Pick<Cases, 'forget'>) {
  const posts = postRemoverOn(db);
  const requests = requestRemoverOn(db);
  const oldPosts = db.prepare(
    `SELECT key, ${FLEETING} AS remove FROM posts WHERE tidied = 0 AND queued_at < ? AND ${CLOSED} LIMIT ${PAGE}`,
  );
  const oldRequests = db.prepare(`SELECT id FROM requests WHERE outcome IS NOT NULL AND asked_at < ? LIMIT ${PAGE}`);
  const oldWatches = db.prepare('DELETE FROM watches WHERE created_at < ?');
  // One that has expired wakes no more, and may be opened anew.
  const deadKeys = db.prepare(
    'DELETE FROM watch_keys WHERE watch IN (SELECT id FROM watches WHERE ended IS NULL AND expires_at <= ?)',
  );
  const oldVotes = db.prepare('DELETE FROM votes WHERE at < ?');
  const deadActions = db.prepare('DELETE FROM actions WHERE expires_at <= ?');
  // What was still being answered while its asker was forgotten.
  const latePosts = db.prepare(
    `SELECT key, audience IS NOT NULL AS remove FROM posts
     WHERE (tidied = 0 OR audience IS NOT NULL) AND ${CLOSED} AND request IN (SELECT id FROM requests WHERE ${IS_NOBODY})
     LIMIT ${PAGE}`,
  );
  // Nobody else ever saw the private ones, so nothing of them has to be mended.
  const theirPosts = db.prepare(
    `SELECT key, 1 AS remove FROM posts WHERE audience = :person
     UNION ALL SELECT key, 0 FROM posts
       WHERE audience IS NULL AND tidied = 0 AND request IN (SELECT id FROM requests WHERE person = :person)
     UNION ALL SELECT key, 0 FROM posts
       WHERE audience IS NULL AND tidied = 0 AND json_extract(asked, '$.by') = :person`,
  );
  const theirActions = db.prepare('DELETE FROM actions WHERE audience = ?');
  const theirVotes = db.prepare('UPDATE votes SET person = ? WHERE person = ?');
  const theirRequests = db.prepare('SELECT id FROM requests WHERE person = ?');
  const watchesSetByThem = db.prepare('DELETE FROM watches WHERE set_by = ?');
  const watchesOnTheirQuestions = db.prepare('DELETE FROM watches WHERE asked_by = ?');
  const theirSubscriptions = db.prepare('DELETE FROM subscriptions WHERE direct = 1 AND set_by = ?');
  const theirQuestions = db.prepare('DELETE FROM flag_questions WHERE person = ?');
  const theirDigests = db.prepare('DELETE FROM digest_plans WHERE direct = 1 AND set_by = ?');
  // What a channel follows and what feeds there are is everyone's: it stays, set by nobody.
  const setByThem = db.prepare(`UPDATE subscriptions SET set_by = '' WHERE set_by = ?`);
  const digestsByThem = db.prepare(`UPDATE digest_plans SET set_by = '' WHERE set_by = ?`);
  const addedByThem = db.prepare(`UPDATE feeds SET added_by = '' WHERE added_by = ?`);

  const inSteps = async (rows: Row[], work: (row: Row) => void) => {
    for (let from = 0; from < rows.length; from += STEP) {
      await write(() => rows.slice(from, from + STEP).forEach(work));
      await nextTurn();
    }
    return rows.length;
  };
  /** As long as there are any: what was worked on is not found again. */
  const inPages = async (page: () => Row[], work: (row: Row) => void) => {
    let done = 0;
    for (let rows = await write(page); rows.length > 0; rows = await write(page)) done += await inSteps(rows, work);
    return done;
  };
  const removeFrom = ({ key, remove }: Row) => (remove ? posts.remove(String(key)) : posts.scrub(String(key)));

  return {
    async tidy(before: string, now: string): Promise<number> {
      await inPages(() => oldPosts.all(before), removeFrom);
      await inPages(() => latePosts.all(), removeFrom);
      await write(() => {
        oldVotes.run(before);
        deadActions.run(now);
        oldWatches.run(before);
        deadKeys.run(now);
      });
      return inPages(
        () => oldRequests.all(before),
        ({ id }) => requests.remove(String(id)),
      );
    },
    async forget(person: PersonId): Promise<{ requests: number; votes: number; flags: number }> {
      const nobody = NOBODY + randomUUID();
      await inSteps(await write(() => theirPosts.all({ person })), removeFrom);
      const counted = await write(() => {
        const gone = [
          theirActions,
          watchesSetByThem,
          watchesOnTheirQuestions,
          theirSubscriptions,
          theirDigests,
          theirQuestions,
        ];
        for (const each of [...gone, setByThem, digestsByThem, addedByThem]) each.run(person);
        requests.withoutLeaningOn(person);
        return { votes: Number(theirVotes.run(nobody, person).changes), flags: cases.forget(person, nobody) };
      });
      // Last, for the rest is found by them.
      const theirs = await write(() => theirRequests.all(person));
      const forgotten = await inSteps(theirs, ({ id }) => requests.rename(String(id), nobody));
      return { requests: forgotten, ...counted };
    },
  };
}

function postRemoverOn(db: DatabaseSync) {
  const byKey = db.prepare(`SELECT ${CLOSED} AS closed, target, reply, asked FROM posts WHERE key = ?`);
  const rewrite = db.prepare('UPDATE posts SET target = ?, reply = ?, asked = NULL, tidied = ? WHERE key = ?');
  const remove = db.prepare('DELETE FROM posts WHERE key = ?');
  const withoutGrants = db.prepare(`UPDATE post_messages SET ref = json_set(ref, '$.grant', NULL) WHERE post = ?`);
  const removeAction = db.prepare('DELETE FROM actions WHERE id = ? AND instr(call, ?)');

  return {
    remove: (key: string): void => {
      remove.run(key);
    },
    /** Takes out the question, with the buttons that would ask it again. What is not sent yet keeps its leave to be sent. */
    scrub(key: string): void {
      const row = byKey.get(key);
      if (row === undefined) return;
      const target = fromJson<Target>(row.target);
      const reply = fromJson<Reply>(row.reply);
      const asked = row.asked === null ? null : fromJson<Asked>(row.asked).question;
      const kept = row.closed ? { ...target, grant: null } : target;
      rewrite.run(JSON.stringify(kept), JSON.stringify(withoutQuestion(reply, asked)), row.closed as number, key);
      withoutGrants.run(key);
      for (const question of questionsOf(reply, asked))
        for (const { action } of reply.actions) removeAction.run(action, JSON.stringify(question));
    },
  };
}

function requestRemoverOn(db: DatabaseSync) {
  const remove = db.prepare('DELETE FROM requests WHERE id = ?');
  const byId = db.prepare('SELECT command, target FROM requests WHERE id = ?');
  const rename = db.prepare(
    `UPDATE requests SET person = :nobody, person_name = '', event = id, channel = :channel, thread = :thread,
       audience = NULL, target = :target, call = :call, before = NULL,
       outcome = coalesce(outcome, 'stopped'), closed_at = coalesce(closed_at, asked_at)
     WHERE id = :id`,
  );
  // A request that is closed needs no more what it leant on, which may be theirs.
  const withoutLeaningOn = db.prepare(
    `UPDATE requests SET before = NULL WHERE outcome IS NOT NULL AND before IS NOT NULL
       AND (platform, space, channel) IN (SELECT platform, space, channel FROM requests WHERE person = ?)`,
  );

  return {
    remove: (id: string): void => {
      remove.run(id);
    },
    withoutLeaningOn: (person: PersonId): void => {
      withoutLeaningOn.run(person);
    },
    /** Keeps that somebody asked for something at some time, in some channel; a direct conversation would name its person. */
    rename(id: string, nobody: string): void {
      const row = byId.get(id);
      if (row === undefined) return;
      const given = fromJson<Target>(row.target);
      const place = given.direct ? { ...given, channel: '', thread: null } : given;
      const call: Call = { command: String(row.command), input: { kind: 'options', options: {} } };
      rename.run({
        ...{ id, nobody, channel: place.channel, thread: place.thread },
        target: JSON.stringify({ ...place, only: null, grant: null }),
        call: JSON.stringify(call),
      });
    },
  };
}
