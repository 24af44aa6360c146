/**
 * Block Kit's rules as Slack enforces them: known blocks and elements, their limits, ids that are used once.
 * It says what is wrong in the form of Slack's `response_metadata.messages`, and nothing where all is well.
 * Limits: https://docs.slack.dev/reference/block-kit/blocks and …/block-elements, in characters unless said otherwise.
 */
import type { Json } from './shapes.ts';

const maxBlocks = { message: 50, view: 100 } as const;
/** `block_id` and `action_id`. */
const maxId = 255;

type Faults = string[];
type Check = (value: Json, at: string) => Faults;

const blocks: Record<string, Check> = {
  section: (block, at) => [
    ...(block.text === undefined && block.fields === undefined ? [`missing required field: text ${at}`] : []),
    ...(block.text === undefined ? [] : text(block.text, 3000, `${at}/text`)),
    ...list(block.fields ?? [], 10, `${at}/fields`, (field, place) => text(field, 2000, place)),
    ...(block.accessory === undefined ? [] : element(block.accessory, `${at}/accessory`, accessories)),
  ],
  header: (block, at) => text(block.text, 150, `${at}/text`, ['plain_text']),
  divider: () => [],
  context: (block, at) =>
    required(block.elements, at) ??
    list(block.elements, 10, `${at}/elements`, (one, place) =>
      one.type === 'image' ? image(one, place) : text(one, 3000, place),
    ),
  actions: (block, at) =>
    required(block.elements, at) ??
    list(block.elements, 25, `${at}/elements`, (one, place) => element(one, place, actionElements)),
  image: (block, at) => image(block, at),
  rich_text: (block, at) => required(block.elements, at) ?? [],
  input: (block, at) => text(block.label, 2000, `${at}/label`, ['plain_text']),
  markdown: (block, at) => length(block.text, 12_000, `${at}/text`),
};

const actionElements: Record<string, Check> = {
  button: (one, at) => [
    ...text(one.text, 75, `${at}/text`, ['plain_text']),
    ...(one.value === undefined ? [] : length(one.value, 2000, `${at}/value`, 0)),
    ...(one.url === undefined ? [] : length(one.url, 3000, `${at}/url`)),
    ...(one.accessibility_label === undefined ? [] : length(one.accessibility_label, 75, `${at}/accessibility_label`)),
    ...(one.style === undefined || one.style === 'primary' || one.style === 'danger' ? [] : [`invalid style ${at}`]),
  ],
  overflow: (one, at) => required(one.options, at) ?? list(one.options, 5, `${at}/options`, option),
  static_select: (one, at) => required(one.options, at) ?? list(one.options, 100, `${at}/options`, option),
};
const accessories: Record<string, Check> = { ...actionElements, image: (one, at) => image(one, at) };

/** What is wrong with the blocks of a message or a view; empty where nothing is. */
export function blockFaults(given: unknown, where: keyof typeof maxBlocks = 'message'): Faults {
  if (!Array.isArray(given)) return ['must provide an array of blocks'];
  if (given.length > maxBlocks[where]) {
    return [`no more than ${maxBlocks[where]} items allowed [json-pointer:/blocks]`];
  }
  const found = given.flatMap((block: Json, index) => blockFault(block, `[json-pointer:/blocks/${index}]`));
  return [...found, ...repeated(given as Json[])];
}

function blockFault(block: Json, at: string): Faults {
  const check = blocks[String(block?.type)];
  if (!check) return [`unsupported type: ${String(block?.type)} ${at}`];
  return [
    ...(block.block_id === undefined ? [] : length(block.block_id, maxId, `${at}/block_id`)),
    ...check(block, at),
  ];
}

function repeated(given: Json[]): Faults {
  const ids = given.map(block => block.block_id).filter(id => id !== undefined);
  const faults = ids.length === new Set(ids).size ? [] : ['block_id must be unique'];
  const twice = given.some(block => {
    const actions = ((block.elements as Json[] | undefined) ?? [])
      .map(one => one.action_id)
      .filter(id => id !== undefined);
    return block.type === 'actions' && actions.length !== new Set(actions).size;
  });
  return twice ? [...faults, '`action_id` must be unique within a block'] : faults;
}

function element(value: unknown, at: string, known: Record<string, Check>): Faults {
  const one = value as Json;
  const check = known[String(one?.type)];
  if (!check) return [`unsupported element: ${String(one?.type)} ${at}`];
  return [...(one.action_id === undefined ? [] : length(one.action_id, maxId, `${at}/action_id`)), ...check(one, at)];
}

function option(value: unknown, at: string): Faults {
  const one = value as Json;
  return [
    ...text(one.text, 75, `${at}/text`),
    ...(one.value === undefined ? [] : length(one.value, 150, `${at}/value`)),
  ];
}

function image(one: Json, at: string): Faults {
  const url =
    one.image_url === undefined && one.slack_file === undefined ? [`missing required field: image_url ${at}`] : [];
  return [...url, ...length(one.alt_text, 2000, `${at}/alt_text`)];
}

function text(value: unknown, max: number, at: string, types = ['plain_text', 'mrkdwn']): Faults {
  const one = value as Json | undefined;
  if (one === null || typeof one !== 'object') return [`missing required field: text ${at}`];
  if (!types.includes(String(one.type))) return [`must be one of ${types.join(', ')} ${at}/type`];
  return length(one.text, max, `${at}/text`);
}

function length(value: unknown, max: number, at: string, min = 1): Faults {
  if (typeof value !== 'string') return [`must be a string ${at}`];
  if (value.length < min) return [`must be more than ${min - 1} characters ${at}`];
  return value.length > max ? [`must be less than ${max + 1} characters ${at}`] : [];
}

function list(value: unknown, max: number, at: string, check: (one: Json, at: string) => Faults): Faults {
  if (!Array.isArray(value)) return [`must be an array ${at}`];
  if (value.length > max) return [`no more than ${max} items allowed ${at}`];
  return value.flatMap((one: Json, index) => check(one, `${at}/${index}`));
}

function required(value: unknown, at: string): Faults | undefined {
  return Array.isArray(value) && value.length > 0 ? undefined : [`missing required field: elements ${at}`];
}
