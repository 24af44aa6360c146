/**
 * Takes the page's own lines off before and after an article's text: what extraction leaves of bylines, sharing, prompts and lists of
 * other articles. Looks at both ends alone: what stands between two lines of the article stays, and reading marks it.
 */
import type { TextBlock } from './blocks.ts';

/** Blocks from an end that are looked at. */
const REACH = { head: 12, tail: 30 };

/** Characters; longer blocks are the article's own, whatever they begin with. */
const SHORT = 220;

/** A line of this share of links belongs to the page. */
const LINKED = 0.6;

const BEFORE = [
  /^(by|von|par|por|di|av|door|przez)\s+\p{Lu}[^.!?]{1,100}$/iu,
  /^(published|updated|posted|last (updated|modified)|first published|date)\b.{0,80}\d/i,
  /^(\p{L}+day,? )?(\d{1,2}(st|nd|rd|th|\.)? (de )?\p{L}{3,9}\.?,? (de )?\d{4}|\p{L}{3,9}\.? \d{1,2}(st|nd|rd|th)?,? \d{4})([,·|–-]? ?(at )?\d{1,2}[:.]\d{2}.{0,20})?$/iu,
  /^\d{1,3}[ -]min(ute)?s?([ -]read)?( |$)|^reading time\b|^\d+ (minutes|hours|days) ago$/i,
  /^(home|news)?\s*[›»>/]\s|\s[›»>]\s.*\s[›»>]\s/i,
  /^(listen|listen to (this )?(article|story)|play|watch|gallery|photos?|image|advertisement|advertising|sponsored|comments?( \(?\d+\)?)?|\d+ comments?|print|save|bookmark|share|exclusive|breaking( news)?|live|opinion|analysis)$/i,
  /^(skip to|jump to|back to)\b/i,
  /^(image|photo|picture|credit|photograph)( (credit|source|caption|by))?:/i,
  /^(listen|subscribe|follow us|join our|sign up|download our)\b[^.]{0,120}$/i,
];

const SHARING =
  /^(share( (this|on|via))?|tweet|e-?mail|whatsapp|copy link|facebook|twitter|linkedin|reddit|telegram|bluesky|mastodon|pinterest|print|save|x)\b[^.!?]{0,60}$/i;

/** What a page calls what follows: no sentence, though a sentence may begin with the same word. */
const LABELS = [
  /^(also read|see also|more (on|from|stories|news)|related|recommended|you (may|might) (also )?like|most (read|popular|viewed)|trending|top stories|latest|up next|don.t miss|in case you missed)\b/i,
  /^(tags?|topics?|filed under|categories|category|keywords|labels)\b\s*:?/i,
  /^(\d+ )?comments?\b|^(leave|post|add) a (comment|reply)|^(view|show|hide) (all )?comments|^(report|flag) (this|a)\b/i,
  /^(about the author|author bio|contact (us|the author|the newsroom)|send (us )?(your )?(tips|stories|letters)|letters to the editor)/i,
  /^(previous|next)( (article|post|story))?\b.{0,100}$|^back to (top|home)/i,
  /^(advertisement|sponsored|promoted|newsletter|print|share|save)\b.{0,40}$/i,
];

/** What a page asks of its readers, or says of itself. */
const PROMPTS = [
  /^(read (more|next|on)|also read)\b/i,
  /^(subscribe|sign (up|in)|log in|register|follow (us|\p{Lu})|join (us|our|the conversation)|download (the|our)|get (our|the latest)|support (us|our)|donate|become a)\b/iu,
  /^(©|\(c\)|copyright\b|all rights reserved)|\ball rights reserved\.?$/i,
  /^(have (a|you got a)|got a) (tip|story)\b/i,
  /^(this (article|story|post) (was|has been|is) (first |originally )?(published|produced|brought)|thank(s| you) for reading|the post .{0,200} (first )?appeared (first )?on)\b/i,
  /\b(our (free )?(daily |weekly |morning )?newsletter|our (mobile )?app|privacy policy|terms of (use|service)|cookie policy|to your inbox)\b/i,
];

/** A sentence of five words or more. */
const SENTENCE = /^(\S+\s+){4,}\S+[.!?…]["”’')\]]*$/;

/** A heading that opens a list of other things: all from it on goes, if nothing of it is running text. */
const LAST_HEADING =
  /^(related|recommended|more (on|from|stories|news|like)|most (read|popular|viewed)|trending|read (next|more)|also|you (may|might)|up next|latest|top stories|comments?|(\d+ )?responses?|leave a|about the author|share|tags|topics|newsletter|sign up|subscribe|editor.s picks|popular|elsewhere|around the web|from our)\b/i;

/** Characters a sentence of running text has at least. */
const RUNNING = 60;

export interface Trimmed {
  blocks: TextBlock[];
  /** What stood before them: it may tell who wrote the text, and when. */
  before: TextBlock[];
  /** What stood after them: it may tell that the text goes on elsewhere. */
  after: TextBlock[];
}

/** @param title and @param byline the article's own, if known: repeated before the text, they go too. */
export function trimBlocks(blocks: readonly TextBlock[], title: string | null, byline: string | null): Trimmed {
  const own = new Set([title, byline].flatMap(words => (words === null ? [] : [fold(words), fold(`by ${words}`)])));
  let start = 0;
  for (let at = 0; at < Math.min(REACH.head, blocks.length); at++) {
    const block = blocks[at]!;
    if (isBefore(block) || own.has(fold(block.text))) start = at + 1;
    else if (block.text.length > SHORT / 2) break;
  }
  let end = cutAtHeading(blocks, start);
  const least = Math.max(start, end - REACH.tail);
  while (end > least && isAfter(blocks[end - 1]!)) end--;
  while (end > start && blocks[end - 1]!.kind === 'heading') end--;
  return { blocks: blocks.slice(start, end), before: blocks.slice(0, start), after: blocks.slice(end) };
}

/** Where the list of other things begins, else the end. The first third of a text is the article's own. */
function cutAtHeading(blocks: readonly TextBlock[], start: number): number {
  const from = start + Math.ceil((blocks.length - start) / 3);
  const heading = blocks.findIndex(({ kind, text }, at) => {
    return at >= from && kind === 'heading' && LAST_HEADING.test(text) && !blocks.slice(at + 1).some(isRunning);
  });
  return heading < 0 ? blocks.length : heading;
}

function isRunning({ kind, text, linked }: TextBlock): boolean {
  return (
    kind === 'paragraph' && text.length >= RUNNING && linked <= text.length * LINKED && /[.!?…][”"’')\]]*$/.test(text)
  );
}

function isBefore({ text, linked }: TextBlock): boolean {
  if (text.length > SHORT) return false;
  return linked > text.length * LINKED || SHARING.test(text) || BEFORE.some(pattern => pattern.test(text));
}

function isAfter({ text, linked }: TextBlock): boolean {
  if (linked > text.length * LINKED) return true;
  if (text.length > SHORT) return false;
  if (!/\p{L}/u.test(text) || PROMPTS.some(pattern => pattern.test(text))) return true;
  return !SENTENCE.test(text) && (SHARING.test(text) || LABELS.some(pattern => pattern.test(text)));
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
