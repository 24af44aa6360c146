/**
 * Who says a sentence, in words of the article. A brief tears a sentence from its paragraph, so it trusts less than reading does:
 * the speaker must be named in the sentence or in the one before it.
 */
import type { Passage } from '../../core/model.ts';

/** Holds a name: a capital besides that of a sentence's first word, or nothing but a name. */
const NAMED = /\s\P{L}*\p{Lu}|^\p{Lu}[^\s]*$/u;

/** A verbatim name or noun phrase; null when nobody speaks, or it cannot be seen who. */
export function speakerIn(passage: Passage, all: readonly Passage[]): string | null {
  const { speaker } = passage;
  if (speaker === null || !NAMED.test(speaker)) return null;
  const before = all[passage.n - 1];
  const near = before?.block === passage.block ? [passage, before] : [passage];
  return near.some(({ text }) => isNamedIn(text, speaker)) ? wordsFor(speaker, near, all) : null;
}

/** Whether a text names somebody, if only by the last word of the name. */
function isNamedIn(text: string, name: string): boolean {
  const last = name.split(/\s+/u).at(-1)!;
  return text.includes(last);
}

/** The name as the article writes it: reading knows people by canonical names, which need not stand in the text. */
function wordsFor(speaker: string, near: readonly Passage[], all: readonly Passage[]): string | null {
  if (all.some(({ text }) => text.includes(speaker))) return speaker;
  const mentions = near.flatMap(({ entities, text, start }) =>
    entities.filter(({ name }) => name === speaker).map(entity => text.slice(entity.start - start, entity.end - start)),
  );
  return mentions.reduce<string | null>((a, b) => (a !== null && a.length >= b.length ? a : b), null);
}
