/**
 * What our commands and their options are called on Discord. `/ask` stands alone; every command for chat is also under `/stet`, by its
 * words, or under `/desk`.
 */

/** Discord's types of the options that lead to a command. */
export const SUBCOMMAND = 1;
export const GROUP = 2;

export const ROOT = 'stet';
/** Discord takes 25 commands under one name: those of editors about doubtful articles are under one of their own. */
export const DESK = 'desk';
const ON_DESK: ReadonlySet<string> = new Set(['cases', 'case', 'take', 'verdict', 'corrections']);
/** The one command that stands alone. */
export const ASK = 'ask';
/** The option that every command has besides its own. */
export const PRIVATE = 'private';

/** The context-menu commands on a message; what they do with the message is the adapter's. */
export const ASK_ABOUT_MESSAGE = 'Ask about this message';
export const WHY_MESSAGE = 'Why does Stet say this?';
export const FLAG_ARTICLE = 'Flag this article';

/** How a command is typed on Discord. */
export function typed(command: string): string {
  if (command === ASK) return `/${ASK}`;
  return `/${isForDesk(command) ? DESK : ROOT} ${command}`;
}

/** Whether it is among the commands of editors. */
export function isForDesk(command: string): boolean {
  return ON_DESK.has(command);
}

/** `keepDays` as Discord wants a name: `keep-days`. */
export function optionName(field: string): string {
  return field.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
