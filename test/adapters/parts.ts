/** What the tests of adapters and commands run on: the real store and queue, in memory, and a newsroom that says what it is told. */
import { Writable } from 'node:stream';
import type { CommandContext } from '../../src/core/command.ts';
import type { Answer, Article, Evidence } from '../../src/core/model.ts';
import type { Clock, Newsroom, Store } from '../../src/core/ports.ts';
import type { WatchedWord } from '../../src/core/watches.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { DEFAULT_SERVICES } from '../support/services.ts';

export const clock: Clock = { now: () => new Date('2026-01-07T12:00:00Z') };

export function memoryStore(by: Clock = clock): Promise<Store> {
  return openSqliteStore({ file: ':memory:', mode: 'owner', clock: by });
}

/** Answers every question with a refusal, finds nothing, reads nothing; give what the test is about. */
export function aNewsroom(given: Partial<Newsroom> = {}): Newsroom {
  return {
    hasModel: false,
    tryModel: async () => null,
    help: async answer => answer,
    ask: async question => anAnswer({ question, status: 'not-in-corpus', answer: '', evidence: [] }),
    why: async () => {
      throw new Error('nobody asked why');
    },
    search: async () => [],
    read: async () => [],
    brief: async article => ({
      ...{
        article,
        url: null,
        headline: null,
        told: null,
        sentences: [],
        differences: [],
        doubtful: false,
        alsoIn: [],
      },
    }),
    indexed: async () => 0,
    digest: async () => ({ stories: [], changes: [], differences: [], articles: 0, left: 0 }),
    changes: async () => [],
    weighSentences: async () => [],
    watchedWords: async question => wordsOf(question),
    termsOf: async () => [],
    changeOf: async (before, now) => (before.status === now.status ? null : 'answered'),
    assess: async () => null,
    copies: async id => [id],
    seedsBelong: async () => true,
    catchUp: async () => {},
    rebuild: async () => {},
    close: async () => {},
    ...given,
  };
}

/** Each word as it stands, and all alike. */
function wordsOf(question: string): WatchedWord[] {
  return (question.toLowerCase().match(/[a-z]+/g) ?? []).map(word => ({ terms: [word], weight: 1 }));
}

export function aContext(store: Store, given: Partial<CommandContext> = {}): CommandContext {
  return {
    ...DEFAULT_SERVICES,
    actor: { id: 'console:local', name: 'console', editor: true },
    surface: 'console',
    editors: 'whoever sits at the machine',
    place: { platform: 'console', space: 'local', channel: 'console', thread: null },
    direct: false,
    request: null,
    before: null,
    keepDays: 90,
    messageAt: async () => null,
    typed: command => `/${command}`,
    offer: () => Promise.reject(new Error('nothing is offered here')),
    store,
    newsroom: aNewsroom(),
    queue: openLocalQueue({ clock, warn: () => {} }),
    clock,
    progress: () => {},
    signal: new AbortController().signal,
    ...given,
  };
}

export function anAnswer(given: Partial<Answer> = {}): Answer {
  return {
    question: 'How many ferries sail?',
    status: 'answered',
    answer: '14 ferries',
    confidence: 0.9,
    evidence: [someEvidence()],
    supporting: given.evidence?.length ?? 1,
    agreement: { articles: 1, reports: 1, outlets: 1 },
    disagreement: null,
    caveats: [],
    nearest: [],
    ms: 1,
    ...given,
  };
}

/** Evidence whose offsets fit its quote, but which stands in no store unless `evidenceIn` made it. */
export function someEvidence(given: Partial<Evidence> = {}): Evidence {
  const quote = given.quote ?? '14 ferries will sail again in April.';
  return {
    article: 't-1',
    revision: 1,
    outlet: 'The Harbour Post',
    title: 'Ferry line to reopen in spring',
    publishedAt: '2026-01-07',
    quote,
    start: 0,
    end: quote.length,
    ...given,
  };
}

/** A quote as it stands in a stored article. */
export async function evidenceIn(
  store: Store,
  { id, revision, outlet, title, publishedAt }: Article,
  quote: string,
): Promise<Evidence> {
  const text = (await store.revision(id, revision))!.text;
  const start = text.indexOf(quote);
  if (start < 0) throw new Error(`"${quote}" does not stand in ${id}`);
  return { article: id, revision, outlet, title, publishedAt, quote, start, end: start + quote.length };
}

/** A stream that keeps what is written to it. */
export class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: (fault?: Error) => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** A stream whose reader goes away after so many writes. */
export class ClosedPipe extends Sink {
  left: number;

  constructor(writes: number) {
    super();
    this.left = writes;
  }

  override _write(chunk: Buffer, encoding: string, done: (fault?: Error) => void): void {
    this.left -= 1;
    if (this.left < 0) done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    else super._write(chunk, encoding, done);
  }
}
