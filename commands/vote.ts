/** `vote <answer> good|bad`: what somebody thought of an answer, kept with it. The last vote of a person counts; it changes no answer. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { enumField } from '../src/core/fields.ts';
import { reply, text } from '../src/core/reply.ts';
import { answerField, keptAnswer } from './sources.ts';

export const vote = defineCommand({
  name: 'vote',
  summary: 'says whether an answer was good or bad',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  changesStore: true,
  input: z.object({ answer: answerField(), vote: enumField(['good', 'bad'], { about: 'what you think of it' }) }),
  async run({ answer, vote: value }, context) {
    await keptAnswer(answer, context);
    await context.store.vote(answer, context.actor.id, value);
    const votes = await context.store.votes(answer);
    const told = `Kept: you found it ${value}. So far ${votes.good} 👍, ${votes.bad} 👎.`;
    return reply({ body: [text(told)], fallback: told, data: { answer, votes } });
  },
});
