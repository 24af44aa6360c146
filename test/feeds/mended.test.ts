/**
 * A page that is mended, with a feed that says so, while processes die between any two steps of reading either: what stands in the store in the
 * end is what stands on the page.
 */
import { expect, test } from 'vitest';
import { feedIdOf } from '../../src/ingest/identify.ts';
import { articleOf } from '../bench/corpus.ts';
import { aLife } from '../support/killing.ts';
import { pageOf } from '../support/news-pages.ts';
import type { Story } from '../support/stories.ts';
import { answer } from '../support/web.ts';
import { aWorldOfLives } from './lives.ts';
import { aNewsSite } from './site.ts';

const FEED = '/feed.xml';
const FOREVER = Number.POSITIVE_INFINITY;

/** Longer than any feed waits between two polls, milliseconds. */
const NEXT_POLL_MS = 7 * 3_600_000;

function storyOf(number: number): Story {
  const { title, text } = articleOf(9, number);
  return { title: `${title} ${number}`, byline: 'Ada Quill', day: '2026-01-07', lines: text.split('\n\n').slice(1) };
}

/** A feed that nobody follows and that has been read once. */
async function aWorld() {
  const site = await aNewsSite();
  const world = await aWorldOfLives([site.place]);
  const url = site.origin + FEED;
  await world
    .store()
    .addFeed({ id: feedIdOf(url), url, shown: url, title: null, outlet: url, addedBy: 'console:local' });
  await world.live(aLife(FOREVER));
  /** A process of so many steps, when the feed is due; says whether it came to its end. */
  const liveFor = async (steps: number) => {
    world.clock.advance(NEXT_POLL_MS);
    const life = aLife(steps);
    await world.live(life);
    return !life.over();
  };
  /** A whole life in which the feed does not answer, but the pages do. */
  const liveWithoutFeed = async () => {
    const feed = site.pages[FEED]!;
    site.pages[FEED] = answer(500);
    await liveFor(FOREVER);
    site.pages[FEED] = feed;
  };
  const mend = (path: string, story: Story) => {
    site.pages[path] = pageOf({ ...story, lines: [...story.lines, `Mended: ${story.title}.`] });
    site.feeds.get(FEED)!.find(each => each.path === path)!.title = `${story.title}, mended`;
  };
  const isMended = async ({ title }: Story) => {
    const stored = (await world.store().articles({ limit: 10_000, seeds: false })).filter(each => each.title === title);
    expect(stored).toHaveLength(1);
    return (await world.store().revision(stored[0]!.id))!.text.includes(`Mended: ${title}.`);
  };
  return { site, liveFor, liveWithoutFeed, mend, isMended };
}

test('a page that is mended is read again, whichever step of the first or of the second reading died', async () => {
  const world = await aWorld();
  let steps = 0;
  for (let done = false; !done; steps++) {
    const story = storyOf(steps);
    const path = `/${steps}`;
    world.site.publish(FEED, story, { path });
    done = await world.liveFor(steps);
    // What was seen is read now, by its page alone.
    await world.liveWithoutFeed();
    world.mend(path, story);
    done = (await world.liveFor(steps)) && done;
    await world.liveFor(FOREVER);
    expect(await world.isMended(story), `killed at step ${steps}`).toBe(true);
  }
  // A poll, a fetch, a reading, an article and what follows from it; each is several steps, and each step two moments.
  expect(steps).toBeGreaterThan(40);
}, 120_000);
