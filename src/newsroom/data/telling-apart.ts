/** Words that tell one thing from another of its kind ("the *northern* line"), and words that do not. General English. */

const words = (list: string) => new Set(list.split(/\s+/));

/** Places in a row. */
export const ORDINALS = words(
  `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last next previous opening closing final`,
);

/** Sides and levels. */
export const DIRECTIONS = words(
  `north south east west northern southern eastern western northeast northwest southeast southwest upper lower left right inner outer
  front rear upstream downstream eastbound westbound northbound southbound`,
);

/** What is said of a thing without telling which one is meant. */
export const UNTELLING = words(
  `new old big large small great little young good bad own same other whole entire main major recent latest current present former
  local official whole full long short high low early late own real possible several many more few extra additional total certain`,
);
