/**
 * What is forgotten, and when: old questions by age, one person's traces on demand. What posts show is never removed, for an
 * article may still fall and every post that shows it must then be found; what somebody asked is removed from them.
 */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { PersonId } from '../core/chat.ts';

/** The question, wherever an answer's data repeats it. */
const WITHOUT_QUESTION = `json_remove(reply, '$.data.question', '$.data.readAs')`;

/** Statements prepared once. Each method must be called inside a transaction. */
export function privacyOn(db: DatabaseSync) {
  const oldPosts = db.prepare(
    `UPDATE posts SET asked = NULL, reply = ${WITHOUT_QUESTION} WHERE state IN ('sent', 'failed') AND queued_at < ?`,
  );
  const oldVotes = db.prepare('DELETE FROM votes WHERE at < ?');
  const oldActions = db.prepare('DELETE FROM actions WHERE expires_at < ?');
  const oldRequests = db.prepare('DELETE FROM requests WHERE outcome IS NOT NULL AND asked_at < ?');

  const theirPosts = 'request IN (SELECT id FROM requests WHERE person = ?)';
  const askedPosts = db.prepare(
    `UPDATE posts SET asked = NULL, reply = ${WITHOUT_QUESTION} WHERE ${theirPosts} OR json_extract(asked, '$.by') = ?`,
  );
  // Nobody else ever saw these, so nothing of them has to be mended.
  const privatePosts = db.prepare(
    `DELETE FROM posts WHERE ${theirPosts}
       AND (json_extract(target, '$.only') IS NOT NULL OR json_extract(target, '$.direct'))`,
  );
  const theirActions = db.prepare('DELETE FROM actions WHERE audience = ?');
  const theirRequests = db.prepare(
    `UPDATE requests SET person = ?, person_name = '', event = id, before = NULL, target = '{}',
       call = json_object('command', command, 'input', json_object('kind', 'options', 'options', json_object())),
       outcome = coalesce(outcome, 'stopped'), closed_at = coalesce(closed_at, asked_at)
     WHERE person = ?`,
  );
  const theirVotes = db.prepare('UPDATE votes SET person = ? WHERE person = ?');

  return {
    tidy(before: string): number {
      oldPosts.run(before);
      oldVotes.run(before);
      oldActions.run(before);
      return Number(oldRequests.run(before).changes);
    },
    forget(person: PersonId): { requests: number; votes: number } {
      privatePosts.run(person);
      askedPosts.run(person, person);
      theirActions.run(person);
      const nobody = `forgotten:${randomUUID()}`;
      const votes = Number(theirVotes.run(nobody, person).changes);
      return { requests: Number(theirRequests.run(nobody, person).changes), votes };
    },
  };
}
