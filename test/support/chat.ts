/** Builders of what passes in a chat: places, requests and posts. The platform, its people and what they say are invented. */
import type { MessageRef, Post, PostDraft, RequestDraft, Target } from '../../src/core/chat.ts';
import type { Call } from '../../src/core/command.ts';
import { reply } from '../../src/core/reply.ts';

let made = 0;

/** A channel that everyone reads; give only what the test is about. */
export function aTarget(given: Partial<Target> = {}): Target {
  return {
    platform: 'wire',
    space: 'w1',
    channel: 'harbour',
    thread: null,
    only: null,
    direct: false,
    grant: null,
    ...given,
  };
}

/** The call of a question. */
export function asking(question: string): Call {
  return { command: 'ask', input: { kind: 'options', options: { question } } };
}

type RequestGiven = Partial<Omit<RequestDraft, 'target'>> & { target?: Partial<Target> };

/** A question with an event of its own, by Ada in the harbour channel. */
export function aRequest({ target, ...given }: RequestGiven = {}): RequestDraft {
  made += 1;
  return {
    event: `event-${made}`,
    person: 'wire:w1:ada',
    personName: 'Ada',
    target: aTarget(target),
    call: asking('How many ferries sail?'),
    before: null,
    ...given,
  };
}

type PostGiven = Partial<Omit<PostDraft, 'target'>> & { target?: Partial<Target> };

/** An answer with a key of its own that nobody asked for. */
export function aPost({ target, ...given }: PostGiven = {}): PostDraft {
  made += 1;
  return {
    key: `answer:p-${made}`,
    kind: 'answer',
    target: aTarget(target),
    reply: reply({ fallback: '14 ferries' }),
    asked: null,
    request: null,
    ...given,
  };
}

/** A message of a post, as its platform would name it. */
export function aRef(post: Pick<Post, 'target'>, message: string): MessageRef {
  return { ...post.target, grant: null, message };
}
