import { afterEach, beforeEach, expect, it } from 'vitest';
import { corrections } from '../../commands/corrections.ts';
import type { CommandContext } from '../../src/core/command.ts';
import { aContext } from '../adapters/parts.ts';
import { aRecallDesk, type RecallDesk } from '../jobs/recall-desk.ts';

const HOUR_MS = 3_600_000;

let desk: RecallDesk;
let context: CommandContext;
beforeEach(async () => {
  desk = await aRecallDesk();
  context = aContext(desk.store, { clock: desk.clock });
});
afterEach(() => desk.store.close());

const run = () => corrections.run({}, context);
const fieldsOf = async () =>
  (await run()).fields.map(({ name, value }) => [
    name,
    value.map(span => (span.kind === 'time' ? span.at : span.text)).join(''),
  ]);

it('says that nothing was corrected', async () => {
  expect(await run()).toMatchObject({ fallback: 'Nothing was corrected.', fields: [], tone: 'plain' });
});

it('lists what was corrected, and where it stands', async () => {
  const post = await desk.answer();
  await desk.revise();
  expect(await fieldsOf()).toEqual([
    ['Corrected', `2026-01-07T12:00:00.000Z · “27” is now “31” · pact · wire:w1:harbour:${post.refs[0]!.message}`],
  ]);
  expect((await run()).fallback).toBe('1 message corrected lately.');
});

it('lists first what could not be edited, and of a private message only that there was one', async () => {
  await desk.answer();
  await desk.answer({ channel: 'old' });
  const { key } = await desk.answer({ only: 'wire:w1:ada' });
  desk.wall.gone.add('old');
  await desk.revise();
  const fields = await fieldsOf();
  expect(fields.map(([name]) => name).toSorted()).toEqual(['Corrected', 'Not reached', 'Noted beside it']);
  expect(fields.at(-1)![0]).toBe('Corrected');
  expect(fields.find(([name]) => name === 'Noted beside it')![1]).toMatch(/seen by one person alone$/);
  const made = await run();
  expect(made).toMatchObject({
    tone: 'warning',
    fallback: '2 messages could not be edited, 1 message corrected lately.',
  });
  for (const secret of [key, 'ada', 'wire:w1:harbour:3']) expect(JSON.stringify(made), secret).not.toContain(secret);
});

it('lists articles that changed three times in a day, for a week', async () => {
  await desk.answer();
  for (const words of ['31 ports', '33 ports', '35 ports']) {
    await desk.revise(words);
    await desk.later(6 * HOUR_MS);
  }
  expect((await fieldsOf())[0]).toEqual(['Unstable', '2026-01-08T00:00:00.000Z · untitled · pact']);
  await desk.later(8 * 24 * HOUR_MS);
  expect((await fieldsOf()).map(([name]) => name)).not.toContain('Unstable');
});

it('is for editors, and answers them alone', () => {
  expect(corrections).toMatchObject({ permission: 'editor', forAskerAlone: true, surfaces: ['console', 'chat'] });
});
