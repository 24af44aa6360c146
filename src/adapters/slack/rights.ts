/**
 * Who may do what on Slack, asked of Slack at the moment of the act: nothing is remembered, so a right that was taken a second ago
 * is gone. Somebody of another organisation may ask, and never decides.
 */
import type { webApi } from '@slack/bolt';
import type { PersonId, Request } from '../../core/chat.ts';
import type { Actor } from '../../core/command.ts';
import { StetError } from '../../core/errors.ts';
import type { Call } from './calls.ts';
import { personOf } from './ids.ts';

/** Stands for the admins and owners of the workspace in `SLACK_EDITORS`. */
const ADMINS = 'admins';

export interface Served {
  /** The workspace the token belongs to. */
  home: string;
  /** Workspaces that are served; null for that one alone. */
  teams: readonly string[] | null;
  editors: readonly string[];
  client: webApi.WebClient;
  call: Call;
}

/**
 * Who asked, with the rights they have now where what they asked for depends on them. Rejects with `not-allowed` when the workspace
 * is not served.
 */
export async function actorOf(
  { person, personName, target }: Request,
  rightsMatter: boolean,
  { home, teams, editors, client, call }: Served,
): Promise<Actor> {
  if (!(teams ?? [home]).includes(target.space)) {
    throw new StetError('not-allowed', 'a workspace that is not served', {
      userMessage: 'Stet does not serve this workspace.',
    });
  }
  const editor = rightsMatter && (await isEditor(person, target.space, editors, client, call));
  return { id: person, name: personName, editor };
}

/** `editors`: users (`U…`), user groups (`S…`) or `admins`. */
async function isEditor(
  person: PersonId,
  home: string,
  editors: readonly string[],
  client: webApi.WebClient,
  call: Call,
): Promise<boolean> {
  const known = personOf(person);
  if (known === null || known.team !== home) return false;
  const { user } = await call(() => client.users.info({ user: known.user }));
  if (!user || !belongs(user, home)) return false;
  if (editors.includes(known.user)) return true;
  if (editors.includes(ADMINS) && (user.is_admin || user.is_owner)) return true;
  for (const usergroup of editors.filter(each => each.startsWith('S'))) {
    const { users } = await call(() => client.usergroups.users.list({ usergroup }));
    if (users?.includes(known.user)) return true;
  }
  return false;
}

type User = NonNullable<webApi.UsersInfoResponse['user']>;

/** Whoever left, is a guest or belongs to another organisation decides nothing, also where their id is still listed. */
function belongs(user: User, home: string): boolean {
  if (user.deleted || user.is_bot || user.is_stranger || user.is_restricted || user.is_ultra_restricted) return false;
  // In an Enterprise Grid somebody may belong to several workspaces.
  return (user.team_id ?? home) === home || (user.enterprise_user?.teams?.includes(home) ?? false);
}

/** Who decides, in plain words. Names ids that we were configured with, which notify nobody as text. */
export function editorsInWords(editors: readonly string[]): string {
  const words = editors.map(each => {
    if (each === ADMINS) return 'admins and owners of the workspace';
    return each.startsWith('S') ? `members of the user group ${each}` : `the user ${each}`;
  });
  return words.join(', ');
}
