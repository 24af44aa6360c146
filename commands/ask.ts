/**
 * `ask`: a question to the record. It decides nothing about the answer itself.
 */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import { answerButtons } from '../src/newsroom/answer-buttons.ts';
import { answerReply } from '../src/newsroom/answer-reply.ts';

/** Characters (UTF-16 units); anything longer is a text to ingest, not a question. */
const MAX_QUESTION = 1_000;

/** Field for a question's words: what is left of the line, refused with `bad-question` when empty or too long. */
export function questionField(about: string) {
  return stringField({ about, max: MAX_QUESTION, rest: true, fault: 'bad-question' });
}

export const ask = defineCommand({
  name: 'ask',
  summary: 'answers a question from the record, word for word',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  input: z.object({ question: questionField('what you want to know') }),
  async run({ question }, { newsroom, before, request, offer }) {
    // In a chat an answer is shown at once, and what a model finds beyond it takes its place.
    const answer = await newsroom.ask(cleanQuestion(question), before, { model: request === null });
    const made = answerReply(answer);
    return request === null ? made : { ...made, actions: await offer(answerButtons(answer, request)) };
  },
});

/** Tabs and line breaks become spaces; throws `bad-question` on any other control character, which no honest question holds. */
export function cleanQuestion(question: string): string {
  const clean = question.replace(/[\t-\r\x85\u2028\u2029]+/g, ' ').trim();
  if (/[\x00-\x1f\x7f-\x9f]/.test(clean))
    throw badQuestion('The question holds control characters; please type it again.');
  if (!clean.isWellFormed()) throw badQuestion('The question is not valid Unicode; please type it again.');
  if (clean === '') throw badQuestion('The question is empty.');
  return clean;
}

function badQuestion(userMessage: string): StetError {
  return new StetError('bad-question', 'a question cannot be read', { userMessage });
}
