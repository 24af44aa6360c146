/**
 * The Web API's table of methods: which token and scopes each needs, and how its answer is made. A method changes the
 * workspace or throws `SlackFault`; it knows nothing of HTTP, of faults that tests plan, or of sockets.
 */
import { chatMethods } from './chat-methods.ts';
import { readMethods } from './read-methods.ts';
import type { Json, Message } from './shapes.ts';
import { SlackFault } from './shapes.ts';
import { viewMethods } from './view-methods.ts';
import type { Workspace } from './workspace.ts';

/** What methods may use besides the workspace. */
export interface ApiContext {
  workspace: Workspace;
  /** What the installed app was granted. */
  scopes: Set<string>;
  /** A URL for a new socket. */
  openSocket: () => string;
  /** The action a trigger belongs to is over after three seconds, and each opens one view. */
  useTrigger: (id: string) => void;
  /** A message came to be or changed: tests are told, and the app gets its event. */
  changed: (what: 'posted' | 'updated' | 'deleted' | 'ephemeral', message: Message, previous?: Json) => void;
}

export interface Method {
  /** One of these scopes must be granted; by the kind of channel where it depends on that. */
  scopes?: string[] | ((context: ApiContext, args: Json) => string[]);
  token?: 'app' | 'any';
  run: (context: ApiContext, args: Json) => Json;
}

const methods: Record<string, Method> = {
  ...chatMethods,
  ...readMethods,
  ...viewMethods,
  'auth.test': { token: 'any', run: authTest },
  'apps.connections.open': { token: 'app', run: ({ openSocket }) => ({ url: openSocket() }) },
};

/** Every scope some method asks for: what an app has that was granted all. */
export const allScopes = [
  ...['chat:write', 'chat:write.public', 'channels:read', 'groups:read', 'im:read', 'mpim:read', 'im:write'],
  ...['channels:history', 'groups:history', 'im:history', 'mpim:history', 'users:read', 'usergroups:read', 'team:read'],
  ...['reactions:read', 'reactions:write', 'assistant:write', 'commands', 'app_mentions:read'],
];

export interface Tokens {
  bot: string;
  app: string;
}

/** Answers one call: the JSON body, and the scopes the method accepts. */
export function answerCall(context: ApiContext, tokens: Tokens, name: string, token: string | null, args: Json) {
  const method = methods[name];
  if (!method) return { answer: { ok: false, error: 'unknown_method', req_method: name }, accepted: [] };
  let accepted: string[] = [];
  try {
    authenticate(method, tokens, token);
    accepted = typeof method.scopes === 'function' ? method.scopes(context, args) : (method.scopes ?? []);
    authorise(context, accepted);
    return { answer: { ok: true, ...method.run(context, args) } as Json, accepted };
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error;
    return { answer: { ok: false, error: error.error, ...error.extra } as Json, accepted };
  }
}

function authenticate(method: Method, tokens: Tokens, token: string | null): void {
  if (token === null) throw new SlackFault('not_authed');
  if (token !== tokens.bot && token !== tokens.app) throw new SlackFault('invalid_auth');
  const wanted = method.token === 'app' ? tokens.app : tokens.bot;
  if (method.token !== 'any' && token !== wanted) throw new SlackFault('not_allowed_token_type');
}

function authorise({ scopes }: ApiContext, accepted: string[]): void {
  if (accepted.length === 0 || accepted.some(scope => scopes.has(scope))) return;
  throw new SlackFault('missing_scope', { needed: accepted.join(','), provided: [...scopes].join(',') });
}

function authTest({ workspace }: ApiContext): Json {
  const { team, bot } = workspace.app;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.id,
    bot_id: bot.bot.id,
    is_enterprise_install: false,
    ...(team.enterprise ? { enterprise_id: team.enterprise.id } : {}),
  };
}
