/** Nouns that tell what type of thing a question asks for ("which *city*"), by term. General English, no words of any story. */
import { termsOf } from '../terms.ts';

export type SlotType =
  | 'person'
  | 'place'
  | 'organisation'
  | 'date'
  | 'number'
  | 'reason'
  | 'manner'
  | 'action'
  | 'quote'
  | 'definition'
  | 'name'
  | 'list'
  | 'yes-no'
  | 'thing';

const NOUNS: Partial<Record<SlotType, string>> = {
  person: `person people man woman leader leaders president minister king queen emperor general officer official player coach scientist
    author writer actor artist architect engineer inventor politician philosopher economist judge mayor governor chancellor bishop
    pope founder director spokesman envoy ambassador director physicist mathematician professor chairman commander witness boy girl`,
  place: `country countries city town village place region state province county continent palace building street river lake sea ocean
    island mountain capital harbour port airport district headquarters location site area territory nation hotel room venue`,
  organisation: `organisation organization company university school agency group party team union ministry court institution body bank
    newspaper club army department firm committee commission council squadron network station museum church`,
  date: 'date day weekday year month century decade weekday era time period',
  number: `number share percentage percent proportion amount sum height length size price cost score fraction ratio total rate speed
    temperature population distance weight figure value budget capacity age`,
  name: 'name nickname title term word phrase language religion award prize law treaty act document statement agreement',
};

/** Keyed by term, so that endings do not matter. */
export const HEAD_TYPES: ReadonlyMap<string, SlotType> = new Map(
  (Object.entries(NOUNS) as [SlotType, string][]).flatMap(([type, words]) =>
    termsOf(words).map(({ term }) => [term, type] as const),
  ),
);
