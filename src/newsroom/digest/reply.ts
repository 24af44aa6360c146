/**
 * A digest as a Reply: one message with the most of each kind, the rest below it. Puts into words and decides nothing; headlines and
 * sentences are quotations, each with its place in the data, so that a digest is found and mended when an article falls.
 */
import type { Digest, DigestCase, DigestChange, DigestStory, FeedTrouble, LocalDate } from '../../core/digests.ts';
import type { Evidence } from '../../core/model.ts';
import {
  code,
  emphasis,
  lineBreak,
  type Reply,
  type ReplyField,
  type ReplyQuote,
  reply,
  type Span,
  text,
  time,
} from '../../core/reply.ts';
import { differenceQuotes } from '../brief/reply.ts';
import { quoted } from '../quoted.ts';
import { MOST_SKIPPED } from './calendar.ts';
import { isEmpty } from './digest.ts';

/**
 * What the first message holds of quotations, in characters with their labels and sources: half of what the smallest of the platforms'
 * messages does, for escaping may double a text.
 */
const FIRST_MESSAGE = 3_000;

/** And how many: a platform that shows each in a frame of its own takes ten, of which fields are one. */
const FIRST_QUOTES = 9;

/** What a source takes beside its outlet and title. */
const SOURCE = 60;

/** A headline above its story, in characters; a longer one is a sentence, and stands as a quotation. */
const LONGEST_LABEL = 150;

/** Dates that are named one by one. */
const FEW_DATES = 3;

/** Quotations that stay together, and what they are, for the counts. */
interface Unit {
  kind: 'story' | 'change' | 'difference';
  quotes: ReplyQuote[];
}

/** A Digest as a Reply; one line where nothing is new. */
export function digestReply(digest: Digest): Reply {
  const units = unitsOf(digest);
  const first = firstMessage(units);
  const below = units.filter(unit => !first.has(unit));
  const warnings = warningsOf(digest);
  const said = isEmpty(digest) ? 'Nothing new' : countsOf(digest);
  const headline = digest.date && `Digest, ${weekdayOf(digest.date)} ${inWords(digest.date)}`;
  return reply({
    ...(headline === null ? {} : { headline }),
    body: [
      text(`${said} since `),
      time(digest.since),
      text('.'),
      ...warnings.flatMap(warning => [lineBreak, emphasis(warning)]),
    ],
    quotes: units.filter(unit => first.has(unit)).flatMap(({ quotes }) => quotes),
    fields: [...caseFields(digest.cases), ...troubleFields(digest.feeds), ...moreFields(below, digest.left)],
    tone: warnings.length > 0 ? 'warning' : 'plain',
    ...(below.length === 0 ? {} : { rest: restOf(below) }),
    fallback: headline === null ? `${said}.` : `${headline}: ${said}.`,
    data: digest,
  });
}

function restOf(units: readonly Unit[]): Reply {
  const told = 'More of this digest.';
  return reply({ body: [text(told)], quotes: units.flatMap(({ quotes }) => quotes), fallback: told });
}

/** All there is to quote, in the order in which it is shown. */
function unitsOf({ stories, changes, differences }: Digest): Unit[] {
  return [
    ...stories.map((story): Unit => ({ kind: 'story', quotes: storyQuotes(story) })),
    ...changes.map((change): Unit => ({ kind: 'change', quotes: changeQuotes(change) })),
    ...differences.map((difference): Unit => ({ kind: 'difference', quotes: differenceQuotes(difference) })),
  ].filter(({ quotes }) => quotes.length > 0);
}

/** The first of each kind, then what else there is room for; one that has no room leaves it to the next. */
function firstMessage(units: readonly Unit[]): ReadonlySet<Unit> {
  const firsts = units.filter((unit, at) => units.findIndex(({ kind }) => kind === unit.kind) === at);
  const taken = new Set<Unit>();
  let room = FIRST_MESSAGE;
  let places = FIRST_QUOTES;
  for (const unit of [...firsts, ...units.filter(each => !firsts.includes(each))]) {
    const size = sizeOf(unit);
    if ((size > room || unit.quotes.length > places) && taken.size > 0) continue;
    taken.add(unit);
    room -= size;
    places -= unit.quotes.length;
  }
  return taken;
}

function sizeOf({ quotes }: Unit): number {
  const sizes = quotes.map(({ says, evidence: { quote, outlet, title } }) =>
    [quote, says, outlet, title].reduce((sum, words) => sum + (words?.length ?? 0), SOURCE),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Its best sentence under its headline, else its headline alone; nothing where it has no words. */
function storyQuotes({ headline, sentence, ...story }: DigestStory): ReplyQuote[] {
  const evidence = sentence ?? headline;
  if (evidence === null) return [];
  const title =
    sentence !== null && headline !== null && headline.quote.length <= LONGEST_LABEL ? headline.quote : 'New';
  return [quoted(evidence, [title, ...notesOf(story, evidence)].join(' · '))];
}

function notesOf(
  { reports, alsoIn, doubtful, speaker }: Omit<DigestStory, 'headline' | 'sentence'>,
  { quote, outlet: own }: Evidence,
): string[] {
  const outlets = [...new Set(alsoIn.flatMap(({ outlet }) => (outlet === own ? [] : (outlet ?? []))))];
  const isNamed = speaker === null || quote.includes(speaker.split(' ').at(-1)!);
  return [
    ...(isNamed ? [] : [`in the words of ${speaker}`]),
    ...(reports > 1 ? [`${reports} reports`] : []),
    ...(outlets.length > 0 ? [`also in ${outlets.join(', ')}`] : []),
    ...(doubtful ? ['there is reason to doubt it'] : []),
  ];
}

function changeQuotes({ pairs }: DigestChange): ReplyQuote[] {
  return pairs.flatMap(({ now, before }) => [
    ...(now ? [quoted(now, before ? 'Changed: it says now' : 'Added')] : []),
    ...(before ? [quoted(before, now ? 'It said before' : 'Taken out')] : []),
  ]);
}

function countsOf({ stories, articles, left, changes, differences }: Digest): string {
  const told = articles - left;
  return [
    ...(stories.length > 0 ? [`${counted(stories.length, 'story', 'stories')} in ${counted(told, 'article')}`] : []),
    ...(left > 0 ? [`${counted(left, 'article')} more`] : []),
    ...(changes.length > 0 ? [`${counted(changes.length, 'article')} changed`] : []),
    ...(differences.length > 0 ? [`${counted(differences.length, 'statement')} disputed`] : []),
  ].join(', ');
}

function warningsOf({ late, skipped }: Digest): string[] {
  return [
    ...(late === null ? [] : [`This digest is late: it was due at ${late.at} (${late.zone}).`]),
    ...skippedInWords(skipped),
  ];
}

function skippedInWords(dates: readonly LocalDate[]): string[] {
  if (dates.length === 0) return [];
  if (dates.length > FEW_DATES)
    return [
      `${dates.length}${dates.length < MOST_SKIPPED ? '' : ' or more'} digests before it did not come; what they would have told is told here.`,
    ];
  const named = dates.map(date => inWords(date));
  const listed = named.length === 1 ? named[0] : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
  return [`No digest came on ${listed}; what it would have told is told here.`];
}

function caseFields(cases: readonly DigestCase[]): ReplyField[] {
  const value = cases.flatMap(({ article: { id, title, outlet } }, at): Span[] => [
    ...(at === 0 ? [] : [lineBreak]),
    title === null ? emphasis('untitled') : text(title),
    ...[text(` · ${outlet ?? 'outlet unknown'} · `), code(id)],
  ]);
  return cases.length === 0 ? [] : [{ name: 'Open cases', value }];
}

function troubleFields(feeds: readonly FeedTrouble[]): ReplyField[] {
  const lines = feeds.map(({ feed, says }) => text(`${feed.title ?? feed.shown} ${says}.`));
  const value = lines.flatMap((line, at): Span[] => (at === 0 ? [line] : [lineBreak, line]));
  return lines.length === 0 ? [] : [{ name: 'Feeds in trouble', value }];
}

function moreFields(below: readonly Unit[], left: number): ReplyField[] {
  const of = (kind: Unit['kind']) => below.filter(unit => unit.kind === kind).length;
  const told = [
    ...(of('story') > 0 ? [counted(of('story'), 'story', 'stories')] : []),
    ...(of('change') > 0 ? [counted(of('change'), 'change')] : []),
    ...(of('difference') > 0 ? [counted(of('difference'), 'dispute')] : []),
  ];
  return [
    ...(told.length > 0 ? [{ name: 'Below', value: [text(`${told.join(', ')} more`)] }] : []),
    ...(left > 0 ? [{ name: 'Not told here', value: [text(`${counted(left, 'article')}; search finds them`)] }] : []),
  ];
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "8 January 2026". */
function inWords(date: LocalDate): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date));
}

function weekdayOf(date: LocalDate): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(date));
}
