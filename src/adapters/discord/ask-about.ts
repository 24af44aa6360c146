/**
 * The form that the context-menu command *Ask about this message* opens: the message's words to be made a question of, and whether
 * the answer is for the asker alone. Pure; what is submitted comes back through `incoming.ts`.
 */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';

/** Names the form when it comes back. */
export const ASK_ABOUT_FORM = 'ask-about';
export const QUESTION_FIELD = 'question';
export const ALONE_FIELD = 'alone';

/** A question is refused beyond this, and Discord then says so while it is typed. */
const MAX_QUESTION = 1_000;

/** What a question may not hold, line breaks among it. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g;

/** @param words what the message says; cut to what a question may hold. */
export function askAboutForm(words: string): APIModalInteractionResponseCallbackData {
  const value = words.replace(CONTROLS, ' ').slice(0, MAX_QUESTION).toWellFormed().trim();
  return {
    custom_id: ASK_ABOUT_FORM,
    title: 'Ask the record',
    components: [
      row({
        custom_id: QUESTION_FIELD,
        label: 'Your question',
        style: TextInputStyle.Paragraph,
        max_length: MAX_QUESTION,
        required: true,
        ...(value === '' ? {} : { value }),
      }),
      row({
        custom_id: ALONE_FIELD,
        label: 'Show the answer to you alone? (yes or no)',
        style: TextInputStyle.Short,
        max_length: 3,
        required: false,
        value: 'no',
      }),
    ],
  };
}

function row(input: {
  custom_id: string;
  label: string;
  style: TextInputStyle;
  max_length: number;
  required: boolean;
  value?: string;
}) {
  return { type: ComponentType.ActionRow as const, components: [{ type: ComponentType.TextInput as const, ...input }] };
}
