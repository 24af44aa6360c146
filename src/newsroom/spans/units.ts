/**
 * What a question of measure wants measured ("how long", "what age", "what will it cost"), and which units measure it. General English, no
 * words of any story.
 */

export type Measure =
  | 'age'
  | 'share'
  | 'frequency'
  | 'duration'
  | 'extent'
  | 'length'
  | 'speed'
  | 'temperature'
  | 'weight'
  | 'money';

const TIME =
  'second seconds minute minutes hour hours day days week weeks month months year years decade decades century centuries';
const LENGTH =
  'metre metres meter meters kilometre kilometres kilometer kilometers km m mile miles foot feet inch inches centimetre centimetres yard yards storeys stories floors';
const CURRENCIES = `usd eur gbp cad aud jpy inr cent cents penny pence crown crowns krona kronor krone kroner franc francs florin florins guilder guilders
  mark marks lira liras peso pesos real reais rand rands rouble roubles ruble rubles yuan renminbi zloty zlotys hryvnia hryvnias forint forints leu lei lev
  koruna korunas shilling shillings dinar dinars dirham dirhams riyal riyals rial rials shekel shekels won baht ringgit rupiah naira cedi cedis birr tenge
  som lari dram drams taka`;

/** Units as `NumberMention.unit` has them. Ages are told by what stands around a number. */
const UNITS: Readonly<Record<Exclude<Measure, 'age'>, string>> = {
  share: '%',
  frequency: `${TIME} times`,
  duration: TIME,
  extent: `${TIME} ${LENGTH} page pages words lines`,
  length: LENGTH,
  speed: 'kmh kph mph knots knot kilometres kilometers km miles metres meters',
  temperature: 'degree degrees celsius fahrenheit c f',
  weight:
    'tonne tonnes ton tons kilogram kilograms kilogramme kilogrammes kilo kilos kg gram grams grammes pound pounds ounce ounces stone',
  money: CURRENCIES,
};

/** Over lower-case questions, first match wins. */
const MEASURES: readonly [RegExp, Measure][] = [
  [/\b(?:percentage|percent|per cent|share|proportion|fraction)\b/, 'share'],
  [
    /\b(?:how (?:old|young)|(?:what|which) age(?! (?:group|limit|range|bracket)s?)|what (?:is|was) (?:the |his |her |their )?age)\b/,
    'age',
  ],
  [/\bhow (?:often|many times)\b/, 'frequency'],
  [/\bhow long (?:ago|(?:did|does|do|has|have|had|will|would|must|can|may|should|until|before|after)\b)/, 'duration'],
  [
    /\bhow long (?:is|are|was|were) (?:.* )?(?:\p{L}+ing|for|open|closed|shut|away|in (?:office|power|prison|hospital))$/u,
    'duration',
  ],
  [/\bhow long (?:is|was) it since\b/, 'duration'],
  [/\bhow long\b/, 'extent'],
  [/\b(?:how (?:far|high|tall|deep|wide)|what (?:height|length|distance|depth|width))\b/, 'length'],
  [/\b(?:how (?:fast|quick|quickly)|(?:what|which) (?:is |was )?(?:the )?(?:top |maximum |average )?speed)\b/, 'speed'],
  [/\b(?:how (?:hot|cold|warm)|what (?:is |was )?(?:the )?temperature)\b/, 'temperature'],
  [/\b(?:how heavy|how much (?:does|did|do) .* weigh|what (?:is |was )?(?:the )?weight)\b/, 'weight'],
];

/** Money is asked for by many words. */
const ASKS_MONEY = /\b(?:how (?:much|expensive)|what)\b/;
const ABOUT_MONEY =
  /\b(?:cost|costs|price|pay|pays|paid|earn|earns|worth|spend|spent|sum|fund|aid|money|budget|loan|grant|fine|fee|salary|wage|compensation|damages)\b/;

/** What is to be measured; null where any number will do. */
export function measureOf(plain: string): Measure | null {
  const listed = MEASURES.find(([pattern]) => pattern.test(plain))?.[1];
  if (listed !== undefined) return listed;
  return ASKS_MONEY.test(plain) && ABOUT_MONEY.test(plain) ? 'money' : null;
}

const sets = new Map<Measure, ReadonlySet<string>>();

/** Whether one of these units measures it. No unit tells an age. */
export function measures(measure: Measure, units: readonly string[]): boolean {
  if (measure === 'age') return false;
  const known = sets.get(measure) ?? new Set(UNITS[measure].split(/\s+/));
  sets.set(measure, known);
  return units.some(unit => known.has(unit));
}
