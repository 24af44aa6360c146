/**
 * `response_url`: a person's act lets the app answer five times within thirty minutes, also where the bot is not a
 * member; to that person alone, or to all. It can replace or delete the message the act began with.
 */

import { optional } from './arguments.ts';
import { compose, spokenByBot } from './chat-methods.ts';
import { messageBody } from './payloads.ts';
import type { Json, Message } from './shapes.ts';
import { SlackFault } from './shapes.ts';
import type { ApiContext } from './web-api.ts';

/** Slack's own limits: milliseconds, and how many answers. */
const lifetime = 30 * 60_000;
const uses = 5;

interface Ticket {
  channel: string;
  user: string;
  expires: number;
  left: number;
  /** The message whose button was pressed. */
  original?: Message;
}

export class ResponseUrls {
  readonly #tickets = new Map<string, Ticket>();
  readonly #context: ApiContext;

  constructor(context: ApiContext) {
    this.#context = context;
  }

  /** The last part of a new URL. */
  issue(channel: string, user: string, original?: Message): string {
    const id = this.#context.workspace.nextId('r');
    const expires = this.#context.workspace.now() + lifetime;
    this.#tickets.set(id, { channel, user, expires, left: uses, ...(original ? { original } : {}) });
    return id;
  }

  /** Uses a URL once. @throws SlackFault as Slack refuses it. */
  use(id: string, body: Json): void {
    const ticket = this.#tickets.get(id);
    if (!ticket) throw new SlackFault('invalid_url');
    if (this.#context.workspace.now() > ticket.expires) throw new SlackFault('expired_url');
    if (ticket.left === 0) throw new SlackFault('used_url');
    this.answer(ticket.channel, ticket.user, body, ticket.original);
    ticket.left -= 1;
  }

  /** What an answer to an act does, whether it came by URL or inside the acknowledgement. */
  answer(channel: string, user: string, body: Json, original?: Message): void {
    if (body.delete_original === true && original) this.#remove(original);
    else if (body.replace_original === true && original) this.#replace(original, body);
    else this.#add(channel, user, body);
  }

  #add(channel: string, user: string, body: Json): void {
    const { workspace, changed } = this.#context;
    const forAll = body.response_type === 'in_channel';
    const threadTs = optional(body, 'thread_ts');
    const message = workspace.add({
      ...compose(workspace, body),
      ...spokenByBot(workspace),
      channel,
      ...(forAll ? {} : { onlyFor: user }),
      ...(threadTs ? { threadTs } : {}),
      ...(body.metadata ? { metadata: body.metadata as Json } : {}),
    });
    changed(forAll ? 'posted' : 'ephemeral', message);
  }

  #remove(original: Message): void {
    this.#context.workspace.remove(original);
    this.#context.changed('deleted', original);
  }

  #replace(original: Message, body: Json): void {
    const { workspace, changed } = this.#context;
    const previous = messageBody(workspace, original);
    const content = compose(workspace, body);
    if (!content.blocks) delete original.blocks;
    Object.assign(original, content);
    changed('updated', original, previous);
  }
}
