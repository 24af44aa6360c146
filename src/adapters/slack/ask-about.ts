/**
 * The form that the shortcut *Ask about this message* opens: the message's words to be made a question of, and whether the answer is
 * for the asker alone. Pure; what is submitted comes back through `incoming.ts`.
 */
import type { types } from '@slack/bolt';
import { ALONE_FIELD, type AskedAbout, QUESTION_FIELD } from './incoming.ts';
import { ASK_ABOUT_MESSAGE } from './manifest.ts';

/** A question is refused beyond this, and Slack then says so while it is typed. */
const MAX_QUESTION = 1_000;

/** What a question may not hold, line breaks among it. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g;

/** @param words what the message says, as plain text; cut to what a question may hold. */
export function askAboutForm(words: string, about: AskedAbout): types.ModalView {
  const initial = words.replace(CONTROLS, ' ').slice(0, MAX_QUESTION).toWellFormed().trim();
  return {
    type: 'modal',
    callback_id: ASK_ABOUT_MESSAGE,
    private_metadata: JSON.stringify(about),
    title: { type: 'plain_text', text: 'Ask the record' },
    submit: { type: 'plain_text', text: 'Ask' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      {
        type: 'input',
        block_id: QUESTION_FIELD.block,
        label: { type: 'plain_text', text: 'Your question' },
        element: {
          type: 'plain_text_input',
          action_id: QUESTION_FIELD.action,
          multiline: true,
          min_length: 1,
          max_length: MAX_QUESTION,
          ...(initial === '' ? {} : { initial_value: initial }),
        },
      },
      {
        type: 'input',
        block_id: ALONE_FIELD.block,
        optional: true,
        label: { type: 'plain_text', text: 'Who sees the answer' },
        element: {
          type: 'checkboxes',
          action_id: ALONE_FIELD.action,
          options: [{ text: { type: 'plain_text', text: 'Show it to me alone' }, value: ALONE_FIELD.value }],
        },
      },
    ],
  };
}
