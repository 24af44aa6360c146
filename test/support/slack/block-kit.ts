/**
 * What Slack takes, as its reference documents it: the shapes and limits of the blocks, messages and views that Stet may send,
 * and nothing else, so that a block of another kind or a key that is misspelt is found. It reads, it never mends.
 * Lengths are UTF-16 units: where Slack counts code points, this is the stricter of the two.
 * Shapes and limits: docs.slack.dev/reference/block-kit; the size of all blocks is not documented (see MESSAGE_SIZE).
 */
import { z } from 'zod';

/** Slack's own word for the fault, and what is wrong where. */
export interface Fault {
  code: 'invalid_blocks' | 'invalid_arguments' | 'msg_blocks_too_long' | 'msg_too_long' | 'no_text';
  message: string;
}

/**
 * Characters of all blocks as JSON. Slack refuses more than about 13,200 characters of text, containers counted in some way
 * of its own (slackapi/bolt-js issues 2509 and 2867); JSON holds the text and the containers, so that this is the safe side.
 */
const MESSAGE_SIZE = 12_000;
/** `chat.update` takes no more; `chat.postMessage` cuts at 40,000. */
const TEXT_SIZE = 4_000;
const MESSAGE_BLOCKS = 50;
const VIEW_BLOCKS = 100;

const string = (max: number) => z.string().min(1).max(max).refine(isClean, 'lone surrogate or control character');
const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: string(max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: string(max), verbatim: z.boolean().optional() });
const textObject = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);
const url = string(3_000).regex(/^https?:\/\/[\x21-\x7e]+$/, 'not an http(s) address in ASCII');
const id = string(255);

const style = z.strictObject({
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  strike: z.literal(true).optional(),
  code: z.literal(true).optional(),
});

/** Elements of rich text; every kind of mention is here, so that `mentionsOf` and not this says what is forbidden. */
const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: string(3_000), style: style.optional() }),
  z.strictObject({ type: z.literal('link'), url, text: string(3_000).optional(), style: style.optional() }),
  z.strictObject({ type: z.literal('emoji'), name: z.string().regex(/^[a-z0-9_+-]{1,100}$/) }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int().positive(),
    format: string(3_000).regex(/\{[a-z_]+\}/),
    url: url.optional(),
    fallback: string(3_000),
    style: style.optional(),
  }),
  z.strictObject({ type: z.literal('user'), user_id: id, style: style.optional() }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: id }),
  z.strictObject({ type: z.literal('channel'), channel_id: id }),
  z.strictObject({ type: z.literal('team'), team_id: id }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']) }),
]);
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement).min(1) });
const richPart = z.discriminatedUnion('type', [
  section,
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(richElement).min(1) }),
  z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(richElement).min(1) }),
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    indent: z.int().min(0).max(8).optional(),
    elements: z.array(section).min(1),
  }),
]);

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: id,
  value: string(2_000).optional(),
  url: url.optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: string(75).optional(),
});
const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  multiline: z.boolean().optional(),
  initial_value: string(3_000).optional(),
  min_length: z.int().min(0).max(3_000).optional(),
  max_length: z.int().min(1).max(3_000).optional(),
  placeholder: plain(150).optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: id,
  options: z
    .array(z.strictObject({ text: textObject(75), value: string(150) }))
    .min(1)
    .max(10),
});
const option = z.strictObject({ text: plain(75), value: string(150) });
const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: id,
  options: z.array(option).min(1).max(100),
  initial_option: option.optional(),
});

const block_id = id.optional();
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), block_id, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  z
    .strictObject({
      type: z.literal('section'),
      block_id,
      text: textObject(3_000).optional(),
      fields: z.array(textObject(2_000)).min(1).max(10).optional(),
      accessory: button.optional(),
      expand: z.boolean().optional(),
    })
    .refine(given => given.text !== undefined || given.fields !== undefined, 'neither text nor fields'),
  z.strictObject({ type: z.literal('context'), block_id, elements: z.array(textObject(3_000)).min(1).max(10) }),
  z.strictObject({ type: z.literal('actions'), block_id, elements: z.array(button).min(1).max(25) }),
  z
    .strictObject({ type: z.literal('rich_text'), block_id, elements: z.array(richPart).min(1) })
    .refine(given => shownLength(given) <= 3_000, 'more than 3,000 characters in a rich_text block'),
  z.strictObject({
    type: z.literal('input'),
    block_id,
    label: plain(2_000),
    hint: plain(2_000).optional(),
    optional: z.boolean().optional(),
    element: z.discriminatedUnion('type', [textInput, checkboxes, staticSelect]),
  }),
]);

const messageBlock = block.refine(given => given.type !== 'input', 'no input in a message');
const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(block).min(1).max(VIEW_BLOCKS),
  callback_id: id.optional(),
  private_metadata: string(3_000).optional(),
});
const modal = home.extend({
  type: z.literal('modal'),
  title: plain(24),
  submit: plain(24).optional(),
  close: plain(24).optional(),
});
const view = z.discriminatedUnion('type', [home, modal]);

/** What is wrong with a message as it is sent: its `text` and its `blocks`; empty when Slack would take it. */
export function messageFaults(message: { text?: unknown; blocks?: unknown }): Fault[] {
  return [...textFaults(message.text, message.blocks !== undefined), ...blocksFaults(message.blocks)];
}

/** What is wrong with a home tab or a modal. */
export function viewFaults(given: unknown): Fault[] {
  const blocks = (given as { blocks?: unknown } | null)?.blocks;
  return [...schemaFaults(view, given, 'invalid_arguments'), ...repeatedIds(blocks)];
}

function textFaults(text: unknown, hasBlocks: boolean): Fault[] {
  if (text === undefined && hasBlocks) return [{ code: 'no_text', message: 'no text for notifications' }];
  if (typeof text !== 'string' || text.trim() === '') return [{ code: 'no_text', message: 'no text' }];
  const faults: Fault[] = [];
  if (text.length > TEXT_SIZE) faults.push({ code: 'msg_too_long', message: `text has ${text.length} characters` });
  if (!isClean(text)) faults.push({ code: 'invalid_arguments', message: 'text: lone surrogate or control character' });
  return faults;
}

function blocksFaults(blocks: unknown): Fault[] {
  if (blocks === undefined) return [];
  const faults = schemaFaults(z.array(messageBlock).min(1).max(MESSAGE_BLOCKS), blocks, 'invalid_blocks');
  const size = JSON.stringify(blocks).length;
  if (size > MESSAGE_SIZE) faults.push({ code: 'msg_blocks_too_long', message: `${size} characters in all` });
  return [...faults, ...repeatedIds(blocks)];
}

function schemaFaults(schema: z.ZodType, given: unknown, code: Fault['code']): Fault[] {
  const read = schema.safeParse(given);
  if (read.success) return [];
  return read.error.issues.map(({ path, message }) => ({ code, message: `${message} [/${path.join('/')}]` }));
}

/** `block_id` is unique in a message, `action_id` in its block. */
function repeatedIds(blocks: unknown): Fault[] {
  if (!Array.isArray(blocks)) return [];
  const groups = [
    blocks.map(each => each?.block_id),
    ...blocks.map(each => (Array.isArray(each?.elements) ? each.elements : []).map(idOf)),
  ];
  return groups.flatMap(ids => {
    const given = ids.filter((each: unknown) => each !== undefined);
    if (new Set(given).size === given.length) return [];
    return [{ code: 'invalid_blocks' as const, message: `an id more than once: ${given.join(', ')}` }];
  });
}

function idOf(element: { action_id?: unknown } | null): unknown {
  return element?.action_id;
}

/** Well-formed, and without controls but the tab and the line feed. */
function isClean(text: string): boolean {
  return text.isWellFormed() && !/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(text);
}

/** Characters of the strings a person reads, wherever they stand in a value. */
function shownLength(value: unknown): number {
  return stringsOf(value, key => key === 'text').reduce((sum, each) => sum + each.length, 0);
}

/** Everything in a message or view that calls somebody or leads to a channel: `<@U1>`, `<!here>`, `broadcast here`. */
export function mentionsOf(given: unknown): string[] {
  const marked = markedTextOf(given).flatMap(text => text.match(/<[@!#](?!date\^)[^>]*>?/g) ?? []);
  const elements = objectsOf(given).flatMap(each => {
    const called = each.user_id ?? each.usergroup_id ?? each.channel_id ?? each.team_id ?? each.range;
    return typeof called === 'string' ? [`${each.type} ${called}`] : [];
  });
  return [...marked, ...elements];
}

/** Every address that can be opened from a message or view. */
export function linksOf(given: unknown): string[] {
  const marked = markedTextOf(given).flatMap(text =>
    [...text.matchAll(/<([a-z][a-z0-9+.-]*:[^|>]*)/gi)].map(found => found[1]!),
  );
  return [...marked, ...stringsOf(given, key => key === 'url' || key === 'image_url')];
}

/** Text that Slack reads for marks: mrkdwn objects and the message's own `text`. */
function markedTextOf(given: unknown): string[] {
  const own = (given as { text?: unknown } | null)?.text;
  const objects = objectsOf(given).filter(each => each.type === 'mrkdwn');
  return [own, ...objects.map(each => each.text)].filter(each => typeof each === 'string');
}

function objectsOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsOf)];
}

function stringsOf(value: unknown, isWanted: (key: string) => boolean): string[] {
  return objectsOf(value).flatMap(each =>
    Object.entries(each).flatMap(([key, held]) => (isWanted(key) && typeof held === 'string' ? [held] : [])),
  );
}
