/** `unwatch <watch>`: a question is asked no more. For whoever asked it or had it watched; for editors where all may see it. */
import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import { emphasis, reply, text } from '../src/core/reply.ts';
import type { Watch } from '../src/core/watches.ts';

export const unwatch = defineCommand({
  name: 'unwatch',
  summary: 'ends a watch, by the id that watches shows',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  usesRights: true,
  changesStore: true,
  forAskerAlone: true,
  input: z.object({ watch: stringField({ about: 'its id, as watches shows it', max: 40 }) }),
  async run({ watch: id }, context) {
    const watch = await visibleWatch(id, context);
    if (!mayEnd(watch, context)) throw notTheirs(context);
    await context.store.endWatch(id, 'ended');
    return reply({
      body: [text('No longer watched: '), emphasis(watch.question)],
      fallback: 'No longer watched.',
      data: { unwatched: id },
    });
  },
});

/** A private watch is nobody's business but its reader's: for others it is not there. */
async function visibleWatch(id: string, { store, actor, clock, typed }: CommandContext): Promise<Watch> {
  const watch = await store.watch(id);
  const isOpen = watch?.ended === null && Date.parse(watch.expiresAt) > clock.now().getTime();
  const only = watch?.target.only ?? null;
  if (watch !== null && isOpen && (only === null || only === actor.id)) return watch;
  const userMessage = `There is no open watch "${id}"; ${typed('watches')} lists them.`;
  throw new StetError('bad-usage', 'no open watch of that id', { userMessage });
}

function mayEnd({ setBy, askedBy }: Watch, { actor }: CommandContext): boolean {
  return actor.editor || actor.id === setBy || actor.id === askedBy;
}

function notTheirs({ editors }: CommandContext): StetError {
  const userMessage = `Only whoever asked it, whoever had it watched, or an editor may end that watch: ${editors}.`;
  return new StetError('not-allowed', "ending somebody else's watch", { userMessage });
}
