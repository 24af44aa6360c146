/**
 * Loaded into a process before anything else: its wall clock is ahead of the machine's by as many milliseconds as the file of
 * STET_TEST_CLOCK says at that moment. Timers and `performance.now()` stay as they are, as when a machine's clock is set.
 */
const { readFileSync } = require('node:fs');

const FILE = process.env.STET_TEST_CLOCK;

/** The file is read at most so often, milliseconds: every question for the time would cost too much. */
const EVERY_MS = 20;

const RealDate = Date;
let ahead = 0;
let readAt = Number.NEGATIVE_INFINITY;

function now() {
  if (performance.now() - readAt > EVERY_MS) {
    readAt = performance.now();
    const said = Number(readFileSync(FILE, 'utf8'));
    // A file that is being written says nothing.
    if (Number.isFinite(said)) ahead = said;
  }
  return RealDate.now() + ahead;
}

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
