/** General English abbreviations, lower case, without their last dot. */

/** Always followed by what they belong to: never the end of a sentence. */
export const BEFORE_NAMES = new Set(
  'mr mrs ms mx dr prof rev fr st sr gen lt col maj sgt cpl capt cmdr adm brig sen rep gov pres hon amb supt det insp messrs vs v cf e.g i.e viz approx ca fig figs vol ed eds'.split(
    ' ',
  ),
);

/** Followed by a number; otherwise an ordinary word at the end of a sentence. */
export const BEFORE_NUMBERS = new Set(
  'no nos art arts sec para p pp ch jan feb mar apr jun jul aug sep sept oct nov dec'.split(' '),
);

/** May end a sentence: only the next word tells. */
export const ANYWHERE = new Set(
  'inc ltd co corp llc plc bros jr sr ph.d m.d b.a m.a a.m p.m u.s u.k u.n u.s.a e.u d.c etc al est dept univ ave blvd rd mt ft oz lb min max tel a.k.a mon tue tues wed thu thur thurs fri'.split(
    ' ',
  ),
);

/** Words that begin sentences and hardly ever go on after an abbreviation. */
export const STARTERS = new Set(
  'the a an this that these those it its he she they we you i his her their our my there here in on at by for from with after before during when while where if as but and or yet so not no one some many most all both each however meanwhile moreover also although since until under over what who why how which last next now then today yesterday tomorrow according later earlier still instead once perhaps only even such other another between among despite unlike like because whether'.split(
    ' ',
  ),
);
