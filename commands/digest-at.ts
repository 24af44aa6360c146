/**
 * `digest at <time> <zone> [days]`: from now on this channel or thread gets a digest at that time of that zone, every day or on some days
 * alone, `weekdays` or their names. `--silent` posts nothing when nothing is new. Said again it changes when.
 */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import type { DigestTime } from '../src/core/digests.ts';
import { StetError } from '../src/core/errors.ts';
import { booleanField, stringField, timeField, zoneField } from '../src/core/fields.ts';
import { nextDue, zoneName } from '../src/newsroom/digest/calendar.ts';
import { daysNamed } from '../src/newsroom/digest/days.ts';
import { planReply } from './digest-show.ts';

export const digestAt = defineCommand({
  name: 'digest at',
  summary: 'gives this channel a digest each day, at a time of its own zone',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  changesStore: true,
  input: z.object({
    time: timeField({ about: 'when, as 07:30' }),
    zone: zoneField({ about: 'whose clocks show that, by the name of its zone' }),
    days: stringField({ about: 'weekdays, weekends, or names of days', max: 100, rest: true }).default('daily'),
    silent: booleanField({ about: 'posts nothing when nothing is new' }),
  }),
  async run({ time, zone, days: words, silent }, { store, clock, place, direct, actor }) {
    const days = daysNamed(words);
    if (days === null) throw noDays(words);
    const when: DigestTime = { at: time, zone: zoneName(zone), days };
    const known = await store.digestPlan(place);
    const isTaken = async (date: string) => known !== null && store.hadDigest(known.id, date);
    const next = await nextDue(when, clock.now(), isTaken);
    if (next === null) throw new StetError('internal', 'a digest that is never due');
    await store.planDigest({ ...when, place, direct, silent, startsOn: next.date, setBy: actor.id });
    return planReply(place, { store, clock });
  },
});

function noDays(words: string): StetError {
  const userMessage = `"${words}" names no days; write weekdays, weekends, or names of days such as mon, thu.`;
  return new StetError('bad-usage', 'a digest on no days', { userMessage });
}
