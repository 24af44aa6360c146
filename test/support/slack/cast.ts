/**
 * The people and channels every Slack test begins with: one of each kind that Stet treats differently.
 * The names say what they are for; tests add others where they need them.
 */
import type { Clock } from '../../../src/core/ports.ts';
import type { Enterprise, Team } from './shapes.ts';
import { Workspace } from './workspace.ts';

export const bot = { user: 'U0STET00001', id: 'B0STET00001', appId: 'A0STET00001' } as const;

export const people = {
  /** An ordinary member. */
  asker: 'U0ASKER0001',
  other: 'U0OTHER0001',
  /** A member of the user group `groups.editors`. */
  editor: 'U0EDITOR001',
  admin: 'U0ADMIN0001',
  owner: 'U0OWNER0001',
  /** In some channels (Slack: restricted), and in one (ultra restricted). */
  guest: 'U0GUEST0001',
  singleGuest: 'U0SINGLE001',
  /** Someone of the other organisation, there through Slack Connect. */
  stranger: 'U0STRANGER1',
  /** Another app's bot. */
  otherBot: 'U0BOT000001',
} as const;

export const channels = {
  /** Public; everybody of the workspace and the bot. */
  newsroom: 'C0NEWSROOM1',
  /** Private; asker, editor, admin and the bot. */
  desk: 'C0DESK00001',
  /** Public; without the bot. */
  quiet: 'C0QUIET0001',
  /** Shared with the other organisation. */
  shared: 'C0SHARED001',
} as const;

export const groups = { editors: 'S0EDITORS01' } as const;

export const team: Team = { id: 'T0NEWSROOM1', name: 'Newsroom', domain: 'newsroom' };
export const otherTeam: Team = { id: 'T0PARTNER01', name: 'Partner', domain: 'partner' };

/** A workspace with the cast above; with `enterprise`, one of an Enterprise Grid organisation. */
export function aWorkspace(clock: Clock, enterprise?: Enterprise): Workspace {
  const home = enterprise ? { ...team, enterprise } : team;
  const user = { id: bot.user, name: 'stet', team: home, bot: { id: bot.id, appId: bot.appId } };
  const workspace = new Workspace({ team: home, appId: bot.appId, bot: user }, clock);
  addPeople(workspace);
  addChannels(workspace);
  workspace.groups.set(groups.editors, [people.editor]);
  return workspace;
}

function addPeople(workspace: Workspace): void {
  const { asker, other, editor, admin, owner, guest, singleGuest, stranger, otherBot } = people;
  for (const [id, name] of Object.entries({ [asker]: 'asker', [other]: 'other', [editor]: 'editor' })) {
    workspace.addPerson({ id, name });
  }
  workspace.addPerson({ id: admin, name: 'admin', admin: true });
  workspace.addPerson({ id: owner, name: 'owner', admin: true, owner: true });
  workspace.addPerson({ id: guest, name: 'guest', guest: 'multi' });
  workspace.addPerson({ id: singleGuest, name: 'singleguest', guest: 'single' });
  workspace.addPerson({ id: stranger, name: 'stranger', team: otherTeam });
  workspace.addPerson({ id: otherBot, name: 'otherbot', bot: { id: 'B0OTHERBOT1', appId: 'A0OTHERBOT1' } });
}

function addChannels(workspace: Workspace): void {
  const { stranger, ...home } = people;
  const { asker, editor, admin } = people;
  const everybody = [...Object.values(home), bot.user];
  workspace.addChannel({ id: channels.newsroom, name: 'newsroom', members: everybody });
  workspace.addChannel({ id: channels.desk, name: 'desk', type: 'group', members: [asker, editor, admin, bot.user] });
  workspace.addChannel({ id: channels.quiet, name: 'quiet', members: Object.values(home) });
  const shared = [asker, editor, stranger, bot.user];
  workspace.addChannel({ id: channels.shared, name: 'shared', members: shared, sharedWith: [otherTeam.id] });
}
