/** `watches`: the questions that are watched in this channel, and the reader's own wherever they are; each with a button that ends it. */
import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { emphasis, type ReplyAction, type ReplyField, reply, text, time } from '../src/core/reply.ts';
import type { Watch } from '../src/core/watches.ts';

/** Buttons: more than fit on a screen help nobody; the others are ended by `unwatch`. */
const BUTTONS = 10;

export const watches = defineCommand({
  name: 'watches',
  summary: 'lists the questions that are watched here, and your own',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  input: z.object({}),
  async run(_, context) {
    const open = await visibleWatches(context);
    const told =
      open.length === 0
        ? 'Nothing is watched; watch a question, or press Watch this on an answer.'
        : `${count(open.length, 'question')} watched:`;
    return reply({
      body: [text(told)],
      fields: open.map(fieldOf),
      actions: await endButtons(open, context),
      fallback: told,
      data: open.map(({ id, kind, question, createdAt, expiresAt }) => ({ id, kind, question, createdAt, expiresAt })),
    });
  },
});

/** Those of this channel that all may see, then the reader's own; no other's private ones. */
async function visibleWatches({ store, place, actor }: CommandContext): Promise<Watch[]> {
  const here = await store.openWatches({ channel: place });
  const own = await store.openWatches({ person: actor.id });
  const theirs = own.filter(({ target }) => target.only === null || target.only === actor.id);
  return [...new Map([...here, ...theirs].map(each => [each.id, each])).values()];
}

function fieldOf({ id, kind, question, expiresAt }: Watch): ReplyField {
  const until = kind === 'refusal' ? ', until the record answers or ' : ', for changes, until ';
  return { name: id, value: [emphasis(question), text(until), time(expiresAt)] };
}

async function endButtons(open: readonly Watch[], { request, offer, actor }: CommandContext): Promise<ReplyAction[]> {
  const ending = open.filter(({ setBy, askedBy }) => [setBy, askedBy].includes(actor.id)).slice(0, BUTTONS);
  if (request === null || ending.length === 0) return [];
  return offer(
    ending.map(({ id }) => ({
      label: `End ${id}`,
      call: { command: 'unwatch', input: { kind: 'options', options: { watch: id } } },
    })),
  );
}
