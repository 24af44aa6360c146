/**
 * `show-case`: makes the post of a case in each review channel show it as it is now: posted once, edited from then on. Queued by whatever
 * changes a case, and at start for those that are not shown as they are. Safe to run twice: what is shown is kept with the version it is of.
 * It must never say who flagged, nor where.
 */
import { z } from 'zod';
import type { CaseId, KnownCase } from '../src/core/cases.ts';
import type { Place, Post } from '../src/core/chat.ts';
import { asStetError, StetError } from '../src/core/errors.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { ArticleId } from '../src/core/model.ts';
import { placeKey } from '../src/core/places.ts';
import type { Store } from '../src/core/ports.ts';
import type { ReplyAction } from '../src/core/reply.ts';
import { verifyQuotes } from '../src/core/verify-quotes.ts';
import { caseFile } from '../src/newsroom/cases/file.ts';
import { type CaseFile, caseCalls, caseReply } from '../src/newsroom/cases/reply.ts';
import { deliverPost } from './deliver.ts';
import { queueTellings } from './tell-verdict.ts';

/** How long the buttons of a case work, milliseconds: a year, for a verdict may be changed long after. */
const BUTTONS_MS = 365 * 86_400_000;

export const showCase = defineJob({
  name: 'show-case',
  payload: z.object({ case: z.string().min(1), version: z.number().int().min(1) }),
  key: ({ case: id, version }) => `${id} ${version}`,
  // About an hour and a half in all: longer than the outages of the platforms are.
  retry: { attempts: 20, backoffMs: 2_000, maxBackoffMs: 300_000 },
  // One after another: two runs for one case would edit the same message.
  concurrency: 1,
  async run({ case: id }, context) {
    const file = await caseFile(id, context);
    if (file === null) return;
    const faults: unknown[] = [];
    for (const place of context.reviewPlaces ?? [])
      await showIn(place, file, context).catch((fault: unknown) => void faults.push(fault));
    const fault = faults.find(each => asStetError(each).retryable) ?? faults[0];
    if (fault !== undefined) throw fault;
  },
});

type Queueing = { store: Pick<Store, 'case' | 'caseOf' | 'untoldDecisions'>; queue: JobContext['queue'] };

/** Queues what follows from a change of a case: its posts, and what those who flagged hear. */
export async function queueCase(id: CaseId, { store, queue }: Queueing): Promise<void> {
  const known = await store.case(id);
  if (known === null) return;
  await queue.add(showCase, { case: id, version: known.version });
  await queueTellings({ store, queue });
}

/** The same for the case that an article is in; nothing where it is in none. */
export async function queueCaseOf(article: ArticleId, { store, queue }: Queueing): Promise<void> {
  const id = await store.caseOf(article);
  if (id !== null) await queueCase(id, { store, queue });
}

async function showIn(place: Place, file: CaseFile, context: JobContext): Promise<void> {
  const { store, publishers } = context;
  const { known } = file;
  const publisher = publishers.get(place.platform);
  // Of a platform that this process does not serve: it waits for one that does.
  if (publisher === undefined) return;
  const before = await keep(place, file, context);
  const { key } = before;
  const post = before.state === 'queued' || before.state === 'sending' ? await send(before, context) : before;
  if (post.state !== 'sent') return;
  const { shown } = (await store.casePost(key)) ?? { shown: 0 };
  if (shown >= known.version) return;
  const isAsSent = before.state !== 'sent' && before.attempts === 0;
  await verifyQuotes(post.reply, store);
  // Of an earlier try the messages may show an earlier version, and some nobody was told of.
  const refs = isAsSent ? post.refs : await publisher.edit(post, post.queuedAt);
  await store.markCaseShown(key, known.version, refs);
}

/** The row of the post, as it is to be shown. Its buttons stay those that it was made with. */
async function keep(place: Place, file: CaseFile, { store, clock }: JobContext): Promise<Post> {
  const { known } = file;
  const name = placeKey(place);
  const key = `case:${known.id}:${name}`;
  const actions = (await store.post(key))?.reply.actions ?? (await offer(known, store, clock.now()));
  const target = { ...place, only: null, direct: false, grant: null };
  const draft = { ...{ key, target, request: null, asked: null }, kind: 'notice' as const };
  const of = { case: known.id, place: name, version: known.version };
  return store.keepCasePost({ ...draft, reply: caseReply(file, actions) }, of);
}

async function offer(known: KnownCase, store: Store, now: Date): Promise<ReplyAction[]> {
  const buttons = caseCalls(known);
  const expiresAt = new Date(now.getTime() + BUTTONS_MS).toISOString();
  const ids = await store.offerActions(buttons.map(({ call }) => ({ call, audience: null, expiresAt })));
  return buttons.map(({ label, style }, at) => ({ label, style, action: ids[at]! }));
}

async function send(post: Post, context: JobContext): Promise<Post> {
  await deliverPost(post.key, context);
  const now = (await context.store.post(post.key)) ?? post;
  if (now.state === 'queued' || now.state === 'sending')
    throw new StetError('not-delivered', 'the post of a case is being sent by another run');
  return now;
}
