/** Who may decide, asked of Slack at the moment of the act. */
import { webApi } from '@slack/bolt';
import { expect, onTestFinished, test } from 'vitest';
import { boltLogger } from '../../../src/adapters/slack/bolt-logger.ts';
import { call } from '../../../src/adapters/slack/calls.ts';
import { clientOptions } from '../../../src/adapters/slack/options.ts';
import { actorOf, editorsInWords } from '../../../src/adapters/slack/rights.ts';
import type { Request } from '../../../src/core/chat.ts';
import { groups, otherTeam, people, team } from '../../support/slack/cast.ts';
import { aSlack } from './house.ts';

async function aGate(editors: string[], teams: string[] | null = null) {
  const slack = await aSlack();
  onTestFinished(() => slack.close());
  const options = clientOptions(
    { apiUrl: slack.apiUrl },
    0,
    boltLogger(() => {}),
  );
  const client = new webApi.WebClient(slack.tokens.bot, options);
  const actor = (user: string, { from = team.id, space = team.id, rightsMatter = true } = {}) => {
    const request = { person: `slack:${from}:${user}`, personName: 'x', target: { space } } as Request;
    return actorOf(request, rightsMatter, { home: team.id, teams, editors, client, call });
  };
  const isEditor = async (user: string, from?: string) => (await actor(user, from ? { from } : {})).editor;
  return { slack, actor, isEditor };
}

test('admins and owners decide, where admins do; nobody else', async () => {
  const { isEditor } = await aGate(['admins']);
  expect(await Promise.all([people.admin, people.owner].map(user => isEditor(user)))).toEqual([true, true]);
  const others = [people.asker, people.editor, people.guest, people.otherBot];
  expect(await Promise.all(others.map(user => isEditor(user)))).toEqual([false, false, false, false]);
});

test('users and members of user groups decide, where they are named', async () => {
  const { isEditor } = await aGate([people.asker, groups.editors]);
  expect(await isEditor(people.asker)).toBe(true);
  expect(await isEditor(people.editor)).toBe(true);
  expect(await isEditor(people.admin)).toBe(false);
});

test('guests, people who left, bots and people of other organisations never decide, also where they are named', async () => {
  const named = [people.guest, people.singleGuest, people.stranger, people.other, people.otherBot];
  const { slack, isEditor } = await aGate([...named, 'admins', groups.editors]);
  slack.workspace.person(people.other).deleted = true;
  slack.workspace.groups.set(groups.editors, named);
  for (const user of named) expect(await isEditor(user), user).toBe(false);
  expect(await isEditor(people.stranger, otherTeam.id)).toBe(false);
  // Somebody else's id, said to be one of another workspace.
  expect(await isEditor(people.admin, otherTeam.id)).toBe(false);
});

test('a right that was taken a second ago is gone', async () => {
  const { slack, isEditor } = await aGate(['admins', groups.editors]);
  expect(await isEditor(people.editor)).toBe(true);
  slack.workspace.groups.set(groups.editors, []);
  expect(await isEditor(people.editor)).toBe(false);
  expect(await isEditor(people.admin)).toBe(true);
  slack.workspace.person(people.admin).admin = false;
  expect(await isEditor(people.admin)).toBe(false);
});

test('Slack is asked only where rights matter', async () => {
  const { slack, actor } = await aGate(['admins']);
  expect(await actor(people.admin, { rightsMatter: false })).toMatchObject({ editor: false });
  expect(slack.calls('users.info')).toEqual([]);
});

test('only the workspaces that are named are served, by default the token’s own', async () => {
  const own = await aGate([]);
  await expect(own.actor(people.stranger, { space: otherTeam.id })).rejects.toMatchObject({
    code: 'not-allowed',
    userMessage: 'Stet does not serve this workspace.',
  });
  await expect(own.actor(people.stranger, { from: otherTeam.id })).resolves.toMatchObject({ editor: false });
  const both = await aGate([], [team.id, otherTeam.id]);
  await expect(both.actor(people.stranger, { space: otherTeam.id })).resolves.toMatchObject({ editor: false });
});

test('who decides is told in plain words, which call nobody', () => {
  expect(editorsInWords(['admins', 'S1', 'U1'])).toBe(
    'admins and owners of the workspace, members of the user group S1, the user U1',
  );
});
