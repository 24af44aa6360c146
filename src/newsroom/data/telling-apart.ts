/** Words that tell one thing from another of its kind ("the *northern* line"), and words that do not. General English. */

const words = (list: string) => new Set(list.split(/\s+/));

/** Each line's words are one thing: the first of them stands for all. */
const groups = (lines: string) =>
  new Map(
    lines
      .trim()
      .split('\n')
      .flatMap(line => {
        const names = line.trim().split(/\s+/);
        return names.map(name => [name, names[0]!] as const);
      }),
  );

/** Places in a row, each under one name. */
export const ORDINALS = groups(`
  first 1st opening initial
  second 2nd
  third 3rd
  fourth 4th
  fifth 5th
  sixth 6th
  seventh 7th
  eighth 8th
  ninth 9th
  tenth 10th
  eleventh 11th
  twelfth 12th
  last final closing previous
  next`);

const COMPASS = ['north', 'south', 'east', 'west'].flatMap(side => [side, `${side}ern`, `${side}bound`]);
const BETWEEN = ['northeast', 'northwest', 'southeast', 'southwest'].flatMap(side => [side, `${side}ern`]);

/** Sides and levels, by what they are sides of: an upper gate may well be the western one. */
export const DIRECTIONS = new Map<string, string>([
  ...[...COMPASS, ...BETWEEN].map(word => [word, 'compass'] as const),
  ...['upper', 'lower'].map(word => [word, 'level'] as const),
  ...['left', 'right'].map(word => [word, 'hand'] as const),
  ...['inner', 'outer'].map(word => [word, 'depth'] as const),
  ...['front', 'rear'].map(word => [word, 'end'] as const),
  ...['upstream', 'downstream'].map(word => [word, 'stream'] as const),
]);

/** What is said of a thing without telling which one is meant. */
export const UNTELLING = words(
  `new old big large small great little young good bad own same other whole entire main major recent latest current present former
  local official whole full long short high low early late own real possible several many more few extra additional total certain`,
);
