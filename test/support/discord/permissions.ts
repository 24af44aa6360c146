/** The permission bits that are of use here: https://discord.com/developers/docs/topics/permissions */
export const PERMISSIONS = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  readHistory: 1n << 16n,
  useCommands: 1n << 31n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

export type PermissionName = keyof typeof PERMISSIONS;

export const ALL_PERMISSIONS = (1n << 50n) - 1n;

export function bitsOf(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PERMISSIONS[name], 0n);
}

/** What everybody may do where nothing else is said. */
export const EVERYONE: readonly PermissionName[] = [
  'addReactions',
  'viewChannel',
  'sendMessages',
  'embedLinks',
  'readHistory',
  'useCommands',
  'createThreads',
  'sendInThreads',
];
