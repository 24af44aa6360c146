/**
 * The entry point: begins the thread that answers, where it is sure to be needed, and then has the program loaded, which is as much
 * again: each on a processor of its own. Nothing else may be imported here, for nothing runs before all imports are there.
 */
import { THREAD } from './house/thread.ts';
import { beginDeskThread } from './newsroom/desk-thread.ts';

/** What asks the record whatever else stands on the command line; others begin the thread when they come to it. */
const ASKING = ['start', 'ask', 'search', 'why'];

const argv = process.argv.slice(2);
const begun = ASKING.includes(argv[0] ?? '') ? beginDeskThread(THREAD) : null;
const { main } = await import('./program.ts');
process.exitCode = await main(argv, begun);
