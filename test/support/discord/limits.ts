/**
 * What Discord takes and what it refuses of messages, modals and choices: its documented limits, strictly, so that a test that
 * passes here passes there. Says where and why in Discord's own codes.
 * https://discord.com/developers/docs/resources/message and .../interactions/message-components
 */
import {
  type FormFault,
  type FormPath,
  integerFaults,
  isRecord,
  isSnowflake,
  lengthOf,
  listFaults,
  textFaults,
} from './form.ts';

const LIMITS = {
  content: 2_000,
  embeds: 10,
  embedsTogether: 6_000,
  title: 256,
  description: 4_096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1_024,
  footer: 2_048,
  author: 256,
  rows: 5,
  buttonsARow: 5,
  customId: 100,
  label: 80,
  nonce: 25,
} as const;

/** Bits of a message's flags that its sender may set. */
const SENDABLE_FLAGS = { SUPPRESS_EMBEDS: 1 << 2, EPHEMERAL: 1 << 6, SUPPRESS_NOTIFICATIONS: 1 << 12 };

/** Faults of a message as the API takes it; none when it would be sent. `ephemeral`: whether it answers an interaction. */
export function messageFaults(body: unknown, { interaction = false } = {}): FormFault[] {
  if (!isRecord(body)) return [fault([], 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')];
  return [
    ...textFaults(['content'], body.content, { max: LIMITS.content }),
    ...listFaults(['embeds'], body.embeds, { max: LIMITS.embeds }, embedFaults),
    ...togetherFaults(body.embeds),
    ...listFaults(['components'], body.components, { max: LIMITS.rows }, rowFaults),
    ...repeatedIdFaults(body.components),
    ...nonceFaults(body.nonce),
    ...mentionFaults(body.allowed_mentions),
    ...flagFaults(body.flags, interaction),
  ];
}

/** Whether there is nothing to show: Discord then answers 50006, whatever components there are. */
export function isEmptyMessage(body: Record<string, unknown>): boolean {
  const hasContent = typeof body.content === 'string' && body.content.trim() !== '';
  const hasEmbeds = Array.isArray(body.embeds) && body.embeds.length > 0;
  return !hasContent && !hasEmbeds;
}

function fault(path: FormPath, code: string, message: string): FormFault {
  return { path, code, message };
}

function embedFaults(path: FormPath, embed: unknown): FormFault[] {
  if (!isRecord(embed)) return [fault(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')];
  const footer = isRecord(embed.footer) ? embed.footer.text : undefined;
  const author = isRecord(embed.author) ? embed.author.name : undefined;
  const shown = [embed.title, embed.description, embed.fields, footer, author, embed.image, embed.thumbnail];
  if (shown.every(each => each === undefined || each === '' || (Array.isArray(each) && each.length === 0)))
    return [fault([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')];
  return [
    ...textFaults([...path, 'title'], embed.title, { max: LIMITS.title }),
    ...textFaults([...path, 'description'], embed.description, { max: LIMITS.description }),
    ...textFaults([...path, 'footer', 'text'], footer, { max: LIMITS.footer }),
    ...textFaults([...path, 'author', 'name'], author, { max: LIMITS.author }),
    ...urlFaults([...path, 'url'], embed.url),
    ...integerFaults([...path, 'color'], embed.color, 0, 0xffffff),
    ...listFaults([...path, 'fields'], embed.fields, { max: LIMITS.fields }, fieldFaults),
  ];
}

function fieldFaults(path: FormPath, field: unknown): FormFault[] {
  const { name, value } = isRecord(field) ? field : {};
  return [
    ...textFaults([...path, 'name'], name, { max: LIMITS.fieldName, required: true }),
    ...textFaults([...path, 'value'], value, { max: LIMITS.fieldValue, required: true }),
  ];
}

function urlFaults(path: FormPath, value: unknown): FormFault[] {
  if (value === undefined || value === null) return [];
  const parsed = typeof value === 'string' ? URL.parse(value) : null;
  if (parsed && /^https?:$/.test(parsed.protocol)) return [];
  return [fault(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')];
}

/** All that is written in all embeds of a message. */
function togetherFaults(embeds: unknown): FormFault[] {
  if (!Array.isArray(embeds)) return [];
  const texts = embeds
    .filter(isRecord)
    .flatMap(({ title, description, footer, author, fields }) => [
      title,
      description,
      isRecord(footer) ? footer.text : null,
      isRecord(author) ? author.name : null,
      ...(Array.isArray(fields) ? fields.flatMap(field => (isRecord(field) ? [field.name, field.value] : [])) : []),
    ]);
  const length = texts.reduce<number>((sum, each) => sum + (typeof each === 'string' ? lengthOf(each) : 0), 0);
  if (length <= LIMITS.embedsTogether) return [];
  return [fault(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${LIMITS.embedsTogether}`)];
}

function rowFaults(path: FormPath, row: unknown): FormFault[] {
  if (!isRecord(row) || row.type !== 1)
    return [fault([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).')];
  return listFaults([...path, 'components'], row.components, { min: 1, max: LIMITS.buttonsARow }, componentFaults);
}

function componentFaults(path: FormPath, component: unknown): FormFault[] {
  if (!isRecord(component) || (component.type !== 2 && component.type !== 3))
    return [fault([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (2, 3).')];
  return component.type === 2 ? buttonFaults(path, component) : selectFaults(path, component);
}

function buttonFaults(
  path: FormPath,
  { style, label, emoji, custom_id: id, url }: Record<string, unknown>,
): FormFault[] {
  const isLink = style === 5;
  return [
    ...(style === undefined
      ? [fault([...path, 'style'], 'BASE_TYPE_REQUIRED', 'This field is required')]
      : integerFaults([...path, 'style'], style, 1, 5)),
    ...textFaults([...path, 'label'], label, { max: LIMITS.label, required: emoji === undefined }),
    ...(isLink ? urlFaults([...path, 'url'], url ?? '') : []),
    ...(isLink && id !== undefined
      ? [fault([...path, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', 'Not with a url.')]
      : []),
    ...(isLink ? [] : textFaults([...path, 'custom_id'], id, { max: LIMITS.customId, required: true })),
  ];
}

function selectFaults(path: FormPath, { custom_id: id, options, placeholder }: Record<string, unknown>): FormFault[] {
  return [
    ...textFaults([...path, 'custom_id'], id, { max: LIMITS.customId, required: true }),
    ...textFaults([...path, 'placeholder'], placeholder, { max: 150 }),
    ...listFaults([...path, 'options'], options ?? [], { min: 1, max: 25 }, (at, option) => {
      const { label, value, description } = isRecord(option) ? option : {};
      return [
        ...textFaults([...at, 'label'], label, { max: 100, required: true }),
        ...textFaults([...at, 'value'], value, { max: 100, required: true }),
        ...textFaults([...at, 'description'], description, { max: 100 }),
      ];
    }),
  ];
}

function repeatedIdFaults(rows: unknown): FormFault[] {
  if (!Array.isArray(rows)) return [];
  const seen = new Set<unknown>();
  return rows.flatMap((row, at) => {
    const components: unknown[] = isRecord(row) && Array.isArray(row.components) ? row.components : [];
    return components.flatMap((component, n) => {
      const id = isRecord(component) ? component.custom_id : undefined;
      const repeated = id !== undefined && seen.has(id);
      seen.add(id);
      const path = ['components', at, 'components', n, 'custom_id'];
      return repeated
        ? [fault(path, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')]
        : [];
    });
  });
}

function nonceFaults(nonce: unknown): FormFault[] {
  if (nonce === undefined || typeof nonce === 'number') return [];
  return textFaults(['nonce'], nonce, { max: LIMITS.nonce });
}

function mentionFaults(mentions: unknown): FormFault[] {
  if (mentions === undefined || mentions === null) return [];
  const path = ['allowed_mentions'];
  if (!isRecord(mentions)) return [fault(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')];
  const parse = Array.isArray(mentions.parse) ? mentions.parse : [];
  const unknown = parse.filter(each => !['roles', 'users', 'everyone'].includes(each));
  const both = (['roles', 'users'] as const).filter(
    kind => parse.includes(kind) && Array.isArray(mentions[kind]) && mentions[kind].length > 0,
  );
  return [
    ...unknown.map((_, at) =>
      fault([...path, 'parse', at], 'BASE_TYPE_CHOICES', "Value must be one of {'everyone', 'roles', 'users'}."),
    ),
    ...both.map(kind =>
      fault(
        [...path, 'parse'],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      ),
    ),
    ...(['roles', 'users'] as const).flatMap(kind =>
      listFaults([...path, kind], mentions[kind], { max: 100 }, (at, id) =>
        isSnowflake(id) ? [] : [fault(at, 'NUMBER_TYPE_COERCE', `Value is not snowflake.`)],
      ),
    ),
  ];
}

function flagFaults(flags: unknown, interaction: boolean): FormFault[] {
  const { SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS } = SENDABLE_FLAGS;
  const allowed = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | (interaction ? EPHEMERAL : 0);
  if (flags === undefined || flags === null || (typeof flags === 'number' && (flags & ~allowed) === 0)) return [];
  return [fault(['flags'], 'INVALID_BITWISE_FLAG', 'Invalid bitwise flag')];
}

/** Faults of a modal: type 9 of an interaction's answer. */
export function modalFaults(data: unknown): FormFault[] {
  const { title, custom_id: id, components } = isRecord(data) ? data : {};
  return [
    ...textFaults(['title'], title, { max: 45, required: true }),
    ...textFaults(['custom_id'], id, { max: LIMITS.customId, required: true }),
    ...listFaults(['components'], components ?? [], { min: 1, max: 5 }, modalPartFaults),
  ];
}

/** A row (type 1) around one text input, or a label (type 18) around one text input or one choice of words. */
function modalPartFaults(path: FormPath, part: unknown): FormFault[] {
  if (isRecord(part) && part.type === 18)
    return [
      ...textFaults([...path, 'label'], part.label, { max: 45, required: true }),
      ...textFaults([...path, 'description'], part.description, { max: 100 }),
      ...(isRecord(part.component) && part.component.type === 3
        ? selectFaults([...path, 'component'], part.component)
        : inputFaults([...path, 'component'], part.component, false)),
    ];
  const inputs = isRecord(part) && part.type === 1 && Array.isArray(part.components) ? part.components : [];
  return listFaults([...path, 'components'], inputs, { min: 1, max: 1 }, (at, input) => inputFaults(at, input, true));
}

function inputFaults(path: FormPath, input: unknown, labelled: boolean): FormFault[] {
  if (!isRecord(input) || input.type !== 4)
    return [fault([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (4,).')];
  return [
    ...textFaults([...path, 'custom_id'], input.custom_id, { max: LIMITS.customId, required: true }),
    ...textFaults([...path, 'label'], input.label, { max: 45, required: labelled }),
    ...textFaults([...path, 'value'], input.value, { max: 4_000 }),
    ...textFaults([...path, 'placeholder'], input.placeholder, { max: 100 }),
    ...(input.style === 1 || input.style === 2
      ? []
      : [fault([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of (1, 2).')]),
    ...integerFaults([...path, 'min_length'], input.min_length, 0, 4_000),
    ...integerFaults([...path, 'max_length'], input.max_length, 1, 4_000),
  ];
}

/** Faults of the choices that an autocompletion offers. */
export function choiceFaults(data: unknown): FormFault[] {
  const { choices } = isRecord(data) ? data : {};
  return listFaults(['choices'], choices ?? [], { max: 25 }, (path, choice) => {
    const { name, value } = isRecord(choice) ? choice : {};
    return [
      ...textFaults([...path, 'name'], name, { max: 100, required: true }),
      ...(typeof value === 'number' ? [] : textFaults([...path, 'value'], value, { max: 100, required: true })),
    ];
  });
}
