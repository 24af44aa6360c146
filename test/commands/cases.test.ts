import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADA, aCaseDesk, type CaseDesk, EDA, FAY } from '../jobs/case-desk.ts';

let desk: CaseDesk;
beforeEach(async () => {
  desk = await aCaseDesk();
});
afterEach(() => desk.store.close());

const said = async (...given: Parameters<CaseDesk['say']>) => (await desk.say(...given)).reply;

test('flag says that editors decide, and the second time that it was flagged before', async () => {
  expect((await said(ADA, 'flag pact')).fallback).toBe(
    'Article pact is flagged. Editors decide; you will hear what comes of it.',
  );
  expect((await said(ADA, 'flag pact')).fallback).toContain('was flagged by you before');
});

test('flag of what is in no record is refused', async () => {
  expect((await desk.say(ADA, 'flag none')).fault?.error.code).toBe('unknown-article');
});

test('unflag says what was taken back, or that there was nothing', async () => {
  expect((await said(ADA, 'unflag pact')).fallback).toBe('You have no flag on article pact.');
  await desk.say(ADA, 'flag pact');
  expect((await said(ADA, 'unflag pact')).fallback).toBe('Your flag on article pact is taken back.');
});

test('cases lists what is open, and with --all what is decided', async () => {
  await desk.say(ADA, 'flag pact');
  const id = (await desk.store.caseOf('pact'))!;
  expect((await said(EDA, 'cases')).fields.map(({ name }) => name)).toEqual([id]);
  await desk.say(EDA, 'verdict pact stands it was checked');
  expect((await said(EDA, 'cases')).fallback).toBe('0 open cases.');
  expect((await said(EDA, 'cases --all')).fields.map(({ name }) => name)).toEqual([id]);
});

test('case shows one by its id or by an article in it', async () => {
  await desk.say(ADA, 'flag pact the date is wrong');
  const id = (await desk.store.caseOf('pact'))!;
  const made = await said(EDA, `case ${id}`);
  expect(made).toEqual(await said(EDA, 'case pact'));
  expect(made.headline).toBe(`Case ${id}`);
});

test('take says who looks after a case, and shows it where the case stands', async () => {
  await desk.say(ADA, 'flag pact');
  await desk.say(EDA, 'take pact');
  await desk.say(FAY, 'take pact');
  const known = await desk.store.case((await desk.store.caseOf('pact'))!);
  expect(known?.takenBy).toEqual({ person: FAY.id, name: 'fay' });
  expect((await desk.say(ADA, 'take pact')).fault?.error.code).toBe('not-allowed');
});

test('verdict tells the copies it is on', async () => {
  const { text } = (await desk.store.revision('pact'))!;
  await desk.save({ id: 'copy', text });
  const made = await said(EDA, 'verdict pact disputed the ports deny it');
  expect(made.fields.at(-1)).toEqual({ name: 'Copies of it', value: [{ kind: 'text', text: 'copy' }] });
  expect((await desk.store.article('copy'))?.verdict).toBe('disputed');
});
