/**
 * `views.*` of the Web API: modals, which a trigger opens within three seconds, and the App Home of a person.
 */
import { json, optional, required } from './arguments.ts';
import { viewFaults } from './block-kit.ts';
import { wholeView } from './interactions.ts';
import type { Json } from './shapes.ts';
import { SlackFault } from './shapes.ts';
import type { ApiContext, Method } from './web-api.ts';

export const viewMethods: Record<string, Method> = {
  'views.open': { run: openView },
  'views.update': { run: updateView },
  'views.publish': { run: publish },
};

function given(args: Json, type: 'modal' | 'home'): Json {
  const view = json(args, 'view', 'invalid_arguments') as Json | undefined;
  const faults = view?.type === type ? viewFaults(view).map(fault => fault.message) : [`view must be a ${type}`];
  if (faults.length === 0) return view!;
  throw new SlackFault('invalid_arguments', { response_metadata: { messages: faults.map(one => `[ERROR] ${one}`) } });
}

function openView({ workspace, useTrigger }: ApiContext, args: Json): Json {
  const view = wholeView(workspace, given(args, 'modal'));
  useTrigger(required(args, 'trigger_id'));
  workspace.views.set(String(view.id), view);
  return { view };
}

function updateView({ workspace }: ApiContext, args: Json): Json {
  const old = workspace.views.get(required(args, 'view_id'));
  if (!old) throw new SlackFault('not_found');
  if ((optional(args, 'hash') ?? old.hash) !== old.hash) throw new SlackFault('hash_conflict');
  const view = { ...wholeView(workspace, given(args, old.type as 'modal' | 'home')), id: old.id };
  workspace.views.set(String(old.id), view);
  return { view };
}

function publish({ workspace }: ApiContext, args: Json): Json {
  const user = workspace.person(required(args, 'user_id')).id;
  const view = wholeView(workspace, given(args, 'home'));
  workspace.homes.set(user, view);
  workspace.views.set(String(view.id), view);
  return { view };
}
