/**
 * Reads an article: from text to passages that know their speaker, dates, numbers, names, firmness and part of the page. Called
 * by the indexing worker, by evaluation and by tests. Pure and deterministic, linear in the text's length, and quiet on any
 * input: a hostile text gives odd passages, never an error.
 */
import type { ArticleMeta, DateMention, Passage } from '../../core/model.ts';
import type { Names } from '../names.ts';
import { type Day, type DayOrder, dayOfIso } from './calendar.ts';
import { dayOrder, findDates, latestFullDate } from './dates.ts';
import { draftPassages } from './drafts.ts';
import { findEntities, newLearnt } from './entities.ts';
import { firmnessOf } from './firmness.ts';
import { markInterview } from './interview.ts';
import { findNumbers } from './numbers.ts';
import { type Draft, markParts } from './parts.ts';
import { markSpeech } from './speech.ts';

/** What reading needs of an article. Null metadata is unknown; `publishedAt` anchors "today" and "Tuesday". */
export type Readable = { text: string } & Pick<ArticleMeta, 'title' | 'byline' | 'publishedAt' | 'language'>;

/** UTF-16 units of an article that are read; what stands beyond is left out. */
export const READ_LIMIT = 200_000;

/**
 * The passages of an article in order, furniture included and marked. `text.slice(start, end) === passage.text`; passages never
 * overlap, hold no white space at their ends, and leave out only white space, list markers and stray leading dots (and all beyond
 * 20,000 passages). Dates are resolved against `publishedAt`, else against the latest full date in the text, else stay unresolved;
 * an embedded post's against the day it was posted. Speech and firmness are read in English alone (an unknown language counts as English).
 */
export function readArticle(article: Readable, names: Names): Passage[] {
  const text = readable(article.text);
  const drafts = draftPassages(text);
  markParts(drafts, article);
  const passages = annotate(drafts, names, dateFinder(article, text));
  if (!isEnglish(article.language)) return passages;
  for (const passage of passages) passage.firmness = firmnessOf(passage.text);
  markSpeech(passages, drafts, names);
  markInterview(passages);
  return passages;
}

function readable(text: string): string {
  if (text.length <= READ_LIMIT) return text;
  const cut = text.slice(0, READ_LIMIT);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Whether a text is read as English; an unknown language counts as it. */
export function isEnglish(language: string | null): boolean {
  return language === null || /^en\b/i.test(language);
}

type DateFinder = (draft: Draft) => DateMention[];

function dateFinder(article: Readable, text: string): DateFinder {
  const order = dayOrder(text, article.language);
  const anchor = dayOfIso(article.publishedAt) ?? latestFullDate(text, order);
  return draft => findDates(draft.text, { anchor: postDay(draft, order) ?? anchor, order });
}

function postDay(draft: Draft, order: DayOrder): Day | null {
  return draft.post?.date ? latestFullDate(draft.post.date, order) : null;
}

function annotate(drafts: Draft[], names: Names, datesOf: DateFinder): Passage[] {
  const learnt = newLearnt();
  let section: number | null = null;
  return drafts.map((draft, n) => {
    const { start, end, text, kind, part, block } = draft;
    const dates = datesOf(draft);
    const passage: Passage = {
      n,
      start,
      end,
      text,
      kind,
      part,
      // A heading stands beside the one before it, not under it.
      section: kind === 'heading' ? null : section,
      block,
      speaker: null,
      speech: [],
      dates: shift(dates, start),
      numbers: shift(findNumbers(text, dates), start),
      entities: shift(findEntities(text, kind, names, learnt), start),
      firmness: 'stated',
    };
    if (kind === 'heading' && part === 'body') section = n;
    return passage;
  });
}

function shift<Mention extends { start: number; end: number }>(mentions: Mention[], by: number): Mention[] {
  return mentions.map(mention => ({ ...mention, start: mention.start + by, end: mention.end + by }));
}
