/**
 * The form that the context-menu command *Flag this article* opens: which of the articles that the message shows, and why. Pure; what is
 * submitted comes back through `incoming.ts`. Titles are plain text there, which Discord never reads as Markdown.
 */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { MAX_REASON } from '../../../commands/flag.ts';
import type { Article } from '../../core/model.ts';
import { labelled } from './ask-about.ts';
import { articleChoices } from './completions.ts';

/** Names the form when it comes back. */
export const FLAG_FORM = 'flag-article';
export const ARTICLE_FIELD = 'article';
export const REASON_FIELD = 'reason';

/** @param articles what the message shows, in its order. Null where there is nothing to choose from: Discord has no form without a field. */
export function flagForm(articles: readonly Article[]): APIModalInteractionResponseCallbackData | null {
  const choices = articleChoices(articles, '');
  if (choices.length === 0) return null;
  return {
    custom_id: FLAG_FORM,
    title: 'Flag an article',
    components: [
      labelled('The article', {
        type: ComponentType.StringSelect,
        custom_id: ARTICLE_FIELD,
        required: true,
        options: choices.map(({ name, value }) => ({ label: name, value, default: choices.length === 1 })),
      }),
      labelled('What there is to doubt', {
        type: ComponentType.TextInput,
        custom_id: REASON_FIELD,
        style: TextInputStyle.Paragraph,
        max_length: MAX_REASON,
        required: false,
      }),
    ],
  };
}
