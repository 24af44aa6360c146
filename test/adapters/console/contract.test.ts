/** The console is one of the places that must give the same answer. */
import { PassThrough } from 'node:stream';
import { runCommandLine } from '../../../src/adapters/console/command-line.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { answering, answersLikeTheConsole } from '../../contracts/chat.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { aNewsroom, clock, memoryStore, Sink } from '../parts.ts';
import { never } from './console.ts';
import { quotesIn } from './terminal.ts';

answersLikeTheConsole('the console', async given => {
  const store = await memoryStore();
  const newsroom = aNewsroom({ ask: await answering(store, given) });
  const queue = openLocalQueue({ clock, warn: () => {} });
  return {
    async ask(question) {
      const stdout = new Sink();
      const call = { command: 'ask', input: { kind: 'options', options: { question } } } as const;
      await runCommandLine(
        { kind: 'run', call, json: false, questions: null, corpus: null },
        {
          services: { ...DEFAULT_SERVICES, store, newsroom, queue, clock },
          streams: {
            ...{ stdin: new PassThrough(), stdout, stderr: new Sink(), columns: () => 80 },
            ...{ colour: false, links: false, stderrIsTerminal: false },
          },
          screen: { redraw: () => {} },
          keepDays: 90,
          onFault: fault => {
            throw fault.error;
          },
        },
        never,
      );
      // A line is broken after its space, so that lines joined are what was said.
      return { text: stdout.text.replaceAll('\n', ''), quotes: quotesIn(stdout.text) };
    },
  };
});
