import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { EVENTS, SCOPES, slackManifest } from '../../../src/adapters/slack/manifest.ts';

const text = (max: number, min = 1) => z.string().min(min).max(max);
const url = z
  .string()
  .regex(/^https:\/\//)
  .max(3_000);

/** The parts of slackapi/manifest-schema (manifest.schema.2.0.0.json) that a manifest of ours may have, and no other key. */
const schema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: text(4_000, 175),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z-]{1,31}$/),
          description: text(2_000),
          usage_hint: text(1_000).optional(),
          should_escape: z.boolean(),
          url: url.optional(),
        }),
      )
      .min(1)
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['message', 'global']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .min(1)
      .max(10),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(text(50)).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: url.optional(), bot_events: z.array(text(50)).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const socket = slackManifest(commands, { mode: 'socket' });
const http = slackManifest(commands, { mode: 'http', url: 'https://stet.example.org/' });

describe('the manifest', () => {
  test('is what Slack documents', () => {
    expect(schema.parse(JSON.parse(JSON.stringify(socket)))).toEqual(socket);
    expect(schema.parse(JSON.parse(JSON.stringify(http)))).toEqual(http);
  });

  test('fits whatever commands there are', () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ ...commands[0]!, name: `ask ${'x'.repeat(n % 9)}` }));
    expect(schema.safeParse(slackManifest(many, { mode: 'socket' })).success).toBe(true);
    expect(schema.safeParse(slackManifest([], { mode: 'socket' })).success).toBe(true);
  });

  test('offers what works in chat and nothing that stays in the console', () => {
    const [ask, stet] = socket.features.slash_commands;
    expect(ask).toMatchObject({ command: '/ask', usage_hint: expect.stringMatching(/^<question>/) });
    expect(stet!.usage_hint).toContain('article <id>');
    const console = commands.filter(command => !command.surfaces.includes('chat')).map(command => command.name);
    for (const name of console) expect(stet!.usage_hint).not.toMatch(new RegExp(`(^|\\| )${name}\\b`));
  });

  test('uses Socket Mode and no address, or addresses and no Socket Mode', () => {
    expect(socket.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(socket)).not.toMatch(/https?:/);
    expect(http.settings.socket_mode_enabled).toBe(false);
    const addresses = JSON.stringify(http).match(/https?:[^"]*/g);
    expect(new Set(addresses)).toEqual(new Set(['https://stet.example.org/slack/events']));
    expect(addresses).toHaveLength(4);
  });

  test.for(['http://stet.example.org', 'stet.example.org', '', 'https://user:secret@stet.example.org'])(
    'is not made for the address "%s"',
    url => expect(() => slackManifest(commands, { mode: 'http', url })).toThrow(/https address/),
  );

  test('asks for no scope without a reason and for none twice', () => {
    for (const { why } of SCOPES) expect(why).toMatch(/^[a-z]/);
    expect(new Set(SCOPES.map(({ scope }) => scope)).size).toBe(SCOPES.length);
  });

  test('asks for the scope of every event, and reads no history without an event', () => {
    const scopes = SCOPES.map(({ scope }) => scope);
    const needed = EVENTS.flatMap(({ scope }) => (scope === null ? [] : [scope]));
    expect(scopes).toEqual(expect.arrayContaining(needed));
    expect(needed).toEqual(expect.arrayContaining(scopes.filter(scope => scope.endsWith(':history'))));
  });
});
