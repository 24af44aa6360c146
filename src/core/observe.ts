/**
 * What happens, told as it happens to whoever counts it or writes it down. Everything told is one of a few words, a name of ours or a
 * number; only a job's key may hold more, and is never told to others as it stands. It must never hold a question, a person or an address.
 */
import type { PostKind } from './chat.ts';
import { asStetError, type ErrorCode } from './errors.ts';
import type { LanguageModel, ModelFault, ModelTask } from './language-model.ts';
import type { Answer } from './model.ts';
import type { Fetcher, Newsroom, Publisher } from './ports.ts';

/** How one try of a job ended: `again` will be tried again, `stopped` was told to stop with its process. */
export type JobOutcome = 'done' | 'again' | 'failed' | 'stopped';

export interface JobTry {
  what: 'job';
  job: string;
  key: string;
  outcome: JobOutcome;
  attempt: number;
  /** How long it waited for its turn once it could have run; null where the queue does not know. */
  waitedMs: number | null;
  ms: number;
}

export type Happening =
  | JobTry
  | { what: 'post'; platform: string; kind: PostKind; outcome: 'sent' | 'again' | 'failed' }
  | { what: 'fetch'; outcome: 'ok' | 'unchanged' | ErrorCode }
  | { what: 'model'; task: ModelTask; outcome: 'ok' | ModelFault; tokens: number }
  | { what: 'answer'; status: Answer['status'] | 'failed'; ms: number }
  /** The platform was told that what was asked is kept. */
  | { what: 'acknowledged'; platform: string; ms: number };

/** Must not throw, and must be quick: it is called where things happen. */
export type Observe = (happening: Happening) => void;

export const unobserved: Observe = () => {};

/** The publisher, every post it sends told. */
export function observedPublisher(publisher: Publisher, observe: Observe): Publisher {
  const { platform } = publisher;
  return {
    ...publisher,
    async post(post, sent, onSent) {
      const tell = (outcome: 'sent' | 'again' | 'failed') =>
        observe({ what: 'post', platform, kind: post.kind, outcome });
      try {
        const refs = await publisher.post(post, sent, onSent);
        tell('sent');
        return refs;
      } catch (thrown) {
        tell(asStetError(thrown).retryable ? 'again' : 'failed');
        throw thrown;
      }
    },
  };
}

/** The fetcher, every fetch told. */
export function observedFetcher(fetcher: Fetcher, observe: Observe): Fetcher {
  return {
    ...fetcher,
    async fetch(url, options) {
      try {
        const fetched = await fetcher.fetch(url, options);
        observe({ what: 'fetch', outcome: fetched.status });
        return fetched;
      } catch (thrown) {
        observe({ what: 'fetch', outcome: asStetError(thrown).code });
        throw thrown;
      }
    },
  };
}

/** The language model, every call told with what it cost. */
export function observedModel(model: LanguageModel, observe: Observe): LanguageModel {
  return {
    ...model,
    async ask(request, signal) {
      const reply = await model.ask(request, signal);
      const outcome = 'fault' in reply ? reply.fault : 'ok';
      observe({ what: 'model', task: request.task, outcome, tokens: reply.tokens });
      return reply;
    },
  };
}

/** The newsroom, every answer told with the time that its asker waited. */
export function observedNewsroom(newsroom: Newsroom, observe: Observe): Newsroom {
  return {
    ...newsroom,
    async ask(...asked) {
      const started = performance.now();
      const tell = (status: Answer['status'] | 'failed') =>
        observe({ what: 'answer', status, ms: performance.now() - started });
      try {
        const answer = await newsroom.ask(...asked);
        tell(answer.status);
        return answer;
      } catch (thrown) {
        tell('failed');
        throw thrown;
      }
    },
  };
}
