/** `invite <platform>`: the link that brings Stet into a server, with the permissions it asks for and why. Prints; changes nothing. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { stringField } from '../src/core/fields.ts';
import { platformOf } from './doctor.ts';

export const invite = defineCommand({
  name: 'invite',
  summary: 'prints the link that brings the bot into a server',
  permission: 'everyone',
  standalone: true,
  input: z.object({ platform: stringField({ about: 'the platform', max: 20 }) }),
  run: async ({ platform }, { platforms }) => platformOf(platform, 'invitation', platforms)(),
});
