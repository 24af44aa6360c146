/**
 * The form that the shortcut *Flag this article* opens: which of the articles that the message shows, and why. Pure; what is submitted
 * comes back through `incoming.ts`. Titles are plain text there, which Slack reads for no marks.
 */
import type { types } from '@slack/bolt';
import { MAX_REASON } from '../../../commands/flag.ts';
import type { Article } from '../../core/model.ts';
import { NOTHING_TO_FLAG } from '../reactions.ts';
import { MAX_BUTTON, plain } from './blocks.ts';
import { ARTICLE_FIELD, type AskedAbout, REASON_FIELD } from './incoming.ts';
import { FLAG_ARTICLE } from './manifest.ts';
import { visible } from './mrkdwn.ts';
import { shorten } from './split.ts';

/** Slack's limits: options of a menu, and characters of an option's words and of its value. */
const OPTIONS = 100;
const OPTION = MAX_BUTTON;
const VALUE = 150;

/** @param articles what the message shows, in its order; with none the form says so, and sends nothing. */
export function flagForm(articles: readonly Article[], about: AskedAbout): types.ModalView {
  const options = articles.filter(({ id }) => id.length <= VALUE).slice(0, OPTIONS);
  const shared = { type: 'modal', callback_id: FLAG_ARTICLE, title: plain('Flag an article') } as const;
  if (options.length === 0)
    return { ...shared, close: plain('Close'), blocks: [{ type: 'section', text: plain(NOTHING_TO_FLAG) }] };
  return {
    ...shared,
    private_metadata: JSON.stringify(about),
    submit: plain('Flag'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: ARTICLE_FIELD.block,
        label: plain('The article'),
        element: {
          type: 'static_select',
          action_id: ARTICLE_FIELD.action,
          options: options.map(optionOf),
          ...(options.length === 1 ? { initial_option: optionOf(options[0]!) } : {}),
        },
      },
      {
        type: 'input',
        block_id: REASON_FIELD.block,
        optional: true,
        label: plain('What there is to doubt'),
        element: {
          type: 'plain_text_input',
          action_id: REASON_FIELD.action,
          multiline: true,
          max_length: MAX_REASON,
        },
      },
    ],
  };
}

function optionOf({ id, title, outlet }: Article): types.PlainTextOption {
  const words = visible([title ?? 'untitled', outlet ?? 'outlet unknown', id].join(' · '));
  return { text: plain(shorten(words, OPTION)), value: id };
}
