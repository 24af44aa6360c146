/** The blocks Stet builds its messages from, as small makers, and how large they are. Pure; escapes nothing: see mrkdwn.ts. */
import type { types } from '@slack/bolt';

/** What may stand in a line of rich text. No kind of mention is among them. */
export type Inline = types.RichTextText | types.RichTextLink | types.RichTextDate | types.RichTextEmoji;
type Part = types.RichTextSection | types.RichTextQuote | types.RichTextList;

export type Block =
  | types.RichTextBlock
  | types.HeaderBlock
  | types.ContextBlock
  | types.ActionsBlock
  | types.DividerBlock;

/** Limits of Slack: blocks a message, characters of a header and of a button, buttons a block. */
export const MAX_BLOCKS = 50;
export const MAX_HEADER = 150;
export const MAX_BUTTON = 75;
const MAX_BUTTONS = 25;
/**
 * Characters of a message's blocks as JSON. Slack documents no figure and refuses more than about 13,200 characters of text,
 * containers counted in some way of its own; JSON holds both.
 */
export const MAX_MESSAGE = 12_000;
/** Characters of one block as JSON: under Slack's 3,000 of text, and four of them with a note make a message. */
export const MAX_BLOCK = 2_900;

/** Characters of a value as JSON, the one measure all splitting goes by. */
export function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}

export function words(text: string, style?: { bold?: true; italic?: true; code?: true }): Inline {
  return style ? { type: 'text', text, style } : { type: 'text', text };
}

export function emoji(name: string): Inline {
  return { type: 'emoji', name };
}

export function section(elements: Inline[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function quotation(text: string): types.RichTextQuote {
  return { type: 'rich_text_quote', elements: [words(text)] };
}

export function bullets(items: Inline[][]): types.RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: items.map(section) };
}

export function richText(...elements: Part[]): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Text that Slack takes as it is: no marks, and `:smile:` stays what was written. */
export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

export function context(...elements: types.ContextBlock['elements']): types.ContextBlock {
  return { type: 'context', elements };
}

export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plain(text) };
}

export const divider: types.DividerBlock = { type: 'divider' };

/** Buttons in as few blocks as their number and size allow. */
export function actionBlocks(buttons: types.Button[]): types.ActionsBlock[] {
  const blocks: types.ActionsBlock[] = [];
  for (const button of buttons) {
    const last = blocks.at(-1);
    const fits = last && last.elements.length < MAX_BUTTONS && sizeOf(last) + sizeOf(button) < MAX_BLOCK;
    if (fits) last.elements.push(button);
    else blocks.push({ type: 'actions', elements: [button] });
  }
  return blocks;
}
