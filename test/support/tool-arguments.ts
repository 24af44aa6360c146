/** The command lines of the tools beside the suite, read and checked: what is wrong is told with the usage. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { StetError } from '../../src/core/errors.ts';

/** Every method throws `bad-usage` with the usage text. */
export interface ToolArguments<Values> {
  values: Values;
  /** @param least 1 unless told */
  whole: (text: string, least?: number) => number;
  fault: (why: string, cause?: unknown) => StetError;
}

export function readToolArguments<const Options extends ParseArgsOptionsConfig>(
  given: readonly string[],
  options: Options,
  usage: string,
) {
  const fault = (why: string, cause?: unknown) =>
    new StetError('bad-usage', 'bad arguments of a tool', { cause, userMessage: `${why}\n${usage}` });
  const whole = (text: string, least = 1): number => {
    const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : -1;
    if (value < least) throw fault(`"${text}" is no whole number${least > 0 ? ' above 0' : ''}`);
    return value;
  };
  try {
    const { values } = parseArgs({ args: [...given], options });
    return { values, whole, fault } satisfies ToolArguments<typeof values>;
  } catch (cause) {
    throw fault(cause instanceof Error ? cause.message : String(cause), cause);
  }
}
