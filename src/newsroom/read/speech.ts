/**
 * Says who speaks in each passage: quotations and "X said", also where the speaker is named a sentence before or after, or a
 * quotation runs on; the sentences of an embedded post are its poster's. English only. Changes `speaker` and `speech`, nothing
 * else.
 */
import type { EntityMention, Passage, Speech } from '../../core/model.ts';
import type { Names } from '../names.ts';
import { type Attribution, findAttribution, openingPerson } from './attribution.ts';
import { isTitleCase } from './blocks.ts';
import type { Draft } from './parts.ts';
import { findQuotes, maskQuotes, type Quote } from './quotes.ts';

/** What is remembered from passage to passage. */
interface Memory {
  block: number;
  /** The mark that closes a quotation still open; null when none is. */
  open: string | null;
  /** Speaker of the block, or of a quotation that runs over blocks. */
  speaker: string | null;
  /** Whom "he" or "she" means. */
  person: string | null;
  /** Whom "it", "they" or "the statement" means. */
  body: string | null;
  /** Who tells the list that follows ("according to X, these are:"). */
  list: string | null;
  /** Passages inside an open quotation whose speaker is not named yet. */
  waiting: { passage: Passage; quotes: Quote[] }[];
}

/** One person without a name, who may be "he" or "she" in the next sentence. */
const SOMEONE =
  /^(?:an?|one|the|his|her|its|their)\s(?:[\p{L}’'-]+\s){0,2}?(?:advis[eo]r|aide|official|spokes(?:man|woman|person)|source|diplomat|minister|president|envoy|officer|commander|resident|witness|expert|analyst|lawyer|doctor|soldier|teacher|woman|man)\b/iu;

/** `drafts[i]` is what `passages[i]` was made from. */
export function markSpeech(passages: Passage[], drafts: Draft[], names: Names): void {
  const memory: Memory = { block: -1, open: null, speaker: null, person: null, body: null, list: null, waiting: [] };
  for (const [i, passage] of passages.entries()) {
    if (passage.kind !== 'item' && passage.part === 'body') memory.list = null;
    if (passage.part !== 'body' || passage.kind === 'heading') continue;
    const post = drafts[i]!.post;
    if (post) markPost(passage, names.find(post.poster)[0]?.name ?? post.poster);
    else markPassage(passage, memory);
  }
}

function markPost(passage: Passage, poster: string): void {
  passage.speaker = poster;
  passage.speech = [{ start: passage.start, end: passage.end, speaker: poster, direct: true }];
}

function markPassage(passage: Passage, memory: Memory): void {
  enterBlock(passage, memory);
  const { quotes, open } = findQuotes(passage.text, memory.open);
  const masked = maskQuotes(passage.text, quotes);
  const entities = passage.entities.map(entity => within(entity, passage));
  const attribution = findAttribution(passage.text, masked, entities, quotes.length > 0);
  const carried = quotes.some(quote => quote.continued) || /^[“"«‘]/u.test(passage.text) ? memory.speaker : null;
  const speaker = attribution ? nameOf(attribution, memory) : carried;
  remember(memory, attribution, speaker, entities.length > 0 ? openingPerson(masked, entities) : null);
  memory.open = open;
  if (passage.kind === 'item' && speaker === null) passage.speaker = memory.list;
  if (passage.text.endsWith(':')) memory.list = speaker;
  if (speaker === null) {
    if (quotes.some(quote => quote.open)) memory.waiting.push({ passage, quotes });
    if (attribution === null) return;
  }
  passage.speaker = speaker ?? passage.speaker;
  passage.speech = speechOf(passage, quotes, speaker, attribution);
  if (speaker !== null && quotes[0]?.continued) settle(memory, speaker);
}

function enterBlock(passage: Passage, memory: Memory): void {
  if (passage.block === memory.block) return;
  memory.block = passage.block;
  memory.waiting = [];
  // A quotation runs on over paragraphs only when the next one opens anew.
  if (memory.open !== null && /^[“"«]/u.test(passage.text)) {
    memory.open = null;
    return;
  }
  memory.open = null;
  memory.speaker = null;
}

function within(entity: EntityMention, { start }: Passage): EntityMention {
  return { ...entity, start: entity.start - start, end: entity.end - start };
}

function nameOf({ speaker, pronoun, person }: Attribution, memory: Memory): string | null {
  if (!pronoun) return sameBody(speaker, memory.body) ?? speaker;
  if (person) return memory.person;
  return speaker === 'it' || speaker === 'they' ? memory.body : null;
}

/** "The statement" after "a joint statement from the leaders" is that statement. */
function sameBody(speaker: string, body: string | null): string | null {
  const noun = /^the (\p{Ll}+)$/iu.exec(speaker)?.[1];
  return noun && body !== null && new RegExp(`\\b${noun}\\b`, 'iu').test(body) ? body : null;
}

function remember(
  memory: Memory,
  attribution: Attribution | null,
  speaker: string | null,
  opening: string | null,
): void {
  if (speaker !== null && attribution) {
    memory.speaker = speaker;
    if (attribution.person || SOMEONE.test(speaker)) memory.person = speaker;
    else memory.body = speaker;
    return;
  }
  if (opening !== null) memory.person = opening;
}

function speechOf(
  passage: Passage,
  quotes: Quote[],
  speaker: string | null,
  attribution: Attribution | null,
): Speech[] {
  const speech: Speech[] = [];
  const shift = ({ start, end }: { start: number; end: number }) => ({
    start: start + passage.start,
    end: end + passage.start,
  });
  if (attribution?.said) speech.push({ ...shift(attribution.said), speaker, direct: false });
  for (const quote of quotes) {
    if (!isTitleCase(passage.text.slice(quote.start, quote.end)))
      speech.push({ ...shift(trimmed(passage.text, quote)), speaker, direct: true });
  }
  return speech.sort((a, b) => a.start - b.start || b.end - a.end);
}

function trimmed(text: string, { start, end }: Quote): { start: number; end: number } {
  const raw = text.slice(start, end);
  const at = start + raw.length - raw.trimStart().length;
  return { start: at, end: at + raw.trim().length };
}

/** The speaker named at the end of a quotation said its beginning too. */
function settle(memory: Memory, speaker: string): void {
  for (const { passage, quotes } of memory.waiting) {
    passage.speaker = speaker;
    passage.speech = speechOf(passage, quotes, speaker, null);
  }
  memory.waiting = [];
}
