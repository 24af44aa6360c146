/** Number words, scales, vague amounts and currencies, general English. */

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

export const NUMBER_WORDS = new Map<string, number>([
  ...SMALL.map((word, i) => [word, i] as const),
  ...TENS.map((word, i) => [word, (i + 2) * 10] as const),
]);

export const SCALES = new Map<string, number>([
  ['hundred', 100],
  ['dozen', 12],
  ['thousand', 1e3],
  ['lakh', 1e5],
  ['million', 1e6],
  ['crore', 1e7],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

/** Attached to digits: "5bn". Capital letters too. */
export const SHORT_SCALES = new Map<string, number>([
  ['k', 1e3],
  ['m', 1e6],
  ['mn', 1e6],
  ['bn', 1e9],
  ['b', 1e9],
  ['tn', 1e12],
]);

export const CURRENCY_SIGNS = new Map<string, string>([
  ['$', 'usd'],
  ['us$', 'usd'],
  ['c$', 'cad'],
  ['a$', 'aud'],
  ['€', 'eur'],
  ['£', 'gbp'],
  ['¥', 'jpy'],
  ['₹', 'inr'],
]);

export const CURRENCY_WORDS = new Map<string, string>([
  ['dollar', 'usd'],
  ['dollars', 'usd'],
  ['usd', 'usd'],
  ['euro', 'eur'],
  ['euros', 'eur'],
  ['eur', 'eur'],
  ['pounds', 'gbp'],
  ['gbp', 'gbp'],
  ['yen', 'jpy'],
  ['rupees', 'inr'],
]);

/** Plural without an s. */
export const COLLECTIVES = new Set(
  'people personnel men women children police staff aircraft troops cattle sheep fish'.split(' '),
);

/** Words that end the noun phrase after a number. */
export const AFTER_NOUN = new Set(
  'a an the and or but of in on at by for from with to as is are was were be been has have had will would could may might can that which who whom whose when while where than then if so not per this these those its their his her our more less over under after before into about between during since until via it he she they we you i said says told'.split(
    ' ',
  ),
);
