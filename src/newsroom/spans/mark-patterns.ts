/**
 * The patterns by which a stretch of text shows that it is of a kind: an age, a length, a moment. General English alone. Each kind's are made when
 * it is first looked for: they are long, and all at once would be a tenth of a first answer.
 */
import { BARE_HOUR, BEHIND_A_WORD, WITH_COLON, WITH_HALF } from '../data/clock.ts';
import { COLLECTIVES, NUMBER_WORDS, SCALES } from '../data/number-words.ts';
import { type Measure, unitPattern } from './units.ts';

/** Kinds that show by patterns alone. */
export type Patterned = Exclude<Measure, 'money'> | 'clock' | 'deadline' | 'moment' | 'population' | 'weekday';

const words = (list: Iterable<string>) => [...list].join('|');
const WORD = `(?:${words(NUMBER_WORDS.keys())}|(?:${words(SCALES.keys())})s?)`;
/** Digits that are no sum of money, no part of a longer number, and no mark of a thing ("12A"). */
const DIGITS = '(?<![\\d.,:£$€¥₹])\\d+(?:[.,]\\d+)*(?![\\d])';
const EXACT = `(?:${DIGITS}|(?<!\\p{L})${WORD}(?:[\\s-](?:and\\s)?${WORD})*)(?:\\s(?:${words(SCALES.keys())}))?`;
const AMOUNT = `(?:${EXACT}(?:\\sand\\sa\\s(?:half|quarter))?|(?<!\\p{L})(?:an?|half\\san?|several|(?:a\\s)?few|many|some|a\\scouple\\sof|dozens\\sof|hundreds\\sof|thousands\\sof))`;
const TIME = unitPattern('duration');
/** "One second", "half a second", never "a second tunnel". */
const SECOND = `(?:${EXACT}|half\\sa|split)[\\s-]second`;
/** One letter is metres where it says of what: "5 m high", never the millions of "5m people". */
const METRES = 'm(?=\\s(?:high|long|wide|deep|tall|away|above|below|from|up|down|off|by|and|or|to)\\b|[^\\s\\p{L}]|$)';
const LENGTH = `(?:${unitPattern('length')}|${METRES})`;
const SEASON = '(?:spring|summer|autumn|winter)';
/** Names of months and a time of day are told from names of people and from verbs by their letters: "in March", "at dawn". */
const MONTH =
  '(?-i:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b)';
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?';
const CLOCK = [
  WITH_HALF,
  WITH_COLON,
  BEHIND_A_WORD,
  '(?-i:noon|midnight|midday|dawn|dusk|daybreak|sunrise|sunset)',
  "\\p{L}+\\so['’]clock|(?:half|quarter)\\s(?:past|to)\\s\\p{L}+",
  '(?<!\\d)(?:[01]\\d|2[0-3])[0-5]\\d\\s(?:GMT|UTC)|(?<=\\bat\\s)(?:[01]\\d|2[0-3])[0-5]\\d(?:\\shours)?(?=\\s?[.,;]|$|\\shours|\\son)',
].join('|');

const all = (...patterns: string[]) =>
  patterns.map(pattern => new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'giu'));

const DURATION = [
  `${AMOUNT}(?:[\\s-]|\\sand\\sa\\shalf\\s)(?:\\p{L}+\\s)?${TIME}|${SECOND}`,
  `(?:for|over|lasts?|lasted|took|takes?)\\s(?:\\p{L}+\\s)?${TIME}`,
  'overnight|forever|indefinitely|permanently|for\\slife|all\\s(?:day|night|week|year)|(?:until|till|since)\\s\\S+',
];
const LENGTHS = [`${AMOUNT}[\\s-]?(?:square\\s)?${LENGTH}`, 'halfway|as far as\\s\\S+|all the way'];
/** Four digits that count nothing: "in 1994", "the 1994 floods", never "1500 people". */
const YEAR = `(?<![\\d.,£$€¥₹])[12]\\d{3}s?(?![\\d.,]\\d)(?!\\s(?:${words(COLLECTIVES)}|residents|${unitPattern('duration')}|${unitPattern('length')}|${unitPattern('weight')}))`;
const MOMENT = [
  CLOCK,
  `${WEEKDAY}|(?:this|last|next|each|every|same|following|previous|late|early|mid)[\\s-](?:\\p{L}+\\s)?(?:${TIME}|${MONTH}|morning|afternoon|evening|${SEASON})`,
  YEAR,
  `today|tonight|yesterday|tomorrow|soon|immediately|now|(?:in|by|at|that)\\s(?:the\\s)?(?:morning|afternoon|evening|night|${SEASON}|weekend)|Easter|Christmas|Ramadan|New Year|Passover`,
  `${AMOUNT}\\s${TIME}\\s(?:ago|later|earlier|after|before|from|into)|(?:in|within)\\s(?:about\\s|under\\s)?${AMOUNT}\\s${TIME}`,
  '(?:after|before|when|whenever|once|until|till|since|during|while|as soon as|following|upon|by the (?:time|end)|at the (?:time|start|end|beginning))\\s\\S+',
];

/** Totals are so many without being so old: "the toll was 12". */
const TOTALS =
  '(?<!\\b(?:tolls?|numbers?|totals?|counts?|figures?|scores?|votes?|margin|prices?|majority|temperatures?|results?|average|maximum|minimum|rates?|levels?|shares?|sums?)\\s(?:\\p{L}+\\s)?)';
const FRACTION = '(?:third|quarter|fifth|sixth|seventh|eighth|tenth)';
const SETTLED = 'inhabitants?|residents|citizens|souls|islanders|villagers|townspeople';
const LIVES = '(?:who\\s)?(?:lives?|lived|living|resides?|residing)';
/** What a number stands before that is an hour: the end of a clause, or a word of time. */
const AFTER_HOUR = '(?=\\s?[.,;:!?”"]|$|\\s(?:and|on|in|to|local|sharp|this|that|when|tomorrow|today|yesterday)\\b)';

const FINDERS: Readonly<Record<Patterned, () => readonly RegExp[]>> = {
  age: () => [
    ...all(
      `${AMOUNT}[\\s-](?:${TIME})[\\s-](?:olds?|of age)`,
      `(?:aged|ages?(?: of)?)\\s(?:about\\s|only\\s|just\\s)?${EXACT}`,
      `turn(?:s|ed|ing)\\s${EXACT}(?!\\s(?:degrees|\\p{L}+s\\b))`,
      `${TOTALS}(?:is|was|were|are|be|now|only|just|both|at)\\s(?:now\\s|only\\s|just\\s)?${EXACT}(?=\\s(?:when|at the time|now|and|then)\\b|\\s?[,.;!?”"](?!\\d)|$)`,
      '(?:(?:early|mid|late)[\\s-])?(?:(?<!\\d)\\d0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)',
      'newborns?|teens|teenage(?:rs?|d)?|octogenarians?|centenarians?|centur(?:y|ies)[\\s-]old',
      `(?:built|opened|founded|born|dat(?:es|ed|ing)|completed|established|made|since)\\b[^.;]{0,30}(?<![\\d.,])[12]\\d{3}`,
    ),
    // In apposition: "Pell, 54, a clerk", "Pell (54)".
    new RegExp(
      `(?<=\\p{L}[,]\\s|\\p{L}\\s\\()(?:\\d{1,3}(?![\\d.,]\\d)|${WORD}(?:-${WORD})?)(?=\\)|\\s?[,.;:](?!\\d)|\\sand\\b|$)`,
      'giu',
    ),
  ],
  duration: () => all(...DURATION),
  length: () =>
    all(...LENGTHS, `${AMOUNT}\\s(?:hours?|minutes?|days?)['’]?\\s(?:away|by|drive|walk|on foot|journey|from)`),
  extent: () => all(...DURATION, ...LENGTHS, `${AMOUNT}[\\s-]${unitPattern('extent')}`),
  speed: () => [
    ...all(
      `${AMOUNT}[\\s-]?(?:km/h|kmh|kph|mph|knots?|m/s|mbps|gbps|megabits?|mach)`,
      `${AMOUNT}[\\s-](?:\\p{L}+\\s)?(?:an?|per|each|every|in)\\s(?:\\p{L}+\\s)?(?:second|minute|hour|day|week|month|year)s?`,
      'Mach \\d',
    ),
    /\d\s?%|per\s?cent/giu,
  ],
  temperature: () => [
    ...all(
      `(?:minus\\s)?(?:${EXACT}|several|a\\sfew|half\\sa)[\\s-]?(?:degrees?|celsius|fahrenheit|kelvin)`,
      '(?:above|below)\\s(?:zero|freezing)|freezing\\spoint',
    ),
    /\d\s?[°º]|(?<=\b(?:at|of|to|hit|reached|below|above|over|under|nearly|minus|was|were|around|about)\s[-−]?)\d{1,3}(?:\.\d)?\s?[CF]\b/gu,
  ],
  weight: () => all(`${AMOUNT}[\\s-]?${unitPattern('weight')}`),
  population: () =>
    all(
      `${EXACT}\\s(?:\\p{L}+\\s)?(?:${SETTLED})`,
      `${EXACT}\\s(?:\\p{L}+\\s)?(?:people\\s)?${LIVES}`,
      `(?:its|village['’]s|town['’]s|city['’]s|island['’]s|country['’]s)\\s${EXACT}\\s(?:\\p{L}+\\s)?people`,
      `(?:villages?|towns?|city|cities|island|country|nation|parish|settlement|hamlet|suburb|community|place)\\sof\\s(?:\\p{L}+\\s)?${EXACT}`,
      `(?:population|home to|inhabited by|people in)\\b[^.;]{0,30}?${EXACT}`,
    ),
  share: () => [
    /\d\s?%|per\s?cent|percent/giu,
    ...all(
      `(?:${EXACT}|few|many|some)\\s(?:in|of|out of)\\s(?:every\\s|the\\s)?${EXACT}`,
      `(?:two|three|four|five|nine)[\\s-](?:thirds|quarters|fifths|sixths|sevenths|eighths|tenths)|(?:an?|one|the (?:other|remaining))[\\s-]${FRACTION}(?!\\s\\p{L}+(?:er|man|one|time)\\b)|${FRACTION}s?\\sof`,
      'half|halves|majority|minority|most|all|none|nearly all',
    ),
  ],
  frequency: () =>
    all(
      `every\\s\\S+|each\\s\\S+|once|twice|thrice|${AMOUNT}\\stimes?|hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|biannual(?:ly)?|always|never|rarely|seldom|regularly|constantly|often|frequently|usually`,
      `per\\s(?:second|minute|hour|day|week|month|season|year|decade|century)|(?:once|twice|times?|${EXACT}(?:\\s\\p{L}+){0,2}|\\p{L}+s)\\san?\\s(?:second|minute|hour|day|week|month|season|year|decade|century)|on\\s${WEEKDAY}s|at every\\s\\S+`,
    ),
  moment: () => all(...MOMENT),
  deadline: () => all(...MOMENT, ...DURATION),
  weekday: () => all(`${WEEKDAY}|weekends?|today|tomorrow|yesterday`),
  clock: () =>
    all(
      CLOCK,
      `${EXACT}\\s(?:minutes?|hours?)\\s(?:after|before|past|to|later|earlier)`,
      `at\\s${BARE_HOUR}${AFTER_HOUR}`,
    ),
}; // prettier-ignore

const made = new Map<Patterned, readonly RegExp[]>();

export function patternsOf(kind: Patterned): readonly RegExp[] {
  const known = made.get(kind) ?? FINDERS[kind]();
  made.set(kind, known);
  return known;
}

/** What no count of things is told in, of numbers that carry their unit. */
export const NO_COUNT = new RegExp(
  `^(?:${TIME}|${unitPattern('length')}|hectares?|acres?|%|degrees|${unitPattern('weight')}|times)$`,
  'iu',
);
