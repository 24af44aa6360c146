/**
 * Whom the words before a verb of saying name: a known name, an apposed person, a list of names, or the words themselves. Looks
 * at no verb; `attribution.ts` does.
 */
import type { EntityMention } from '../../core/model.ts';

export interface Speaker {
  name: string;
  pronoun: boolean;
  person: boolean;
}

/** A longer phrase is a clause. */
const MOST_WORDS = 12;
const SUBORDINATE =
  /\b(?:that|which|what|as|with|but|while|and|because|since)\s((?:[\p{L}’'-]+\s){0,2}[\p{L}’'-]+)\s*$/u;

/** Whoever the words name: a known name when they are one, else the words themselves, if they are few. */
export function nounPhrase(text: string, start: number, end: number, entities: EntityMention[]): Speaker | null {
  const whole = text
    .slice(start, end)
    .trim()
    .split(/\s(?:including|such as|who)\s/u, 1)[0]!;
  const parts = whole.split(/,\s/u);
  const list = parts.length > 1 && / and /u.test(parts.at(-1)!) && parts.slice(1).every(isListed);
  const head = (list ? whole : parts[0]!).replace(/^[“"‘(\s—–-]+/u, '').trim();
  const apposed =
    parts.length > 1 &&
    entities.find(entity => entity.kind === 'person' && text.slice(entity.start, entity.end) === parts[1]);
  if (apposed) return { name: apposed.name, pronoun: false, person: true };
  const words = head.split(/\s+/u).filter(Boolean);
  if (words.length === 0) return null;
  if (words.length > MOST_WORDS) return nearSubject(whole);
  const bare = head.replace(/^(?:the|a|an)\s/iu, '');
  const entity = entities.find(({ start: at, end: to }) => at >= start && to <= end && text.slice(at, to) === bare);
  if (entity) return { name: entity.name, pronoun: false, person: entity.kind === 'person' };
  return isNominal(words) ? { name: head, pronoun: false, person: false } : nearSubject(whole);
}

/** A member of a list of names: "Ruritania", "the Isles and Ruritania". */
function isListed(part: string): boolean {
  const words = part.split(/\s+/u).filter(word => !/^(?:and|the|of)$/u.test(word));
  return words.length <= 4 && words.every(word => /^\p{Lu}/u.test(word));
}

/** "... guarantees that leaders said": the few words after the last joining word. */
function nearSubject(region: string): Speaker | null {
  const near = SUBORDINATE.exec(region)?.[1]?.trim();
  return near && isNominal(near.split(' ')) ? { name: near, pronoun: false, person: false } : null;
}

/** Not a clause: holds no common verb and does not begin as an adverbial. */
function isNominal(words: string[]): boolean {
  const low = words.map(word => word.toLowerCase());
  if (
    [
      'it',
      'there',
      'what',
      'if',
      'when',
      'as',
      'while',
      'but',
      'and',
      'to',
      'in',
      'on',
      'for',
      'with',
      'being',
      'not',
      'nor',
    ].includes(low[0]!)
  )
    return false;
  return (
    !low.some(word =>
      [
        'is',
        'are',
        'was',
        'were',
        'will',
        'would',
        'has',
        'have',
        'had',
        'can',
        'could',
        'to be',
        'that',
        'than',
        'but',
      ].includes(word),
    ) && /\p{L}{2}/u.test(low.at(-1)!)
  );
}
