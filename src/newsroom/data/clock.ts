/** How a time of day is written in figures: sources of patterns, for the flags `iu`. General English. */

const HOUR = '(?:[01]?\\d|2[0-4])';
const NOTHING_BEFORE = '(?<![\\d:.,£$€¥₹])';

/** "3 p.m.", "3.10 a.m.". */
export const WITH_HALF = `${NOTHING_BEFORE}${HOUR}(?:[.:][0-5]\\d)?\\s?[ap]\\.?m\\b`;
/** "14:05", "14h05". */
export const WITH_COLON = `${NOTHING_BEFORE}${HOUR}[:h][0-5]\\d(?![\\d%:])`;
/** With a full stop it is a time only where a word before says so: "at 6.29", never "£6.29" or "6.29 million". */
export const BEHIND_A_WORD = `(?<=\\b(?:at|by|from|until|till|before|after|around|about|since|to|past|the|shortly)\\s)${HOUR}\\.[0-5]\\d(?![\\d%])(?!\\s(?:per|percent|million|billion|met(?:re|er)s|kilomet(?:re|er)s|km|miles|seconds|points))`;
/** The stamp before an entry of a live report: "10.40 About 2,000 people". */
export const STAMP = `^${HOUR}[.:][0-5]\\d(?=\\s\\p{Lu}\\p{L})`;

/** A bare hour, as it stands behind "at". */
export const BARE_HOUR = HOUR;
