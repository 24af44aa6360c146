/**
 * The kinds of input a command may ask for: ordinary Zod schemas that also know how to describe themselves, so that
 * Slack's usage text, Discord's typed options and the console's help are made from one place.
 */
import { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import { isZone } from './zones.ts';

export type FieldKind = 'string' | 'integer' | 'boolean' | 'enum' | 'article' | 'feed' | 'person' | 'time' | 'zone';

/** Kept in the schema's metadata under `stet`. */
export interface FieldMeta {
  kind: FieldKind;
  /** A few words for help: "what to look for". */
  about: string;
  /** In plain text, this field takes everything that is left of the line. */
  rest?: boolean;
  choices?: readonly string[];
  /** The fault of a value that does not fit; `bad-usage` unless said. */
  fault?: ErrorCode;
}

interface Described {
  about: string;
}

/** A registry of our own, so that no other reader of Zod metadata is confused by it. */
const fields = z.registry<FieldMeta>();

function describe<Schema extends z.ZodType>(schema: Schema, meta: FieldMeta): Schema {
  fields.add(schema, meta);
  return schema;
}

/** @param limits `max` is in UTF-16 code units. `rest` makes the field take what is left of the line. */
export function stringField(limits: Described & { max: number; rest?: boolean; fault?: ErrorCode }) {
  const { max, ...described } = limits;
  return describe(z.string().trim().min(1).max(max), { kind: 'string', ...described });
}

export function integerField(limits: Described & { min: number; max: number }) {
  return describe(z.coerce.number().int().min(limits.min).max(limits.max), { kind: 'integer', about: limits.about });
}

/** A switch, written `--name` in text. */
export function booleanField({ about }: Described) {
  return describe(z.boolean().default(false), { kind: 'boolean', about });
}

export function enumField<const Choices extends readonly [string, ...string[]]>(
  choices: Choices,
  { about }: Described,
) {
  return describe(z.enum(choices), { kind: 'enum', about, choices });
}

/** An article's id. */
export function articleField({ about }: Described) {
  return describe(z.string().trim().min(1).max(100), { kind: 'article', about });
}

/** A feed's id. */
export function feedField({ about }: Described) {
  return describe(z.string().trim().min(1).max(40), { kind: 'feed', about });
}

/** A person's id; adapters put it in the place of their platform's way to name somebody. */
export function personField({ about }: Described) {
  return describe(z.string().trim().min(1).max(200), { kind: 'person', about });
}

/** A time of day, as `07:30`; also where it is written `7:30`. */
export function timeField({ about }: Described) {
  const time = z
    .string()
    .trim()
    .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day such as 07:30' })
    .overwrite(given => given.padStart(5, '0'));
  return describe(time, { kind: 'time', about });
}

/** A time zone by its name in the IANA database, in any case of letters. */
export function zoneField({ about }: Described) {
  const zone = z.string().trim().refine(isZone, { error: 'must be a time zone by its name, such as Europe/Berlin' });
  return describe(zone, { kind: 'zone', about });
}

/** What a field says of itself; looks through `optional()` and `default()`. */
export function fieldMeta(schema: z.ZodType): FieldMeta {
  const meta = fields.get(schema);
  if (meta) return meta;
  const inner = (schema as { unwrap?: () => z.ZodType }).unwrap?.();
  if (!inner) throw new TypeError('a command input has a field that was not made by fields.ts');
  return fieldMeta(inner);
}
