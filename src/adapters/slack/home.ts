/** The App Home: what Stet is, how to ask, how it stands, what the reader follows. Pure; text of others passes render.ts. */
import type { types } from '@slack/bolt';
import type { ReplyField, Span } from '../../core/reply.ts';
import { type Block, context, divider, header, plain, richText, section } from './blocks.ts';
import { fieldBlocks } from './render.ts';
import { inlines } from './spans.ts';
import { typed } from './typed.ts';

export interface HomeData {
  /** How Stet stands: articles in the record, the newest, what is wrong. */
  status: ReplyField[];
  /** What the reader follows; left out where there is nothing of the kind yet. */
  subscriptions?: ReplyField[];
}

/** Slack's limit of a view; what is too much is said to be so. */
const MAX_BLOCKS = 100;

const ABOUT: Span[] = [
  { kind: 'text', text: 'Stet answers questions from the record, ' },
  { kind: 'strong', text: 'word for word' },
  {
    kind: 'text',
    text: '. It shows who says so and who says otherwise, and says plainly when the record is silent. No language model writes here.',
  },
];

const HOW: ReplyField[] = [
  { name: 'Anywhere', value: [{ kind: 'code', text: `${typed('ask')} who signed it?` }] },
  {
    name: 'In a channel',
    value: [
      { kind: 'text', text: 'mention Stet with a question; it answers in a thread, where follow-ups need no mention' },
    ],
  },
  { name: 'Here', value: [{ kind: 'text', text: 'write a question in the Messages tab' }] },
  { name: 'On a message', value: [{ kind: 'text', text: 'More actions, then “Ask about this message”' }] },
  { name: 'Everything else', value: [{ kind: 'code', text: typed('help') }] },
];

/** The view that `views.publish` takes. */
export function homeView({ status, subscriptions }: HomeData): types.HomeView & { blocks: Block[] } {
  const blocks: Block[] = [
    header('Stet'),
    paragraph(ABOUT),
    header('How to ask'),
    ...fieldBlocks(HOW),
    ...group('Status', status, 'Nothing is known.'),
    ...(subscriptions ? group('Your subscriptions', subscriptions, 'You follow nothing yet.') : []),
  ];
  const whole = blocks.length <= MAX_BLOCKS;
  return {
    type: 'home',
    blocks: whole ? blocks : [...blocks.slice(0, MAX_BLOCKS - 1), context(plain('There is more than fits here.'))],
  };
}

function group(title: string, fields: readonly ReplyField[], none: string): Block[] {
  return [divider, header(title), ...(fields.length > 0 ? fieldBlocks(fields) : [context(plain(none))])];
}

function paragraph(spans: readonly Span[]): Block {
  return richText(section(inlines(spans)));
}
