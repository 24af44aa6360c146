/**
 * The form that the context-menu command *Ask about this message* opens: the message's words to be made a question of, and who sees
 * the answer. Pure; what is submitted comes back through `incoming.ts`.
 */
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js';

/** Names the form when it comes back. */
export const ASK_ABOUT_FORM = 'ask-about';
export const QUESTION_FIELD = 'question';
export const AUDIENCE_FIELD = 'audience';
/** The value of `AUDIENCE_FIELD` for the asker alone. */
export const ALONE = 'alone';

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
      labelled('Your question', {
        type: ComponentType.TextInput,
        custom_id: QUESTION_FIELD,
        style: TextInputStyle.Paragraph,
        max_length: MAX_QUESTION,
        required: true,
        ...(value === '' ? {} : { value }),
      }),
      labelled('Who sees the answer', {
        type: ComponentType.StringSelect,
        custom_id: AUDIENCE_FIELD,
        required: true,
        options: [
          { label: 'Everyone here', value: 'everyone', default: true },
          { label: 'You alone', value: ALONE },
        ],
      }),
    ],
  };
}

/** A field of a form, with what is asked above it. */
export function labelled(label: string, component: APIComponentInLabel): APILabelComponent {
  return { type: ComponentType.Label, label, component };
}
