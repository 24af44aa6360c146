/** `config`: every setting with its value, redacted before it comes here. */
import { z } from 'zod';
import { defineCommand, type SettingRow } from '../src/core/command.ts';
import { code, emphasis, type ReplyField, reply, text } from '../src/core/reply.ts';

export const config = defineCommand({
  name: 'config',
  summary: 'shows the settings, secrets left out',
  permission: 'everyone',
  standalone: true,
  input: z.object({}),
  async run(_, { settings }) {
    const rows = settings();
    return reply({ fields: rows.map(settingField), fallback: `${rows.length} settings.`, data: rows });
  },
});

function settingField({ name, value, default: standard, meaning }: SettingRow): ReplyField {
  const shown = value ?? standard;
  const marked = shown === null ? emphasis('not set') : code(shown);
  return { name, value: [marked, text(`  ${meaning}`)] };
}
