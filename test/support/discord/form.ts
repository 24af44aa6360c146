/** Faults of a request body, as Discord tells them: where, which code of its catalogue, and in which words. */

export type FormPath = readonly (string | number)[];

export interface FormFault {
  path: FormPath;
  code: string;
  message: string;
}

export interface TextLimits {
  min?: number;
  max: number;
  /** Whether it must be there. */
  required?: boolean;
}

/** Discord counts characters as code points. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Faults of a text; Discord trims it first, so one of spaces is empty. */
export function textFaults(
  path: FormPath,
  value: unknown,
  { min = 0, max, required = false }: TextLimits,
): FormFault[] {
  if (value === undefined || value === null)
    return required ? [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] : [];
  if (typeof value !== 'string')
    return [{ path, code: 'STRING_TYPE_CONVERT', message: 'Could not interpret as string.' }];
  if (!value.isWellFormed()) return [{ path, code: 'STRING_TYPE_CONVERT', message: 'Holds half of a surrogate pair.' }];
  const length = lengthOf(value.trim());
  if (required && length === 0) return [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
  if (length < min || length > max)
    return [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` }];
  return [];
}

/** Faults of a list: of its length, and of each of its items. */
export function listFaults(
  path: FormPath,
  value: unknown,
  { min = 0, max }: { min?: number; max: number },
  faultsOf: (path: FormPath, item: unknown) => FormFault[],
): FormFault[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    return [{ path, code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }];
  if (value.length < min || value.length > max)
    return [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` }];
  return value.flatMap((item, at) => faultsOf([...path, at], item));
}

export function integerFaults(path: FormPath, value: unknown, min: number, max: number): FormFault[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return [];
  return [{ path, code: 'NUMBER_TYPE_RANGE', message: `int value should be between ${min} and ${max}.` }];
}

/** An id of Discord: a number of at most 64 bits, written in digits. */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^\d{15,20}$/.test(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a 400 answer: code 50035 and the faults as a tree of their paths. */
export function invalidForm(faults: readonly FormFault[]): Record<string, unknown> {
  const errors: Record<string, unknown> = {};
  for (const { path, code, message } of faults) {
    let place = errors;
    for (const key of path) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>;
    }
    place._errors ??= [];
    (place._errors as unknown[]).push({ code, message });
  }
  return { message: 'Invalid Form Body', code: 50035, errors };
}
