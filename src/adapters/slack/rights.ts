/**
 * Who may do what on Slack, asked of Slack at the moment of the act: nothing is remembered, so a right that was taken a second ago
 * is gone. Somebody of another organisation may ask, and never decides.
 */
import type { WebClient } from '@slack/web-api';
import type { PersonId } from '../../core/chat.ts';
import { call } from './calls.ts';
import { personOf } from './ids.ts';

/** Stands for the admins and owners of the workspace in `SLACK_EDITORS`. */
const ADMINS = 'admins';

/**
 * Whether a person is an editor of this workspace.
 * @param editors users (`U…`), user groups (`S…`) or `admins`.
 */
export async function isEditor(
  person: PersonId,
  home: string,
  editors: readonly string[],
  client: WebClient,
): Promise<boolean> {
  const known = personOf(person);
  if (known === null || known.team !== home) return false;
  const { user } = await call(() => client.users.info({ user: known.user }));
  // Whoever left, is a guest or belongs to another organisation decides nothing, also where their id is still listed.
  if (!user || user.deleted || user.is_restricted || user.is_ultra_restricted || (user.team_id ?? home) !== home) return false;
  if (editors.includes(known.user)) return true;
  if (editors.includes(ADMINS) && (user.is_admin || user.is_owner)) return true;
  for (const group of editors.filter(each => each.startsWith('S'))) {
    if (await isInGroup(known.user, group, client)) return true;
  }
  return false;
}

async function isInGroup(user: string, usergroup: string, client: WebClient): Promise<boolean> {
  const { users } = await call(() => client.usergroups.users.list({ usergroup }));
  return users?.includes(user) ?? false;
}

/** Who decides, in plain words. Names ids that we were configured with, which notify nobody as text. */
export function editorsInWords(editors: readonly string[]): string {
  const words = editors.map(each => {
    if (each === ADMINS) return 'admins and owners of the workspace';
    return each.startsWith('S') ? `members of the user group ${each}` : `the user ${each}`;
  });
  return words.join(', ');
}
