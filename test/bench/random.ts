/** Chance that repeats: the same seed gives the same numbers on every machine. Never for anything that must not be guessed. */

export interface Random {
  /** 0 to 1, 1 excluded. */
  next: () => number;
  /** A whole number from 0 to `below`, `below` excluded. */
  below: (below: number) => number;
  pick: <Item>(items: readonly Item[]) => Item;
}

/** A stream of its own for each pair of seed and number, so that any article can be made without those before it. */
export function randomFor(seed: number, number: number): Random {
  let state = mix(Math.imul(seed + 1, 0x9e3779b1) ^ mix(number + 0x85ebca6b));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    return mix(state) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: items => items[below(items.length)]! };
}

/** The finaliser of MurmurHash3: every bit of the result depends on every bit given. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
