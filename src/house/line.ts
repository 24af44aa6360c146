/** What a command line says of the run that it asks for. */
import { commands } from '../../commands/index.ts';
import type { CommandLine } from '../adapters/console/arguments.ts';

export type Run = Extract<CommandLine, { kind: 'run' | 'start' }>;

export function isStandalone(line: Run): boolean {
  return line.kind === 'run' && commands.some(({ name, standalone }) => name === line.call.command && standalone);
}

export function changesStore({ call }: Extract<Run, { kind: 'run' }>): boolean {
  return commands.some(command => command.name === call.command && command.changesStore);
}

export function looksOnly(line: Run): boolean {
  const isOwn = line.kind === 'run' && line.corpus === null;
  return isOwn && commands.some(each => each.name === line.call.command && each.looksOnly);
}
