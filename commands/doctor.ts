/**
 * `doctor`: looks at everything Stet needs from outside, each with what was seen and how to mend it. Looks only; a token is never
 * shown.
 */
import { z } from 'zod';
import { type Check, type CommandContext, defineCommand, type PlatformSetup } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { asStetError, StetError } from '../src/core/errors.ts';
import { MODEL_FAULTS } from '../src/core/language-model.ts';
import { emphasis, lineBreak, type Reply, type ReplyField, reply, strong, text } from '../src/core/reply.ts';

const MARKS: Record<Check['state'], string> = { ok: '✓', warning: '!', fault: '✗', skipped: '–' };

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'looks at tokens, rights and reachability, and says how to mend each',
  permission: 'everyone',
  looksOnly: true,
  input: z.object({}),
  async run(_, context) {
    const own = [await storeCheck(context), await queueCheck(context), ...(await modelChecks(context))];
    const theirs = await Promise.all(context.platforms.map(platform => platformChecks(platform, context.signal)));
    return doctorReply([...own, ...theirs.flat()]);
  },
});

/** What a platform offers by this name; throws `bad-usage` with the platforms that do. */
export function platformOf<Offer extends 'manifest' | 'invitation'>(
  name: string,
  offer: Offer,
  platforms: readonly PlatformSetup[],
): NonNullable<PlatformSetup[Offer]> {
  const made = platforms.find(platform => platform.name === name.toLowerCase())?.[offer];
  if (made) return made;
  const offered = platforms.filter(platform => platform[offer] !== null).map(platform => platform.name);
  throw new StetError('bad-usage', 'a platform without that', {
    userMessage: `There is none for "${name}"; there is one for ${offered.join(', ')}.`,
  });
}

async function storeCheck({ store }: CommandContext): Promise<Check> {
  const { seed, file, feed } = await store.countArticles();
  const use = store.writable ? '' : ', in use by another Stet, read here';
  const seen = `${store.place}; ${count(seed + file + feed, 'article')}${use}`;
  return { name: 'store', state: 'ok', seen, mend: null };
}

const ONE_ALONE =
  'Jobs are queued in the process: before a second Stet works on this store, set STET_REDIS_URL for both, or each does every job.';

async function queueCheck({ store, queue }: CommandContext): Promise<Check> {
  try {
    const { failed } = await queue.counts();
    // Of a store that others may share, by a queue that they cannot.
    const isOwn = store.onChange !== null && queue.onLost === null;
    if (failed === 0)
      return { name: 'job queue', state: 'ok', seen: 'answers; no failed job', mend: isOwn ? ONE_ALONE : null };
    const mend = 'stet.log in the data folder has the reason of each.';
    return { name: 'job queue', state: 'warning', seen: count(failed, 'failed job'), mend };
  } catch (thrown) {
    const mend = 'See that Redis runs where STET_REDIS_URL says.';
    return { name: 'job queue', state: 'fault', seen: asStetError(thrown).userMessage, mend };
  }
}

/** Nothing where none is set up. */
async function modelChecks({ newsroom }: CommandContext): Promise<Check[]> {
  if (!newsroom.hasModel) return [];
  const fault = await newsroom.tryModel();
  if (fault === null) return [{ name: 'language model', state: 'ok', seen: 'answers as it should', mend: null }];
  const mend =
    'See STET_MODEL_URL, STET_MODEL_NAME, STET_MODEL_KEY and STET_MODEL_BUDGET; answers are given without it meanwhile.';
  return [{ name: 'language model', state: 'warning', seen: MODEL_FAULTS[fault], mend }];
}

async function platformChecks(platform: PlatformSetup, signal: AbortSignal): Promise<Check[]> {
  if (platform.configured) return platform.check(signal);
  return [{ name: platform.name, state: 'skipped', seen: 'no token is set', mend: null }];
}

function doctorReply(checks: Check[]): Reply {
  const faults = checks.filter(check => check.state === 'fault').length;
  const told = faults === 0 ? 'Everything that is set up works.' : `${count(faults, 'thing')} to mend.`;
  return reply({
    body: [strong(told)],
    fields: checks.map(checkField),
    tone: faults === 0 ? 'good' : 'error',
    fallback: told,
    data: checks,
  });
}

function checkField({ name, state, seen, mend }: Check): ReplyField {
  const advice = mend === null ? [] : [lineBreak, emphasis(mend)];
  return { name: `${MARKS[state]} ${name}`, value: [text(seen), ...advice] };
}
