/**
 * What a person does in Slack, as a test says it: each act changes the workspace as Slack would and sends the app what
 * Slack would send. Nothing here waits for the app; the deliveries that come back tell how it took them.
 */
import type { Delivery } from './deliveries.ts';
import type { Act } from './interactions.ts';
import { blockActions, homeActions, messageShortcut, slashCommand, viewSubmission } from './interactions.ts';
import { appHomeOpened, appMention, messageBody, messageChanged, messageEvent, reactionEvent } from './payloads.ts';
import { richText } from './rich-text.ts';
import type { Channel, Json, Message, Person } from './shapes.ts';
import type { Workspace } from './workspace.ts';

/** What acts need of the server. */
export interface Stage {
  workspace: Workspace;
  /** Sends an event if the app listens to it and is where it happens. */
  emit: (event: Json, channel: Channel | null, by: Person) => Delivery[];
  command: (payload: Json, channel: string, by: string) => Delivery;
  interact: (payload: Json) => Delivery;
  /** A new trigger, and a URL for answers to an act in a channel. */
  act: (by: Person, channel: string, original?: Message) => Act;
  changed: (what: 'posted' | 'updated' | 'deleted', message: Message) => void;
}

/** A message a person wrote, and what the app was sent for it. */
export interface Said {
  message: Message;
  deliveries: Delivery[];
}

export class Actor {
  readonly id: string;
  readonly #stage: Stage;

  constructor(stage: Stage, id: string) {
    this.#stage = stage;
    this.id = stage.workspace.person(id).id;
  }

  /** What this person sees in a channel now, ephemeral messages among it, oldest first. */
  sees(channel: string): Message[] {
    return this.#stage.workspace.seenBy(this.id, channel);
  }

  /** The id of this person's direct messages with the bot. */
  get dmChannel(): string {
    return this.#stage.workspace.directMessages(this.id).id;
  }

  say(channelId: string, text: string, { thread }: { thread?: string | undefined } = {}): Said {
    const { workspace, changed } = this.#stage;
    const message = workspace.add({
      channel: workspace.channel(channelId).id,
      user: this.id,
      text,
      clientMsgId: clientMessageId(workspace),
      blocks: richText(text, workspace.nextId('b')),
      ...(thread ? { threadTs: thread } : {}),
      ...(this.#self.bot ? { botId: this.#self.bot.id } : {}),
    });
    changed('posted', message);
    return { message, deliveries: this.#tell(message) };
  }

  /** Says something that begins with the bot's name. */
  mention(channel: string, text: string, options: { thread?: string | undefined } = {}): Said {
    return this.say(channel, `<@${this.#stage.workspace.app.bot.id}> ${text}`, options);
  }

  /** Says something to the bot alone. */
  dm(text: string, options: { thread?: string | undefined } = {}): Said {
    return this.say(this.dmChannel, text, options);
  }

  edit(seen: Message, text: string): Delivery[] {
    const { workspace, emit, changed } = this.#stage;
    const message = this.#now(seen);
    const previous = messageBody(workspace, message);
    const edited = { user: this.id, ts: `${Math.floor(workspace.now() / 1000)}.000000` };
    Object.assign(message, { text, edited, blocks: richText(text, workspace.nextId('b')) });
    changed('updated', message);
    const event = messageChanged(workspace, message, previous);
    return emit(event, workspace.channel(message.channel), this.#self);
  }

  slash(command: string, text: string, channelId: string): Delivery {
    const { workspace, act, command: send } = this.#stage;
    const channel = workspace.channel(channelId);
    const payload = slashCommand(workspace, act(this.#self, channelId), command, text, channel);
    return send(payload, channelId, this.id);
  }

  /** Presses the button with this `action_id`. @throws when the message has none. */
  press(seen: Message, actionId: string): Delivery {
    const { workspace, act, interact } = this.#stage;
    const message = this.#now(seen);
    const button = findButton(message.blocks ?? [], actionId);
    return interact(blockActions(workspace, act(this.#self, message.channel, message), message, button));
  }

  /** Presses a button of the App Home the bot published for this person. */
  pressHome(actionId: string): Delivery {
    const { workspace, act, interact } = this.#stage;
    const view = workspace.homes.get(this.id);
    if (!view) throw new Error(`${this.id} has no App Home`);
    const button = findButton(view.blocks as Json[], actionId);
    return interact(homeActions(workspace, act(this.#self, this.dmChannel), view, button));
  }

  /** Chooses a message shortcut, by its `callback_id`. */
  shortcut(message: Message, callbackId: string): Delivery {
    const { workspace, act, interact } = this.#stage;
    return interact(messageShortcut(workspace, act(this.#self, message.channel), callbackId, message));
  }

  /** Submits an open view with what was filled in. */
  submit(viewId: string, values: Json): Delivery {
    const { workspace, act, interact } = this.#stage;
    const view = workspace.views.get(viewId);
    if (!view) throw new Error(`there is no view ${viewId}`);
    return interact(viewSubmission(workspace, act(this.#self, this.dmChannel), view, values));
  }

  react(seen: Message, reaction: string): Delivery[] {
    const message = this.#now(seen);
    const givers = message.reactions.get(reaction) ?? new Set();
    message.reactions.set(reaction, givers.add(this.id));
    return this.#reaction('reaction_added', message, reaction);
  }

  unreact(seen: Message, reaction: string): Delivery[] {
    const message = this.#now(seen);
    const givers = message.reactions.get(reaction);
    givers?.delete(this.id);
    if (givers?.size === 0) message.reactions.delete(reaction);
    return this.#reaction('reaction_removed', message, reaction);
  }

  openHome(tab: 'home' | 'messages' = 'home'): Delivery[] {
    const { workspace, emit } = this.#stage;
    return emit(appHomeOpened(workspace, this.id, tab), null, this.#self);
  }

  /** A message as it is now, which a test may have seen some time ago. @throws when it was deleted. */
  #now({ channel, ts }: Message): Message {
    return this.#stage.workspace.find(channel, ts);
  }

  get #self(): Person {
    return this.#stage.workspace.person(this.id);
  }

  /** The events of a new message: that it was said, and that the bot was named, except in direct messages. */
  #tell(message: Message): Delivery[] {
    const { workspace, emit } = this.#stage;
    const channel = workspace.channel(message.channel);
    const said = emit(messageEvent(workspace, message), channel, this.#self);
    const named = message.text.includes(`<@${workspace.app.bot.id}>`) && channel.type !== 'im';
    return named ? [...said, ...emit(appMention(workspace, message), channel, this.#self)] : said;
  }

  #reaction(type: 'reaction_added' | 'reaction_removed', message: Message, reaction: string): Delivery[] {
    const { workspace, emit } = this.#stage;
    const event = reactionEvent(workspace, type, { user: this.id, reaction, message });
    return emit(event, workspace.channel(message.channel), this.#self);
  }
}

/** A UUID as Slack's clients put it on what people write; counted, so that payloads are the same in every run. */
function clientMessageId(workspace: Workspace): string {
  return `00000000-0000-4000-8000-${workspace.nextId('').padStart(12, '0')}`;
}

function findButton(blocks: Json[], actionId: string): Json & { block_id: string } {
  for (const block of blocks) {
    const inside = [
      ...((block.elements as Json[] | undefined) ?? []),
      ...(block.accessory ? [block.accessory as Json] : []),
    ];
    const button = inside.find(one => one.action_id === actionId);
    if (button) return { ...button, block_id: String(block.block_id) };
  }
  throw new Error(`there is no button "${actionId}"`);
}
