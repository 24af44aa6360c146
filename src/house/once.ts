/** What is made when it is first wanted, and once. */
export function once<Value>(make: () => Promise<Value>): {
  get: () => Promise<Value>;
  made: () => Promise<Value | null>;
} {
  let making: Promise<Value> | null = null;
  return {
    get: () => {
      making ??= make();
      return making;
    },
    made: async () => making,
  };
}
