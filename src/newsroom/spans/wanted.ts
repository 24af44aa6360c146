/**
 * What a question wants filled in: its form, the type of thing, and the noun that names it ("which *city*"). Reads English
 * question forms alone, hasty spelling included; must never know a word of any story.
 */
import { HASTY_WORDS } from '../data/hasty-words.ts';
import { isStopWord, type Term, termsOf } from '../terms.ts';
import { type Frame, frameOf } from './frame.ts';
import { HEAD_TYPES, type SlotType } from './head-nouns.ts';
import { type Mark, markOf } from './marks.ts';
import { type Measure, measureOf } from './units.ts';
import { classOf } from './word-classes.ts';

/** Weights are fitted per form, so forms are few: enough questions of each must be at hand. */
export type Form =
  | 'who'
  | 'who-is'
  | 'what'
  | 'what-is'
  | 'what-do'
  | 'which'
  | 'when'
  | 'where'
  | 'how-many'
  | 'how'
  | 'why'
  | 'said'
  | 'list'
  | 'yes-no'
  | 'choice';

export interface Wanted extends Frame {
  form: Form;
  type: SlotType;
  /** Terms of the noun asked for, the last one its head: `which power stations`, `how many new sirens`. */
  head: string[];
  /** More than one thing is asked for. */
  many: boolean;
  /** What a number must measure; null where it counts the noun asked for, or anything. */
  measure: Measure | null;
  /** The kind of thing an answer must show; null where it may be told in any words. */
  mark: Mark | null;
  /** It names somebody or something. */
  named: boolean;
  /** The two sides of "A or B", as the question writes them. */
  options: string[];
}

const SAID =
  /\b(?:say|said|says|think|thinks|thought|tell|told|describes?|described|call|called|characteri[sz]ed?|claim|claimed|answer(?:ed)?|stance|position|view|opinion|words|comment(?:ed)?|warn(?:ed)?|respond(?:ed)?|react(?:ed)?)\b/;

/** "At what point in the tunnel": of a way or a place, a point is no moment. */
const WAY_POINT =
  /\b(?:what|which) (?:point|spot|place|part|stretch) (?:in|on|of|along|inside|down|beside|near) (?:the |a |an |its |their )?(?:\p{L}+ )*(?:tunnel|road|line|route|river|street|track|motorway|highway|bridge|building|coast|border|valley|course|network|site|pipeline|canal|mountain|forest|railway|path)\b(.*)/u;

/** Question forms over lower-case words: the one that begins first in a question wins, of those the first; `$1` is where the noun asked for is looked for. */
const FORMS: readonly [Form, SlotType, RegExp][] = [
  ['where', 'place', WAY_POINT],
  [
    'when',
    'date',
    /\b(?:when|how soon|(?:until|till|since|from|by) what(?: (?:point|moment))?|(?:what|which) (?:exact )?(?:date|day|weekday|dates|days|year|years|month|time|century|decade)|at what (?:point|time))\b(.*)/,
  ],
  [
    'why',
    'reason',
    /\b(?:why|how come|for what reason|for what purpose|what (?:is|was|were|are) the (?:main |)(?:reasons?|purpose|cause)|what (?:caused|causes|led to))\b(.*)/,
  ],
  ['how-many', 'number', /\bhow (?:many|much)\b(.*)/],
  [
    'how-many',
    'number',
    /\bhow ((?:large|long|old|big|far|often|high|tall|fast|deep|wide|heavy|young|quick|quickly|great|hot|cold|expensive)\b.*)/,
  ],
  [
    'how-many',
    'number',
    /\b(?:what|which) (?:is the |was the |)((?:total |exact |)(?:number|share|percentage|percent|proportion|amount|sum|height|length|depth|width|distance|speed|temperature|weight|age|size|price|cost|score|fraction|ratio)\b.*)/,
  ],
  [
    'how-many',
    'number',
    /\bwhat (?:will|would|does|did|do|has|have|had|is|was|are) (?!.*\bfor$)((?:.* )?(?:costs?|pay|paid|earn|weigh)\b.*)/,
  ],
  ['who-is', 'definition', /^(?:who|whom) (?:is|was|are|were) ((?:\p{L}+[ -]?){1,4})$/u],
  ['who', 'person', /\b(?:who|whom|whose)\b(.*)/],
  ['where', 'place', /\bwhere\b(.*)/],
  ['which', 'thing', /\bwhich\b(.*)/],
  [
    'what-do',
    'action',
    /\bwhat (?:else )?(?:do|does|did|will|would|should|can|could|must|may|might|has|have|had|is|was|are|were) .*\b(?:do|doing|done|happen|happened)\b(.*)/,
  ],
  ['what-do', 'action', /\bwhat (?:happens|happened|will happen)\b(.*)/],
  ['what-is', 'definition', /^what (?:is|was|are|were) ((?:the |an? )?(?:\S+ ?){1,4})$/],
  ['what', 'thing', /\b(?:what|name (?:of|the|one|a|an)|(?:give|tell) (?:me|us))\b(.*)/],
  ['how', 'manner', /\bhow\b(.*)/],
]; // prettier-ignore

/** "When the port closed, which ...", "after who left, what ...": an opening clause asks nothing. */
const OPENING_CLAUSE =
  /^(?:when|where|while|after|before|since|until|as|how)\b[^,]*, ?(?=(?:\p{L}+ ){0,3}(?:wh(?:o|om|ose|at|ich|en|ere|y)|how)\b)/u;

const YES_NO =
  /^(?:(?:if|when|once|after|going by|according to)\b[^?]*, ?)?(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|should|must|isn|aren|wasn|didn|doesn|hasn)\b/;
const LIST = /^(?:please )?(?:list|name|enumerate|give (?:me )?(?:all|everything|the (?:names|list)))\b(.*)/;
const MANY = /\b(?:(?:which|what) (?:two|three|four|five|six|seven|\d+)|all|both|each|everything|names of)\b/;

/** A capital behind another word. */
const NAMES = /\p{Ll}\S*\s+\p{Lu}/u;

/** Everything but the words themselves is guessed from the form. Linear in the text. */
export function wantedOf(text: string): Wanted {
  const asked = askedIn(text);
  const plain = plainQuestion(text).replace(OPENING_CLAUSE, '');
  return { ...asked, mark: markOf(asked, plain), named: NAMES.test(text) };
}

/** What the form of a question tells. */
type Asked = Omit<Wanted, 'mark' | 'named'>;

function askedIn(text: string): Asked {
  const plain = plainQuestion(text).replace(OPENING_CLAUSE, '');
  const options = optionsOf(text, plain);
  if (YES_NO.test(plain))
    return wanted(
      options.length > 0 ? 'choice' : 'yes-no',
      options.length > 0 ? 'thing' : 'yes-no',
      '',
      plain,
      options,
    );
  const list = LIST.exec(plain);
  if (list) return wanted('list', 'list', list[1]!, plain);
  const [first] = FORMS.flatMap(([form, type, pattern]) => {
    const found = pattern.exec(plain);
    return found ? [{ form, type, at: found.index, rest: found[1] ?? '' }] : [];
  }).sort((a, b) => a.at - b.at);
  if (!first) return wanted('what', 'thing', plain, plain);
  return refined(first.form, first.type, first.rest, plain, options);
}

function refined(form: Form, type: SlotType, rest: string, plain: string, options: string[]): Asked {
  const asked = wanted(form, type, rest, plain, options);
  if (form === 'which' || form === 'what') {
    const byHead = asked.head.map(term => HEAD_TYPES.get(term)).findLast(found => found !== undefined);
    if (byHead === 'date') return { ...asked, form: 'when', type: 'date' };
    if (byHead === 'number') return { ...asked, form: 'how-many', type: 'number', measure: measureOf(plain) };
    if (byHead) return { ...asked, form: 'which', type: byHead };
    if (asked.head.length > 0) return { ...asked, form: 'which' };
  }
  const told = form === 'what' || form === 'how' || form === 'what-do';
  return told && SAID.test(plain) ? { ...asked, form: 'said', type: 'quote' } : asked;
}

function wanted(form: Form, type: SlotType, rest: string, plain: string, options: string[] = []): Asked {
  const head = NAMED.has(form) ? headOf(rest) : [];
  const many = form === 'list' || MANY.test(plain) || /(?:^|[^s])s$/.test(head.at(-1) ?? '') || isPlural(rest);
  const measure = type === 'number' ? measureOf(plain) : null;
  return { form, type, head, many: form !== 'how-many' && many, measure, options, ...frameOf(plain, rest, head) };
}

/** Forms whose question word is followed by the noun asked for. */
const NAMED = new Set<Form>(['how-many', 'which', 'what', 'list', 'who', 'when']);

/** Content words before the first verb or preposition. */
function headOf(rest: string): string[] {
  const head: Term[] = [];
  for (const term of termsOf(rest)) {
    if (/^(?:the|a|an|of|kind|type|sort|other|more|new|two|three|four|five|all)$/.test(term.word) && head.length === 0)
      continue;
    const before = head.at(-1);
    const isVerb =
      before !== undefined && classOf(term.word, term.word, { word: before.word, cls: 'word' }, false) === 'verb';
    if (isVerb || isStopWord(term.word) || term.word === 's') break;
    head.push(term);
    if (head.length === 4) break;
  }
  return head.map(({ term }) => term);
}

function isPlural(rest: string): boolean {
  const first = /^\s*(\p{L}+)(?: (\p{L}+))?/u.exec(rest);
  return [first?.[1], first?.[2]].some(word => word !== undefined && /[^su'i]s$/.test(word) && !isStopWord(word));
}

function optionsOf(text: string, plain: string): string[] {
  if (!YES_NO.test(plain) && !/^(?:which|who|what)\b/.test(plain)) return [];
  const found =
    /([\p{L}\p{N}’'-]+(?:\s[\p{L}\p{N}’'-]+)?)\s+or\s+(?:(?:merely|only|just|rather|an?|the)\s+)?([\p{L}\p{N}’'-]+(?:\s[\p{L}\p{N}’'-]+)?)(?:\s(?:of|in|at|to|for|by|than)\b[^?]*)?\s*(?:one)?\?*$/u.exec(
      text.trim(),
    );
  return found ? [found[1]!, found[2]!] : [];
}

/** Lower case, straight apostrophes, question words spelt out, no closing mark. */
export function plainQuestion(text: string): string {
  const lower = text
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[“”"]/g, '')
    .replace(/[\s?!.]+$/, '')
    .trim();
  const spelt = lower.replace(/\b(who|what|where|when|how)'(?:s|re)\b/g, '$1 is');
  return spelt.replace(/\p{L}+/gu, word => HASTY_WORDS.get(word) ?? word);
}
