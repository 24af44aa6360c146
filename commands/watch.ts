/**
 * `watch <question>`: the question is asked again whenever articles arrive that carry its words. Where the record did not say, it is told once
 * it does; where it did, what changes in the answer is told. The button *Watch this* does the same for an answer that was given.
 */
import { z } from 'zod';
import { retryWatches } from '../jobs/retry-watches.ts';
import type { PersonId, Target } from '../src/core/chat.ts';
import { type CommandContext, defineCommand, type Typed } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import type { Answer } from '../src/core/model.ts';
import { placeKey } from '../src/core/places.ts';
import { isAnswerId, readerOf } from '../src/core/post-keys.ts';
import { lineBreak, type Reply, reply, type Span, text, time } from '../src/core/reply.ts';
import type { Watch, WatchDraft, WatchLimits } from '../src/core/watches.ts';
import { answerButtons } from '../src/newsroom/answer-buttons.ts';
import { answerReply } from '../src/newsroom/answer-reply.ts';
import { articlesOf } from '../src/newsroom/watch/reply.ts';
import { wakingTerms } from '../src/newsroom/watch/waking.ts';
import { cleanQuestion, questionField } from './ask.ts';
import { keptPost } from './sources.ts';

/** Watches open at once: of a person more than they can keep in mind, of a channel more than it can read the answers to. */
const LIMITS: WatchLimits = { person: 25, channel: 100 };

/** Days a watch lasts, or as long as questions are kept where that is shorter: what nobody has answered in a month is another story. */
const LASTS_DAYS = 30;
const DAY_MS = 86_400_000;

export const watch = defineCommand({
  name: 'watch',
  summary: 'asks a question again whenever articles arrive, and tells what is new',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  changesStore: true,
  input: z.object({ what: questionField('a question, or an answer as its buttons name it') }),
  async run({ what }, context) {
    if (!isAnswerId(what)) return watchQuestion(cleanQuestion(what), context);
    const { watch: kept, fresh } = await open(await givenAnswer(what, context), context);
    const told = toldOf(kept, fresh);
    return reply({
      body: told,
      actions: await endButton(kept, context),
      fallback: wordsOf(told),
      data: { watch: kept.id, question: kept.question, until: kept.expiresAt },
    });
  },
});

/** What is to be watched: an answer, and whose and where it is. */
interface Watched {
  about: string;
  answer: Answer;
  target: Target;
  askedBy: PersonId;
}

/** An answer that was given, as whoever may see it. */
async function givenAnswer(id: string, context: CommandContext): Promise<Watched> {
  const { answer, post } = await keptPost(id, context);
  const { target, asked, request } = post;
  const asker = request === null ? asked?.by : (await context.store.request(request))?.person;
  if (wholeOf(answer) === '' || asker === undefined)
    throw new StetError('unknown-answer', 'an answer whose question is no longer kept');
  const only = await readerOf(post, context.store);
  return { about: id, answer, target: lastingTarget(target, only), askedBy: asker };
}

/** Asked now, so that there is something to compare with. */
async function watchQuestion(question: string, context: CommandContext): Promise<Reply> {
  const { newsroom, before, request, place, actor, store, offer } = context;
  const answer = await newsroom.ask(question, before);
  const own = request === null ? null : await store.request(request);
  const target = own?.target ?? { ...place, only: null, direct: context.direct, grant: null };
  const only = target.only ?? (target.direct ? actor.id : null);
  // Where nothing is kept of what is asked, a question is watched once a place.
  const about = request ?? `${placeKey(place)} ${wholeOf(answer)}`;
  const { watch: kept, fresh } = await open(
    { about, answer, target: lastingTarget(target, only), askedBy: actor.id },
    context,
  );
  const made = answerReply(answer);
  return {
    ...made,
    body: [...made.body, lineBreak, ...toldOf(kept, fresh)],
    actions:
      request === null ? [] : [...(await offer(answerButtons(answer, request))), ...(await endButton(kept, context))],
    data: { ...answer, watch: kept.id },
  };
}

/** Where something is told later: without the leave to answer at once, and privately in a way that lasts. */
function lastingTarget(target: Target, only: PersonId | null): Target {
  const kept = { ...target, only, grant: null };
  return only !== null && !target.direct ? { ...kept, replyTo: null, lasting: true } : kept;
}

function wholeOf({ readAs, question }: Answer): string {
  return readAs ?? question;
}

/** Opens it, and has it asked at once: articles may have come since the answer was given. */
async function open(
  { about, answer, target, askedBy }: Watched,
  { store, newsroom, queue, clock, actor, keepDays, typed }: CommandContext,
): Promise<{ watch: Watch; fresh: boolean }> {
  const question = wholeOf(answer);
  const words = await newsroom.watchedWords(question);
  if (words.length === 0) throw noWords();
  const days = Math.min(LASTS_DAYS, keepDays);
  const draft: WatchDraft = {
    ...{ about, question, words, target, askedBy, setBy: actor.id, known: answer },
    kind: answer.status === 'answered' ? 'answer' : 'refusal',
    keys: wakingTerms(words),
    articles: articlesOf(answer),
    expiresAt: new Date(clock.now().getTime() + days * DAY_MS).toISOString(),
  };
  const opened = await store.openWatch(draft, LIMITS);
  if ('full' in opened) throw tooMany(opened.full, typed);
  await queue.add(retryWatches, { watch: opened.watch.id, seq: opened.watch.wokenAt });
  return opened;
}

function toldOf({ kind, target, expiresAt, ended }: Watch, fresh: boolean): Span[] {
  if (ended === 'answered') return [text('What it waited for was told already.')];
  const how = target.only === null ? 'it is said here' : 'you alone are told, in a direct message';
  const what = kind === 'refusal' ? 'once the record answers' : 'when the answer changes';
  return [text(`${fresh ? 'Watched' : 'Watched already,'} until `), time(expiresAt), text(`: ${what}, ${how}.`)];
}

function wordsOf(spans: readonly Span[]): string {
  return spans.map(span => ('text' in span ? span.text : 'at' in span ? span.at.slice(0, 10) : '')).join('');
}

async function endButton({ id, ended }: Watch, { offer, request }: CommandContext) {
  if (request === null || ended !== null) return [];
  const call = { command: 'unwatch', input: { kind: 'options' as const, options: { watch: id } } };
  return offer([{ label: 'End the watch', call }]);
}

function noWords(): StetError {
  const userMessage = 'There is no word in that question by which an article could be told to speak of it.';
  return new StetError('bad-question', 'a question without words to watch for', { userMessage });
}

function tooMany(whose: keyof WatchLimits, typed: Typed): StetError {
  const who = whose === 'person' ? 'You have' : 'This channel has';
  const userMessage = `${who} ${LIMITS[whose]} questions watched, which is as many as Stet takes; end one first (${typed('watches')} lists them).`;
  return new StetError('too-many', 'a limit on watches is reached', { userMessage });
}
