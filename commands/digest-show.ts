/** `digest show`: when this channel or thread gets its digest, of what, and when the next one comes. */
import { z } from 'zod';
import type { Place } from '../src/core/chat.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import type { DigestPlan } from '../src/core/digests.ts';
import { type Reply, type ReplyField, reply, text, time } from '../src/core/reply.ts';
import { nextDue } from '../src/newsroom/digest/calendar.ts';
import { daysInWords } from '../src/newsroom/digest/days.ts';
import { filterInWords, followedInWords } from './following.ts';

export const digestShow = defineCommand({
  name: 'digest show',
  summary: 'shows when this channel gets its digest, and of what',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  input: z.object({}),
  run: (_, { store, clock, place }) => planReply(place, { store, clock }),
});

/** A place's plan in words. Also what `digest at` says. */
export async function planReply(
  place: Place,
  { store, clock }: Pick<CommandContext, 'store' | 'clock'>,
): Promise<Reply> {
  const plan = await store.digestPlan(place);
  if (plan === null) {
    const none = 'No digest comes here; "digest at", a time and a zone set one.';
    return reply({ body: [text(none)], fallback: none, data: null });
  }
  const next = await nextDue(plan, clock.now(), date => store.hadDigest(plan.id, date));
  const told = planInWords(plan);
  const fields: ReplyField[] = [{ name: 'Tells', value: [text(await coverageInWords(place, store))] }];
  if (plan.paused === null && next !== null)
    fields.push({ name: 'Next', value: [time(new Date(next.at).toISOString())] });
  return reply({ body: [text(told)], fields, fallback: told, data: { ...plan, next: next && nextOf(next) } });
}

function nextOf({ date, at }: { date: string; at: number }) {
  return { date, at: new Date(at).toISOString() };
}

function planInWords({ at, zone, days, silent, paused }: DigestPlan): string {
  const when = `A digest comes here at ${at} (${zone}), ${daysInWords(days)}`;
  return `${when}${silent ? ', where anything is new' : ''}${paused === null ? '' : ` (paused: ${paused})`}.`;
}

/** What a digest covers: everything, or what the place follows where that is narrower. */
async function coverageInWords(place: Place, store: CommandContext['store']): Promise<string> {
  const followed = await store.subscriptions(place);
  const isAll = followed.some(({ followed: { kind }, words }) => kind === 'all' && words.length === 0);
  if (followed.length === 0 || isAll) return 'everything that comes in';
  const each = followed.map(
    async ({ followed: what, words }) => `${await followedInWords(what, store)}${filterInWords(words)}`,
  );
  return (await Promise.all(each)).join('; ');
}
