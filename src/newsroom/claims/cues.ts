/** Words that tell what a claim is about: offices, kinds of counts, negations. General English; never a word of a story. */

const list = (words: string) => words.trim().split(/\s+/);

/** Nouns of offices and roles, lower case, singular. Only what a person is, never what a body is. */
export const OFFICES = new Set(
  list(`president premier minister chancellor king queen prince princess emperor pope sultan governor mayor senator
  congressman congresswoman lawmaker ambassador envoy secretary commissioner director chair chairman chairwoman chairperson
  chief head leader executive ceo founder commander general admiral colonel captain judge justice prosecutor attorney
  spokesman spokeswoman spokesperson adviser advisor mediator negotiator treasurer coach manager editor bishop archbishop
  cardinal professor inspector superintendent designer architect engineer officer publisher ombudsman rector
  principal dean curator conductor owner`),
);

/** Different words for one office. */
export const SAME_OFFICE: ReadonlyMap<string, string> = new Map([
  ['chairman', 'chair'],
  ['chairwoman', 'chair'],
  ['chairperson', 'chair'],
  ['spokesman', 'spokesperson'],
  ['spokeswoman', 'spokesperson'],
  ['advisor', 'adviser'],
  ['ceo', 'chief executive'],
  ['head', 'leader'],
  ['congressman', 'lawmaker'],
  ['congresswoman', 'lawmaker'],
  ['justice', 'judge'],
]);

/** Words before an office that make another office of it. */
export const OFFICE_PARTS = new Set(list('prime vice deputy assistant chief attorney first'));

/** Words before an office that say its holder has left it. */
export const FORMER = new Set(list('former ex erstwhile onetime'));

/** Words before an office that leave open whether it is held. */
export const UNSETTLED = new Set(
  list('acting interim incoming outgoing designate elect would-be next future then late'),
);

/**
 * Offices of those who speak for another. Who holds one of PRINCIPALS speaks for himself, so that the two words for one
 * person at one time contradict each other; other pairs of offices may well be one person's.
 */
export const SPEAKS_FOR = new Set(['spokesperson']);
export const PRINCIPALS = new Set(
  list(
    'president premier minister chancellor king queen governor mayor ambassador envoy judge mediator general prosecutor',
  ).concat('prime minister'),
);

/** Kinds of counts that are told in many words. */
export const COUNT_FAMILIES: readonly (readonly [family: string, cue: RegExp])[] = [
  [
    'deaths',
    /\b(?:die[ds]?|dead|deaths?|death toll|kill(?:ed|s|ing)?|fatalit(?:y|ies)|lost (?:their|his|her) li(?:fe|ves)|perished|bodies)\b/i,
  ],
  [
    'injuries',
    /\b(?:injur(?:ed|ies|ing)|wounded|hurt|hospitali[sz]ed|treated for|suffer(?:ed|ing) (?:burns|cuts|fractures|shock)|burn(?:ed|t) (?:their|his|her))\b/i,
  ],
  ['missing', /\b(?:missing|unaccounted for)\b/i],
  ['arrests', /\b(?:arrest(?:ed|s)?|detained|taken into custody)\b/i],
  ['evacuated', /\b(?:evacuat(?:ed|ion|ions|ees)|displaced|homeless)\b/i],
];

/** Units of persons: they count the same kind of thing. */
export const PERSON_UNITS = new Set(list('people persons person men women residents victims civilians'));

/** Terms that tell the same change, as `terms.ts` makes them. */
export const SAME_TERM: ReadonlyMap<string, string> = new Map([
  ['rais', 'rise'],
  ['increas', 'rise'],
  ['hike', 'rise'],
  ['declin', 'fall'],
  ['decreas', 'fall'],
  ['drop', 'fall'],
]);

/** Days and months have capitals and name nothing. */
export const CALENDAR =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)$/u;
