/** Where the thread that answers begins. */
export const THREAD = new URL('../thread.ts', import.meta.url);
