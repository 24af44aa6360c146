/**
 * What a question of measure wants measured ("how long", "what age", "what will it cost"), and which units measure it. General English, no
 * words of any story. The lists are the only ones: numbers are judged by them, and passages are searched by patterns made of them.
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

/** Without "second" alone, which is a place in a row far more often. */
const TIME = `seconds minute minutes hour hours night nights day days weekend weekends week weeks fortnight fortnights month months season seasons
  year years decade decades century centuries generation generations`;
const LENGTH = `metre metres meter meters kilometre kilometres kilometer kilometers km centimetre centimetres centimeter centimeters cm millimetre
  millimetres millimeter millimeters mm mile miles foot feet ft inch inches yard yards storey storeys stories floor floors block blocks`;
const AREA = 'hectare hectares acre acres';
const CURRENCIES = `usd eur gbp cad aud jpy inr cent cents penny pence crown crowns krona kronor krone kroner franc francs florin florins guilder guilders
  mark marks lira liras peso pesos real reais rand rands rouble roubles ruble rubles yuan renminbi zloty zlotys hryvnia hryvnias forint forints leu lei lev
  koruna korunas shilling shillings dinar dinars dirham dirhams riyal riyals rial rials shekel shekels won baht ringgit rupiah naira cedi cedis birr tenge
  som lari dram drams taka`;

/** Units as `NumberMention.unit` has them. Ages are told by what stands around a number. */
const UNITS: Readonly<Record<Exclude<Measure, 'age'>, string>> = {
  share: '%',
  frequency: `${TIME} times`,
  duration: TIME,
  extent: `${TIME} ${LENGTH} ${AREA} page pages word words chapter chapters line lines episode episodes`,
  length: LENGTH,
  speed: 'km/h kmh kph mph m/s knot knots mbps gbps megabit megabits kilometres kilometers km miles metres meters',
  temperature: 'degree degrees celsius fahrenheit kelvin c f',
  weight: `tonne tonnes ton tons kilogram kilograms kilogramme kilogrammes kilo kilos kg gram grams gramme grammes milligram milligrams pound
    pounds lb lbs ounce ounces stone stones`,
  money: CURRENCIES,
};

/** What is high, deep or wide without being measured in metres, and heavy without a weight. */
const NO_LENGTH = `turnout|prices?|costs?|fever|temperatures?|fines?|rates?|interest|unemployment|risks?|debts?|inflation|wages?|salar(?:y|ies)|taxes|tax|hopes?|scores?|tolls?|shares?
  |number|percentage|recession|cuts?|divisions?|losses|gap|margin|lead|majority|support|demand|bid|bids|budget|profits?|talks|negotiations|case|investigation|project|plans?`;
const NO_WEIGHT = `rain|rainfall|snowfall|snow|fighting|fines?|loss(?:es)?|casualties|traffic|defeat|sentences?|tolls?|burden|price|damage|fire|shelling|bombing|drinker|smoker|use|seas`;
const none = (list: string) => `(?!.*\\b(?:${list.replace(/\s+/g, '')})\\b)`;

/** Over lower-case questions, first match wins. */
const MEASURES: readonly [RegExp, Measure][] = [
  [
    /\b(?:percentage|percent|per cent|proportion|fraction)\b|\b(?:what|which|how (?:big|large|great|small|high)) (?:is |was |are |were )?(?:an? |the |its |their |his |her )?(?:\p{L}+ )?share\b(?! prices?\b)|\bshares? of (?:the )?(?:votes?|market|seats)\b/u,
    'share',
  ],
  [
    /\b(?:how (?:old|young|many years old)|(?:what|which) age(?! (?:group|limit|range|bracket)s?)|what (?:is|was) (?:the |his |her |their )?age)\b/,
    'age',
  ],
  [/\bhow (?:often|frequently|many times)\b/, 'frequency'],
  [/\bhow long (?:ago|(?:did|does|do|has|have|had|will|would|must|can|may|should|until|before|after)\b)/, 'duration'],
  [
    /\bhow (?:fast|quick(?:ly)?|promptly|rapidly) .*\b(?:arrive|respond|react|reach|come|came|act|acted|finish|sell|sold|answer|reopen|clear(?:ed)?|call|decide|leave)\b/,
    'duration',
  ],
  [
    /\bhow long (?:is|are|was|were) (?:.* )?(?:\p{L}+ing|for|open|closed|shut|away|in (?:office|power|prison|hospital))$/u,
    'duration',
  ],
  [/\bhow long (?:is|was) it since\b/, 'duration'],
  [/\bhow long\b/, 'extent'],
  [
    new RegExp(
      `\\b(?:how (?:far|high|tall|deep|wide)\\b${none(NO_LENGTH)}|what (?:(?:is|was) the )?(?:height|length|distance|depth|width)\\b)`,
    ),
    'length',
  ],
  [
    /\b(?:how fast\b|how (?:quick|quickly|rapidly) .*\b(?:go|goes|going|went|drive|drives|drove|driving|driven|travel\p{L}*|mov(?:e|es|ed|ing)|run|runs|ran|running|fly|flies|flew|flying|sail\p{L}*|spin|spins|spinning|flow\p{L}*)\b|(?:what|which) (?:is |was )?(?:the )?(?:top |maximum |average )?speed\b)/u,
    'speed',
  ],
  [/\b(?:how (?:hot|cold|warm)|what (?:is |was )?(?:the )?temperature)\b/, 'temperature'],
  [
    new RegExp(
      `\\b(?:how heavy\\b${none(NO_WEIGHT)}|how much (?:does|did|do) .* weigh\\b|what (?:(?:is|was|does|did) )?(?:.* )?weigh(?:t|s)?\\b)`,
    ),
    'weight',
  ],
];

/** Money is asked for by many words: more of them say so behind "how much" than behind "what". */
const ASKS_MONEY = [
  /\bhow (?:much|expensive)\b.*\b(?:costs?|price|pays?|paid|earns?|earned|worth|spends?|spent|sum|fund(?:s|ing|ed)?|aid|money|budget|loans?|grants?|fines?|fined|fees?|salar(?:y|ies)|wages?|compensation|damages|rais(?:e|ed)|cash|debts?|tax(?:es)?|rent|invest(?:ed|ment)?|donat\p{L}*)\b/u,
  /\bhow expensive\b/,
  /\b(?:what|which) (?:(?:is|was|were|are|did|does|do|will|would|has|have|had|may|could) (?:.* )?)?(?:costs?|price|pays?|paid|earns?|earned|worth|spends?|spent|sum|money|budget|fine|fee|salary|wage|compensation)\b(?!.* for$)/,
];
/** "What number of nurses is paid late": people are counted, not money. */
const COUNTS = /\bwhat number of\b/;

/** What is to be measured; null where any number will do. */
export function measureOf(plain: string): Measure | null {
  const listed = MEASURES.find(([pattern]) => pattern.test(plain))?.[1];
  if (listed !== undefined) return listed;
  return !COUNTS.test(plain) && ASKS_MONEY.some(pattern => pattern.test(plain)) ? 'money' : null;
}

const sets = new Map<Measure, ReadonlySet<string>>();

/** Whether one of these units measures it. No unit tells an age. */
export function measures(measure: Measure, units: readonly string[]): boolean {
  if (measure === 'age') return false;
  const known = sets.get(measure) ?? new Set(UNITS[measure].split(/\s+/));
  sets.set(measure, known);
  return units.some(unit => known.has(unit));
}

/** The source of a pattern that finds any unit of the measure; longer units first, so that none is cut short. */
export function unitPattern(measure: Exclude<Measure, 'age'>): string {
  const listed = UNITS[measure].split(/\s+/).sort((a, b) => b.length - a.length);
  return `(?:${listed.join('|')})`;
}
