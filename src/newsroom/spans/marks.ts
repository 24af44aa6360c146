/**
 * What a stretch of text must show to answer a question of its kind at all: an age for "how old", a length for "how far", a time for "when".
 * Reads the question's kind and finds the stretches in a passage. General English alone; it never chooses between them.
 */
import type { NumberMention, Passage } from '../../core/model.ts';
import { NUMBER_WORDS, SCALES } from '../data/number-words.ts';
import { type Measure, measures } from './units.ts';
import type { Form, Wanted } from './wanted.ts';

export interface Place {
  /** Offsets into the passage's text. */
  start: number;
  end: number;
}

/** A measure, or another kind of thing that shows by itself. */
export type Mark = Measure | 'clock' | 'count' | 'deadline' | 'moment' | 'name' | 'population' | 'reason' | 'weekday';

/** "Which weekday", "what time": not any moment will do. */
const MOMENTS: readonly [Mark, RegExp][] = [
  ['weekday', /\b(?:which|what) (?:week ?day|day of the week)\b/],
  ['clock', /\bwhat (?:exact )?time\b(?! of (?:the )?year)/],
  ['deadline', /\bhow soon\b/],
];

/** "Who heads the board", "what is the name of the ship": a name, or nothing. */
const ASKS_NAME =
  /\bnames? of\b|\b(?:full|first|last|family|middle|maiden) name\b|\bwho (?:currently |now |actually )?(?:heads?|headed|leads?|chairs?|chaired|owns|runs|edits)\b|\bwho (?:is|was) (?:the |a |an )?(?:new |current |former )?(?:\p{L}+ )?(?:boss|head|chief|ceo|mayor|minister|president|chair|chairman|chairwoman|director|editor|coach|owner|leader|governor|captain|chancellor|secretary|commander|manager)\b/u;

const POPULATION =
  /\bhow many (?:people|inhabitants|residents) (?:live|lived|are living|reside|does|has)\b|\bwhat (?:is|was) .*\bpopulation\b/;

/** The kind of thing an answer must show; null where it may be told in any words. `plain` is the question in lower case. */
export function markOf({ form, measure }: Pick<Wanted, 'form' | 'measure'>, plain: string): Mark | null {
  if (form === 'how-many') return measure ?? countedBy(plain);
  if (form === 'when') return MOMENTS.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'moment';
  if (form === 'why') return 'reason';
  return MAY_NAME.has(form) && ASKS_NAME.test(plain) ? 'name' : null;
}

const MAY_NAME = new Set<Form>(['who', 'who-is', 'what', 'what-is', 'which']);

function countedBy(plain: string): Mark | null {
  if (POPULATION.test(plain)) return 'population';
  return /\bhow many\b/.test(plain) ? 'count' : null;
}

const words = (map: ReadonlyMap<string, number>) => [...map.keys()].join('|');
const WORD = `(?:${words(NUMBER_WORDS)}|(?:${words(SCALES)})s?)`;
const EXACT = `(?:(?<![\\d.,])\\d+(?:[.,]\\d+)*|(?<!\\p{L})${WORD}(?:[\\s-](?:and\\s)?${WORD})*)(?:\\s(?:${words(SCALES)}))?`;
const AMOUNT = `(?:${EXACT}(?:\\sand\\sa\\s(?:half|quarter))?|(?<!\\p{L})(?:an?|half\\san?|several|(?:a\\s)?few|many|some|a\\scouple\\sof|dozens\\sof|hundreds\\sof|thousands\\sof))`;
const TIME =
  '(?:seconds|minute|hour|night|day|weekend|week|fortnight|month|season|year|decade|centur(?:y|ie)|generation)s?';
const LENGTH =
  '(?:(?:kilo|centi|milli)?met(?:re|er)s?|km|cm|mm|m|miles?|feet|foot|ft|inch(?:es)?|yards?|storeys?|stories|floors?|blocks?|acres?|hectares?)';
const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b)';
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?';
const CLOCK = `(?:(?<!\\d)\\d{1,2}[.:h]\\d{2}(?![\\d%])|(?<!\\d)\\d{1,2}\\s?[ap]\\.?m\\b|noon|midnight|midday|dawn|dusk|daybreak|sunrise|sunset|\\p{L}+\\so['’]clock|(?:half|quarter)\\s(?:past|to)\\s\\p{L}+|\\d{4}\\s(?:hours|GMT|UTC))`;

const all = (...patterns: string[]) =>
  patterns.map(pattern => new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'giu'));

const DURATION = [
  `${AMOUNT}(?:[\\s-]|\\sand\\sa\\shalf\\s)(?:\\p{L}+\\s)?${TIME}`,
  `(?:for|over|lasts?|lasted|took|takes?)\\s(?:\\p{L}+\\s)?${TIME}`,
  'overnight|forever|indefinitely|permanently|for\\slife|all\\s(?:day|night|week|year)|(?:until|till|since)\\s\\S+',
];
const LENGTHS = [`${AMOUNT}[\\s-]?(?:square\\s)?${LENGTH}`, 'halfway|as far as\\s\\S+|all the way'];
const MOMENT = [
  CLOCK,
  `${WEEKDAY}|(?:this|last|next|each|every|same|following|previous|late|early|mid)[\\s-](?:\\p{L}+\\s)?(?:${TIME}|${MONTH}|morning|afternoon|evening|spring|summer|autumn|fall|winter)`,
  `(?<![\\d.,])[12]\\d{3}s?(?![\\d.,]\\d)`,
  'today|tonight|yesterday|tomorrow|soon|immediately|now|(?:in|by|at|that)\\s(?:morning|afternoon|evening|night|spring|summer|autumn|winter|weekend)|Easter|Christmas|Ramadan|New Year|Passover',
  `${AMOUNT}\\s${TIME}\\s(?:ago|later|earlier|after|before|from|into)|(?:in|within)\\s(?:about\\s|under\\s)?${AMOUNT}\\s${TIME}`,
  '(?:after|before|when|whenever|once|until|till|since|during|while|as soon as|following|upon|by the (?:time|end)|at the (?:time|start|end|beginning))\\s\\S+',
];

type Found = Exclude<Mark, 'count' | 'money' | 'name' | 'reason'>;

/** Each is made when it is first looked for: they are long, and all at once would be a tenth of a first answer. */
const FINDERS: Readonly<Record<Found, () => readonly RegExp[]>> = {
  age: () => [
    ...all(
      `${AMOUNT}[\\s-](?:${TIME})[\\s-](?:olds?|of age)`,
      `(?:aged|ages?(?: of)?|turn(?:s|ed|ing))\\s(?:about\\s|only\\s|just\\s)?${EXACT}`,
      `(?:is|was|were|are|be|now|only|just|both|at)\\s(?:now\\s|only\\s|just\\s)?${EXACT}(?=\\s(?:when|at the time|now|and|then)\\b|\\s?[,.;!?”"]|$)`,
      '(?:early|mid|late)?[\\s-]?(?:\\d0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)',
      'newborn|teenage[rd]?|centenarian|centur(?:y|ies)[\\s-]old',
      `(?:built|opened|founded|born|dat(?:es|ed|ing)|completed|established|made|since)\\b[^.;]{0,30}(?<![\\d.,])[12]\\d{3}`,
    ),
    // In apposition: "Pell, 54, a clerk", "Pell (54)".
    new RegExp(`(?<=\\p{L}[,]\\s|\\p{L}\\s\\()(?:\\d{1,3}|${WORD}(?:-${WORD})?)(?=\\)|\\s?[,.;:]|\\sand\\b|$)`, 'giu'),
  ],
  duration: () => all(...DURATION),
  length: () =>
    all(...LENGTHS, `${AMOUNT}\\s(?:hours?|minutes?|days?)['’]?\\s(?:away|by|drive|walk|on foot|journey|from)`),
  extent: () => all(...DURATION, ...LENGTHS, `${AMOUNT}[\\s-](?:pages?|words?|chapters?|lines?|episodes?)`),
  speed: () => [
    ...all(
      `${AMOUNT}[\\s-]?(?:km/h|kmh|kph|mph|knots?|m/s|mbps|gbps|megabits?|mach)`,
      `${AMOUNT}[\\s-](?:\\p{L}+\\s)?(?:an?|per|each|every|in)\\s(?:\\p{L}+\\s)?(?:second|minute|hour|day|week|month|year)s?`,
      'Mach \\d',
    ),
    /\d\s?%|per\s?cent/giu,
  ],
  temperature: () => [...all(`${AMOUNT}[\\s-]?(?:degrees?|celsius|fahrenheit|kelvin)`), /\d\s?[°º]|\d\s?[CF]\b/gu],
  weight: () =>
    all(`${AMOUNT}[\\s-]?(?:(?:kilo|milli)?grams?|grammes?|kilos?|kg|tonnes?|tons?|pounds?|lbs?|ounces?|stones?)`),
  population: () =>
    all(
      `${EXACT}\\s(?:\\p{L}+\\s)?(?:inhabitants?|residents|people|citizens|souls|islanders|villagers)`,
      `(?:population|home to|inhabited by|people in)\\b[^.;]{0,30}?${EXACT}`,
    ),
  share: () => [
    /\d\s?%|per\s?cent|percent/giu,
    ...all(
      `${AMOUNT}\\s(?:in|of|out of)\\s(?:every\\s|the\\s)?${EXACT}`,
      '(?:two|three|four|five|nine)[\\s-](?:thirds|quarters|fifths|sixths|tenths)|half|halves|a (?:third|quarter|fifth|sixth|tenth)|third|quarter|majority|minority|most|all|none|nearly all|every',
    ),
  ],
  frequency: () =>
    all(
      `every\\s\\S+|each\\s\\S+|once|twice|thrice|${AMOUNT}\\stimes?|hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|biannual(?:ly)?|always|never|rarely|seldom|regularly|constantly|often|frequently|usually`,
      `(?:an?|per)\\s(?:second|minute|hour|day|week|month|season|year|decade|century)|on\\s${WEEKDAY}s|at every\\s\\S+`,
    ),
  moment: () => all(...MOMENT),
  deadline: () => all(...MOMENT, ...DURATION),
  weekday: () => all(`${WEEKDAY}|weekends?|today|tomorrow|yesterday`),
  clock: () => all(CLOCK, `${EXACT}\\s(?:minutes?|hours?)\\s(?:after|before|past|to|later|earlier)`, 'at\\s\\d{1,2}'),
}; // prettier-ignore

const REASON =
  /\b(?:because|since|as|due|owing|after|following|over|so that|so as|reason|caus\p{L}*|blam\p{L}*|led|leads|leading|prompt\p{L}*|trigger\p{L}*|spark\p{L}*|start(?:s|ed)|stem\p{L}*|result\p{L}*|thanks|amid|given|fear\p{L}*|protest|for (?:want|lack|fear|reasons)|in (?:order|response|view|light)|fail\p{L}*|prevent\p{L}*|stop(?:s|ped)|made|makes|forc\p{L}*|saying|said|says|lest|until|therefore|hence|why|too|without|not|no|cannot|which|who|if|when|while)\b|\bto \p{Ll}+|n['’]t\b|[:;–—]/iu;

/** Plainly told causes: what follows is the reason. */
const CAUSE =
  /(?<!\p{L})(?:because(?: of)?|due to|owing to|on account of|thanks to|for (?:want|lack|fear) of|so that|so as to|in order to|in protest (?:at|against|over))\s(?:the\s|an?\s|its\s|their\s|his\s|her\s)?[\p{L}\p{N}]+/giu;

/** Bare numbers below this are hardly ever sums that are worth a report. */
const LEAST_SUM = 1000;

function isSum({ unit, value }: NumberMention): boolean {
  return unit === null ? value >= LEAST_SUM : measures('money', [unit]);
}

/** What no count of things is told in, of numbers that carry their unit. */
export const NO_COUNT = new RegExp(`^(?:${TIME}|${LENGTH}|%|degrees|tonnes?|tons?|kg|times)$`, 'iu');

/**
 * Stretches of a passage that show what is asked for; null where nothing can be told: the kind shows no mark, or it may be told without.
 * Bounded by the passage's length.
 */
export function marksIn(
  mark: Exclude<Mark, 'count' | 'name'>,
  { text, start, dates, numbers }: Passage,
): Place[] | null {
  const own = (mention: Place) => ({ start: mention.start - start, end: mention.end - start });
  if (mark === 'reason') {
    const causes = placesOf(CAUSE, text);
    return causes.length > 0 ? causes : REASON.test(text) ? null : [];
  }
  if (mark === 'money') return numbers.filter(isSum).map(own);
  const found = finders(mark).flatMap(pattern => placesOf(pattern, text));
  return mark === 'moment' || mark === 'deadline' ? [...dates.map(own), ...found] : found;
}

const made = new Map<Found, readonly RegExp[]>();

function finders(mark: Found): readonly RegExp[] {
  const known = made.get(mark) ?? FINDERS[mark]();
  made.set(mark, known);
  return known;
}

function placesOf(pattern: RegExp, text: string): Place[] {
  return [...text.matchAll(pattern)].map(match => ({ start: match.index, end: match.index + match[0].length }));
}
