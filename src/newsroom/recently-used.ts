/**
 * A memory of bounded size for what is the same whenever it is made: pure functions of a text. It must never hold what a new article
 * or a verdict could make wrong.
 */
export interface RecentlyUsed<Value> {
  get: (key: string) => Value | undefined;
  set: (key: string, value: Value) => void;
}

/**
 * Keeps at least the last `size` keys that were used, at most twice as many: two generations, of which the older is dropped when the
 * younger is full. What is used again moves to the younger, so that common words stay however many rare ones come.
 */
export function recentlyUsed<Value>(size: number): RecentlyUsed<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (key: string, value: Value) => {
    if (young.size >= size) [old, young] = [young, new Map()];
    young.set(key, value);
  };
  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
  };
}
