/** `others <answer>`: who else says what an answer says, and who says otherwise. Decides nothing anew. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import type { Answer } from '../src/core/model.ts';
import { lineBreak, type ReplyQuote, reply, text } from '../src/core/reply.ts';
import { agreementLine } from '../src/newsroom/answer-reply.ts';
import { answerField, keptAnswer } from './sources.ts';

export const others = defineCommand({
  name: 'others',
  summary: 'shows who else says what an answer says, and who says otherwise',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  input: z.object({ answer: answerField() }),
  async run({ answer: id }, context) {
    const answer = await keptAnswer(id, context);
    const same = answer.evidence.slice(1, answer.supporting).map((evidence): ReplyQuote => ({ evidence, says: null }));
    const against = againstOf(answer);
    const told =
      same.length > 0 ? `Said in ${agreementLine(answer.agreement)}.` : 'No other article in the record says so.';
    return reply({
      body: [text(told), ...(against.length > 0 ? [lineBreak, text('Sources disagree.')] : [])],
      quotes: [...same, ...against],
      fallback: told,
      data: { answer: id, agreement: answer.agreement, evidence: same, against },
    });
  },
});

/** The sides that were not the answer's own, which comes first. */
function againstOf({ disagreement }: Answer): ReplyQuote[] {
  const sides = disagreement?.sides.slice(1) ?? [];
  return sides.flatMap(side => side.evidence.map(evidence => ({ evidence, says: side.says })));
}
