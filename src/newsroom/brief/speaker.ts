/**
 * Who says a sentence, in words of the article. A brief tears a sentence from its paragraph, so it trusts less than reading does:
 * the speaker must be named in the sentence or in the one before it.
 */
import type { Passage } from '../../core/model.ts';

/** Holds a name: a capital besides that of a sentence's first word, or nothing but a name. */
const NAMED = /\s\P{L}*\p{Lu}|^\p{Lu}[^\s]*$/u;

/** A verbatim name; null when nobody speaks, or it cannot be seen who. Looks through the whole article for the name. */
export function speakerIn(passage: Passage, all: readonly Passage[]): string | null {
  const { speaker } = passage;
  if (speaker === null || !hasSpeaker(passage, all)) return null;
  // Reading knows people by canonical names, which need not stand in the text.
  if (all.some(({ text }) => text.includes(speaker))) return speaker;
  const mentions = near(passage, all).flatMap(({ entities, text, start }) =>
    entities.filter(({ name }) => name === speaker).map(entity => text.slice(entity.start - start, entity.end - start)),
  );
  return mentions.reduce<string | null>((a, b) => (a !== null && a.length >= b.length ? a : b), null);
}

/** Whether it can be seen who says a sentence. Looks no further than the sentence before. */
export function hasSpeaker(passage: Passage, all: readonly Passage[]): boolean {
  const { speaker } = passage;
  if (speaker === null || !NAMED.test(speaker)) return false;
  const last = speaker.split(/\s+/u).at(-1)!;
  return near(passage, all).some(({ text }) => text.includes(last));
}

function near(passage: Passage, all: readonly Passage[]): Passage[] {
  const before = all[passage.n - 1];
  return before?.block === passage.block ? [passage, before] : [passage];
}
