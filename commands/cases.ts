/** `cases`: those that are open, the last changed first; `--all` shows those that are decided as well. */
import { z } from 'zod';
import type { CaseState } from '../src/core/cases.ts';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { booleanField } from '../src/core/fields.ts';
import { type ReplyField, reply, text } from '../src/core/reply.ts';
import { listedCase } from '../src/newsroom/cases/reply.ts';

/** Cases shown: what fits a screen. */
const SHOWN = 20;

const OPEN: readonly CaseState[] = ['open'];
const ALL: readonly CaseState[] = ['open', 'decided', 'withdrawn'];

export const cases = defineCommand({
  name: 'cases',
  summary: 'lists the cases that wait for a verdict',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  forAskerAlone: true,
  input: z.object({ all: booleanField({ about: 'decided ones too' }) }),
  async run({ all }, { store }) {
    const found = await store.cases({ states: all ? ALL : OPEN, limit: SHOWN + 1 });
    const fields: ReplyField[] = [];
    for (const each of found.slice(0, SHOWN))
      fields.push(listedCase(each, await store.article(each.articles[0] ?? '')));
    const more =
      found.length > SHOWN ? `The ${SHOWN} that changed last:` : `${count(found.length, all ? 'case' : 'open case')}.`;
    const data = found.map(({ id, state, articles, version }) => ({ id, state, articles, version }));
    return reply({ body: [text(more)], fields, fallback: more, data });
  },
});
