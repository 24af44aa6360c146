/**
 * What part a word plays in its sentence, guessed from closed lists, endings and the words beside it. Good enough to find where
 * phrases begin and end; must never be read as a parse.
 */
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { NUMBER_WORDS, SCALES } from '../data/number-words.ts';
import { SAYS } from '../data/speaking.ts';

export type WordClass =
  | 'det'
  | 'prep'
  | 'conj'
  | 'sub'
  | 'be'
  | 'aux'
  | 'pron'
  | 'not'
  | 'verb'
  | 'adv'
  | 'num'
  | 'name'
  | 'word';

const LISTS: Partial<Record<WordClass, string>> = {
  det: 'a an the this these those his her its their our my your some any no every each all both another several many most few such',
  prep: `of in on at to by for from with about into over under as than between among against during through within without across
    after before until since towards toward via per near behind beyond despite beside besides above below along around amid alongside
    including following upon off out like outside inside throughout regarding concerning`,
  conj: 'and or but nor',
  sub: 'that which who whom whose when where while because once if although though whether so why how what whereas unless',
  be: 'is are was were be been being am isn aren wasn weren',
  aux: `has have had do does did will would shall should can could may might must cannot having doing done don doesn didn won wouldn hasn
    haven hadn couldn shouldn`,
  pron: 'it he she they we i you him them us me itself himself herself themselves there who one another',
  not: 'not never neither t',
  adv: `also then later again still already only just even very too more most less least now here soon often always once almost nearly
    about approximately roughly up down away back together however therefore thus instead rather further yet ago well much`,
};

const CLASS_OF = new Map<string, WordClass>();
for (const [cls, words] of Object.entries(LISTS) as [WordClass, string][]) {
  for (const word of words.split(/\s+/)) if (!CLASS_OF.has(word)) CLASS_OF.set(word, cls);
}

/** Base forms that are verbs far more often than nouns; met with their endings too. */
const VERBS = new Set(
  `accept achieve add agree allow announce appear apply argue arrive ask become begin believe belong bring call carry cause choose claim
  come consider consist contain continue create decide deliver demand deny depend describe determine develop die discover discuss
  elect enable encourage enter establish exclude exist expand expect explain fail find follow force form found gain get give go grow
  happen help hold include increase insist introduce invade involve join keep know lead learn leave lie live lose maintain make mean
  meet move need obtain occur offer open oppose pay play prevent produce promise propose prove provide publish receive recommend reduce
  refer refuse reject rely remain remove replace represent require rest result rule run say see seek sell send serve show sign speak
  spend stand start stay stop suffer suggest take tell think threaten try use want warn win work write hear`.split(
    /\s+/,
  ),
);

function isVerbForm(word: string): boolean {
  if (VERBS.has(word) || IRREGULAR_VERBS.has(word) || SAYS.has(word)) return true;
  const bare = word.replace(/(?:ies|ied)$/, 'y').replace(/(?:es|ed|s|d)$/, '');
  return VERBS.has(bare) || VERBS.has(`${bare}e`) || VERBS.has(word.replace(/s$/, ''));
}

export interface Neighbour {
  word: string;
  cls: WordClass;
}

/** `raw` is the word as it stands, `word` in lower case, `before` the word before it in the same clause, if any. */
export function classOf(raw: string, word: string, before: Neighbour | null, opens: boolean): WordClass {
  if (/^\p{N}/u.test(word) || NUMBER_WORDS.has(word) || SCALES.has(word)) return 'num';
  const listed = CLASS_OF.get(word);
  if (listed && !(listed !== 'det' && /^\p{Lu}{2,}$/u.test(raw))) return listed;
  if (!opens && /^\p{Lu}/u.test(raw)) return 'name';
  if (word.length > 4 && word.endsWith('ly')) return 'adv';
  if (before === null) return opens && /^\p{Lu}/u.test(raw) ? 'word' : verbAlone(word);
  if (before.cls === 'det' || (before.cls === 'prep' && before.word !== 'to'))
    return word.endsWith('ing') && before.cls === 'prep' ? 'verb' : 'word';
  if (before.word === 'to' || before.cls === 'aux' || before.cls === 'pron') return 'verb';
  if (before.cls === 'be' || before.cls === 'not')
    return /(?:ed|en|ing)$/.test(word) || isVerbForm(word) ? 'verb' : 'word';
  return verbAlone(word);
}

function verbAlone(word: string): WordClass {
  return isVerbForm(word) || (word.length > 4 && /(?:ed|ing)$/.test(word)) ? 'verb' : 'word';
}
