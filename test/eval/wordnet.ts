/**
 * Reads WordNet's dictionary files and says how near two index terms are by its relations. Used only to make the word file;
 * the layout of the files is described in WordNet's manual, wndb(5WN).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isParticle, phraseTerm } from '../../src/newsroom/phrases.ts';
import { termsOf } from '../../src/newsroom/terms.ts';

const PARTS = { n: 'noun', v: 'verb', a: 'adj', r: 'adv' } as const;
type Part = keyof typeof PARTS;

interface Synset {
  part: Part;
  lemmas: string[];
  /** `from` and `to` are places of lemmas, 0 upwards, or -1 when the whole synset is meant. */
  pointers: { symbol: string; target: string; from: number; to: number }[];
}

export interface Relation {
  from: string;
  to: string;
  /** 0 to 1; -1 for opposites. */
  strength: number;
}

/** Strength of a relation between the most frequent senses of two words; chosen by hand, the order matters more than the figures. */
const SYNONYM = 1;
const LEXICAL: Record<string, number> = { '+': 0.95, '\\': 0.9, '<': 0.8 };
const SEMANTIC: Record<string, number> = {
  '&': 0.7,
  $: 0.8,
  '@': 0.6,
  '~': 0.6,
  '*': 0.5,
  '>': 0.5,
  '=': 0.5,
  '%m': 0.4,
  '#m': 0.4,
};
/** What a step up twice is worth; further up, everything is an entity. */
const GRANDPARENT = 0.4;
const OPPOSITE = -1;
/** Product of both senses' weights; rarer senses do not make two words opposites. */
const MIN_OPPOSITE = 0.6;
/** Senses of a word beyond these are too rare to help. */
const MAX_SENSES = 6;

export interface Wordnet {
  relations: () => Generator<Relation>;
  /** Terms of the lemmas written in small letters. */
  ordinary: Set<string>;
  /** Words, in small letters, that WordNet writes with a capital alone. */
  capital: Set<string>;
}

/** Reads `dict`, the folder of WordNet's files. */
export function readWordnet(dict: string): Wordnet {
  const synsets = new Map<string, Synset>();
  const senses = new Map<string, number>();
  for (const part of Object.keys(PARTS) as Part[]) {
    for (const [key, synset] of readData(dict, part)) synsets.set(key, synset);
    for (const [key, sense] of readSenses(dict, part)) senses.set(key, sense);
  }
  const lemmas = new Set([...synsets.values()].flatMap(synset => synset.lemmas));
  const small = [...lemmas].filter(lemma => !/\p{Lu}/u.test(lemma));
  const ordinary = new Set(small.map(lemma => termOfLemma(lemma) ?? ''));
  const capital = new Set(
    [...lemmas].filter(lemma => !lemmas.has(lemma.toLowerCase())).map(lemma => lemma.toLowerCase()),
  );
  return { ordinary, capital, relations: () => relationsOf(synsets, senses) };
}

function* relationsOf(synsets: Map<string, Synset>, senses: Map<string, number>): Generator<Relation> {
  for (const [key, synset] of synsets) {
    const own = weighed(key, synset, senses);
    for (const from of own) for (const to of own) yield* relation(from, to, SYNONYM);
    for (const { symbol, target, from, to } of synset.pointers) {
      const other = synsets.get(target)!;
      const others = weighed(target, other, senses);
      const strength = symbol === '!' ? OPPOSITE : (LEXICAL[symbol] ?? SEMANTIC[symbol] ?? 0);
      if (strength === 0) continue;
      // Derivations hold between two words; synonyms of opposites are opposites too.
      const exact = from >= 0 && symbol !== '!';
      const sources = exact ? own.filter(word => word.place === from) : own;
      const targets = exact ? others.filter(word => word.place === to) : others;
      for (const a of sources) for (const b of targets) yield* relation(a, b, strength);
      if (symbol === '@') yield* grandparents(own, other, synsets, senses);
    }
  }
}

function* grandparents(own: Weighed[], parent: Synset, synsets: Map<string, Synset>, senses: Map<string, number>) {
  for (const { symbol, target } of parent.pointers) {
    if (symbol !== '@') continue;
    for (const b of weighed(target, synsets.get(target)!, senses)) {
      for (const a of own) yield* relation(a, b, GRANDPARENT);
    }
  }
}

interface Weighed {
  place: number;
  term: string;
  weight: number;
}

function* relation(from: Weighed, to: Weighed, strength: number): Generator<Relation> {
  if (from.term === to.term) return;
  const weight = from.weight * to.weight;
  if (strength < 0 && weight < MIN_OPPOSITE) return;
  const value = strength < 0 ? strength : strength * weight;
  yield { from: from.term, to: to.term, strength: value };
  yield { from: to.term, to: from.term, strength: value };
}

/** The words of a synset that are one term, with what this sense is worth for each: 1 for the first sense, less for the next. */
function weighed(key: string, { lemmas, part }: Synset, senses: Map<string, number>): Weighed[] {
  return lemmas.flatMap((lemma, place) => {
    const term = (part === 'v' ? phraseOfLemma(lemma) : null) ?? termOfLemma(lemma);
    const sense = senses.get(`${part}:${lemma.toLowerCase()}:${key}`) ?? MAX_SENSES + 1;
    return term === null || sense > MAX_SENSES ? [] : [{ place, term, weight: 1 - 0.1 * (sense - 1) }];
  });
}

/** Of a verb with its particle ("turn_down"), the term that stands for both. */
function phraseOfLemma(lemma: string): string | null {
  const [verb, particle, ...more] = lemma.split('_');
  if (verb === undefined || particle === undefined || more.length > 0 || !isParticle(particle)) return null;
  const term = termOfLemma(verb);
  return term === null ? null : phraseTerm(term, particle);
}

/** A term; words of two parts ("cease-fire") are taken in one, as newspapers write them; null for names and longer phrases. */
const lemmaTerms = new Map<string, string | null>();
function termOfLemma(lemma: string): string | null {
  const known = lemmaTerms.get(lemma);
  if (known !== undefined) return known;
  const joined = lemma.split(/[-_]/).length <= 2 ? lemma.replace(/[-_]/, '') : lemma;
  const terms = termsOf(joined);
  const term = terms.length === 1 && /^[a-z]{2,}$/.test(terms[0]!.term) && !/[-_]/.test(joined) ? terms[0]!.term : null;
  lemmaTerms.set(lemma, term);
  return term;
}

function* readData(dict: string, part: Part): Generator<[string, Synset]> {
  for (const line of linesOf(path.join(dict, `data.${PARTS[part]}`))) {
    const fields = line.slice(0, line.indexOf('|')).trim().split(' ');
    const count = Number.parseInt(fields[3]!, 16);
    const lemmas = Array.from({ length: count }, (_, i) => fields[4 + 2 * i]!.replace(/\(\w+\)$/, ''));
    const first = 4 + 2 * count;
    const pointers = Array.from({ length: Number(fields[first]) }, (_, i) => {
      const [symbol, offset, type, places] = fields.slice(first + 1 + 4 * i, first + 5 + 4 * i) as [
        string,
        string,
        string,
        string,
      ];
      const place = (hex: string) => Number.parseInt(hex, 16) - 1;
      return { symbol, target: keyOf(type, offset), from: place(places.slice(0, 2)), to: place(places.slice(2)) };
    });
    yield [keyOf(part, fields[0]!), { part, lemmas, pointers }];
  }
}

/** Places of senses, 1 for the most frequent. */
function* readSenses(dict: string, part: Part): Generator<[string, number]> {
  for (const line of linesOf(path.join(dict, `index.${PARTS[part]}`))) {
    const fields = line.trim().split(' ');
    const offsets = fields.slice(-Number(fields[2]));
    for (const [at, offset] of offsets.entries()) yield [`${part}:${fields[0]}:${keyOf(part, offset)}`, at + 1];
  }
}

/** Satellite adjectives (s) stand among the adjectives. */
function keyOf(type: string, offset: string): string {
  return `${type === 's' ? 'a' : type}${offset}`;
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith(' '));
}
