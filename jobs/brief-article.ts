/**
 * `brief-article`: tells every place that follows an article of it, once. Queued by `ingest-article` for what came by a feed, and at start
 * for articles that were not told of. Safe to run twice: a place gets one post of an article. A place that was already shown the
 * same report gets one line, and one that follows words gets what carries them.
 */
import { z } from 'zod';
import type { FeedId, Subscription } from '../src/core/feeds.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import type { Article } from '../src/core/model.ts';
import { BUTTON_DAYS, offerButtons } from '../src/core/offers.ts';
import { placeKey, targetOf } from '../src/core/places.ts';
import { whyButton } from '../src/newsroom/answer-buttons.ts';
import { briefReply } from '../src/newsroom/brief/reply.ts';
import { seenIn } from '../src/newsroom/brief/seen.ts';
import { fitterOf } from '../src/newsroom/follows.ts';
import { deliver } from './deliver.ts';

export const briefArticle = defineJob({
  name: 'brief-article',
  payload: z.object({ article: z.string().min(1) }),
  key: ({ article }) => article,
  retry: { attempts: 10, backoffMs: 2_000, maxBackoffMs: 300_000 },
  // One after another: two reports of one event would not know of each other.
  concurrency: 1,
  async run({ article: id }, context) {
    const { store } = context;
    const article = await store.article(id);
    // Again where it came by one more feed meanwhile, whose followers were not told. Last, so that a run that was cut short is found again.
    for (let told = false; !told; ) {
      const feeds = await store.feedsOf(id);
      // What was retracted before anyone was told of it is told to nobody.
      if (article !== null && article.verdict !== 'retracted')
        for (const subscription of await followersOf(article, feeds, context))
          await tell(article, subscription, context);
      told = await store.markBriefed(id, feeds);
    }
  },
});

/** All that fit: several of one place are told once, by the key of the post. */
async function followersOf(article: Article, feeds: readonly FeedId[], { store }: JobContext): Promise<Subscription[]> {
  const fits = fitterOf({ text: (await store.revision(article.id))?.text ?? '', outlet: article.outlet, feeds });
  return (await store.subscriptions()).filter(each => each.paused === null && fits(each));
}

async function tell(
  article: Article,
  subscription: Subscription,
  { store, newsroom, queue, clock }: JobContext,
): Promise<void> {
  const { place } = subscription;
  const key = `brief:${article.id}:${placeKey(place)}`;
  if ((await store.post(key)) === null) {
    const seen = await seenIn(place, { without: [article.id] }, store);
    const made = briefReply(await newsroom.brief(article.id, seen, { model: true }));
    const target = targetOf(subscription);
    const offer = { audience: target.only, now: clock.now(), days: BUTTON_DAYS };
    const actions = await offerButtons([whyButton(key)], offer, store);
    await store.queuePost({
      key,
      kind: 'brief',
      target,
      reply: { ...made, actions },
      asked: null,
      request: null,
    });
  }
  await queue.add(deliver, { key });
}
