/** `manifest <platform>`: what is pasted into a platform's page to make the app there. Prints; changes nothing. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { stringField } from '../src/core/fields.ts';
import { platformOf } from './doctor.ts';

export const manifest = defineCommand({
  name: 'manifest',
  summary: 'prints what makes the app on a chat platform',
  permission: 'everyone',
  standalone: true,
  input: z.object({
    platform: stringField({ about: 'the platform', max: 20 }),
    url: stringField({ about: 'the public address of Stet, where it is reached by HTTP', max: 300 }).optional(),
  }),
  run: async ({ platform, url }, { platforms }) => platformOf(platform, 'manifest', platforms)(url),
});
