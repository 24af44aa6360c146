/** Waiting for something, but not for ever. */

/** What `work` comes to, or `late` where it takes longer than `ms` milliseconds; what comes of it then is nobody's business. */
export async function inTime<Value, Late>(work: Promise<Value>, ms: number, late: Late): Promise<Value | Late> {
  const { promise: over, resolve } = Promise.withResolvers<Late>();
  const timer = setTimeout(resolve, ms, late);
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
