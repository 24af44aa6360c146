/** What tests give a platform beside its store, newsroom, queue and clock: every command, no net, and settings as they are by default. */
import { commands } from '../../commands/index.ts';
import { NO_NET } from './net.ts';

export const DEFAULT_SERVICES = {
  ...NO_NET,
  commands,
  settings: () => [],
  platforms: [],
  retractEditors: 2,
  editorMap: [],
  moveStore: null,
};
