/** `article <id>`: what is known of one article, how it begins, and what reading made of it. */
import { z } from 'zod';
import { type CommandContext, defineCommand, type Typed } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { articleField } from '../src/core/fields.ts';
import type { Article, ArticleId, Evidence, PagePart, Passage } from '../src/core/model.ts';
import { emphasis, type ReplyField, reply, type Span, strong, text, time } from '../src/core/reply.ts';
import type { Verdict } from '../src/core/verdicts.ts';

/** Sentences; enough to recognise an article by. */
const FIRST_SENTENCES = 3;

/** Editors seldom change their minds so often. */
const LAST_VERDICTS = 5;

const PARTS: readonly PagePart[] = ['title', 'body', 'byline', 'embed', 'furniture'];

export const article = defineCommand({
  name: 'article',
  summary: 'shows what is known of one article',
  surfaces: ['console', 'chat'],
  forAskerAlone: true,
  permission: 'everyone',
  input: z.object({ id: articleField({ about: 'its id, as quotes and articles show it' }) }),
  async run({ id }, { store, newsroom, typed }) {
    const found = await articleInRecord(id, { store, newsroom, typed });
    const passages = await newsroom.read(id);
    const parts = countParts(passages);
    const words = await store.verdicts(id);
    const title = found.title ?? 'untitled';
    return reply({
      body: [found.title === null ? emphasis(title) : strong(title)],
      quotes: firstSentences(found, passages).map(evidence => ({ evidence, says: null })),
      fields: [...knownFields(found), { name: 'Passages', value: [text(partsLine(parts))] }, ...verdictFields(words)],
      fallback: `Article ${id}: ${title}`,
      data: { ...found, passages: parts, verdicts: words.map(publicVerdict) },
    });
  },
});

/** An article of the record; `unknown-article` for any other, a seed among them once seeds do not belong to it. */
export async function articleInRecord(
  id: ArticleId,
  { store, newsroom, typed }: Pick<CommandContext, 'store' | 'newsroom' | 'typed'>,
): Promise<Article> {
  const found = await store.article(id);
  const belongs = found?.origin !== 'seed' || (await newsroom.seedsBelong());
  if (!found || !belongs) throw unknownArticle(id, typed);
  return found;
}

export function unknownArticle(id: string, typed: Typed): StetError {
  const userMessage = `There is no article "${id}" in the record; ${typed('articles')} lists them.`;
  return new StetError('unknown-article', 'no article of that id', { userMessage });
}

function knownFields(found: Article): ReplyField[] {
  return [
    { name: 'Article', value: [text(found.id)] },
    { name: 'Outlet', value: known(found.outlet) },
    { name: 'Byline', value: known(found.byline) },
    { name: 'Published', value: found.publishedAt === null ? known(null) : [time(found.publishedAt)] },
    { name: 'Language', value: known(found.language) },
    { name: 'Address', value: address(found.url) },
    { name: 'Revision', value: [text(`${found.revision}, first stored `), time(found.storedAt)] },
  ];
}

/** The latest words of editors, the last one first. */
function verdictFields(words: readonly Verdict[]): ReplyField[] {
  return words.slice(-LAST_VERDICTS).map(({ ruling, reason, at, effect }, n) => ({
    name: n === 0 ? 'Verdicts' : '',
    value: [
      strong(ruling),
      text(effect === null ? ', which waits for other editors, ' : ' '),
      time(at),
      text(`: ${reason}`),
    ],
  }));
}

/** Who decided is for editors to know, and stands in the case. */
function publicVerdict({ by: _, platform: __, ...shown }: Verdict): Omit<Verdict, 'by' | 'platform'> {
  return shown;
}

function known(value: string | null): Span[] {
  return [value === null ? emphasis('unknown') : text(value)];
}

function address(url: string | null): Span[] {
  return url === null ? known(null) : [{ kind: 'link', text: url, url }];
}

/** The first sentences of the body, as quotes; a text without any begins with whatever it has. */
function firstSentences(found: Article, passages: Passage[]): Evidence[] {
  const body = passages.filter(passage => passage.part === 'body');
  const sentences = body.filter(passage => passage.kind === 'sentence');
  const first = (sentences.length > 0 ? sentences : body).slice(0, FIRST_SENTENCES);
  const { id, revision, outlet, title, publishedAt, url } = found;
  return first.map(({ start, end, text: quote }) => ({
    article: id,
    revision,
    outlet,
    title,
    publishedAt,
    ...(url === null ? {} : { url }),
    quote,
    start,
    end,
  }));
}

function countParts(passages: Passage[]): Record<PagePart, number> {
  const counts: Record<PagePart, number> = { title: 0, body: 0, byline: 0, embed: 0, furniture: 0 };
  for (const passage of passages) counts[passage.part] += 1;
  return counts;
}

function partsLine(parts: Record<PagePart, number>): string {
  const told = PARTS.filter(part => parts[part] > 0).map(part => `${parts[part]} ${part}`);
  return told.length > 0 ? told.join(', ') : 'none';
}
