/**
 * A command: something a person can ask for. It knows no platform: adapters parse its input, check who may run it and render
 * its Reply. One file in `commands/` defines one command.
 */
import type { z } from 'zod';
import type { MessageId, Place, RequestId } from './chat.ts';
import type { Clock, Fetcher, MovedStore, Newsroom, Queue, Reader, Store } from './ports.ts';
import type { Reply, ReplyAction } from './reply.ts';
import type { EditorMap } from './verdicts.ts';

/** Where a command may be run. `chat` is Slack and Discord; whatever touches files or settings stays in the console. */
export type Surface = 'console' | 'chat';

/**
 * What came with a command: a line of text, words that a shell has already split, or named options.
 */
export type Input =
  | { kind: 'text'; text: string }
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'options'; options: Readonly<Record<string, unknown>> };

/** Something asked: a command by its name, and what came with it. */
export interface Call {
  command: string;
  input: Input;
}

/** How a command is typed somewhere, by its name: `feed list` as `/stet feed list`. */
export type Typed = (command: string) => string;

export type Permission = 'everyone' | 'editor';

export interface Actor {
  /** Unique across platforms: `console:local`, `slack:T1:U1`. */
  id: string;
  /** As the platform shows it; third-party text. */
  name: string;
  editor: boolean;
}

/** A button as a command wants it. */
export interface OfferedButton {
  label: string;
  call: Call;
  /** `plain` unless said. */
  style?: ReplyAction['style'];
}

/** What every command gets, whoever asks; a process has one of each. */
export type Services = Pick<
  CommandContext,
  | 'store'
  | 'newsroom'
  | 'queue'
  | 'fetcher'
  | 'reader'
  | 'clock'
  | 'commands'
  | 'settings'
  | 'platforms'
  | 'retractEditors'
  | 'editorMap'
  | 'moveStore'
>;

/** What a command may use. Commands take what they need from here and nothing from anywhere else. */
export interface CommandContext {
  actor: Actor;
  surface: Surface;
  /** Who decides here, in plain words; told to those who may not. */
  editors: string;
  /** Where it was asked: what `follow` follows for. */
  place: Place;
  direct: boolean;
  /** The request this is, where requests are kept: what an answer's buttons speak of. */
  request: RequestId | null;
  /** The question asked before this one in its conversation, which this one may lean on. */
  before: string | null;
  /** How long questions, and what comes of them, are kept, days. */
  keepDays: number;
  /** How people type a command here: what tells them of one says it so. */
  typed: Typed;
  /** The message that a link leads to, as this platform writes links; null for any other words, and for messages of elsewhere. */
  messageAt: (link: string) => Promise<MessageId | null>;
  /** Keeps what a button would do, for as long as questions are kept. */
  offer: (buttons: readonly OfferedButton[]) => Promise<ReplyAction[]>;
  store: Store;
  fetcher: Pick<Fetcher, 'fetch'>;
  reader: Pick<Reader, 'page' | 'feed' | 'site'>;
  newsroom: Newsroom;
  queue: Queue;
  clock: Clock;
  /** The commands this process offers, for `help`. */
  commands: readonly AnyCommand[];
  /** The chat platforms Stet knows, set up or not: for `manifest`, `invite` and `doctor`. */
  platforms: readonly PlatformSetup[];
  /** Editors who must say so before an article is retracted, and which accounts are one person's. */
  retractEditors: number;
  editorMap: EditorMap;
  /** Moves the store's file to the database of the settings; null where none is set. Reports rows, done and in all. */
  moveStore: ((progress: (done: number, total: number) => void) => Promise<MovedStore>) | null;
  /** Settings as the table of `config` shows them, redacted; see `SettingRow`. */
  settings: () => SettingRow[];
  /** Progress for a long command: `done` of `total` (null when unknown). Never part of the reply. */
  progress: (label: string, done: number, total: number | null) => void;
  /** Aborted when the asker is gone (Ctrl-C) or the process stops. */
  signal: AbortSignal;
}

/** One thing that was looked at, and how to mend it when it is not right. */
export interface Check {
  name: string;
  state: 'ok' | 'warning' | 'fault' | 'skipped';
  /** What was seen, without secrets. */
  seen: string;
  /** What to do; null when it is right. */
  mend: string | null;
}

/** How a chat platform is set up. */
export interface PlatformSetup {
  name: string;
  /** Whether its token is set. */
  configured: boolean;
  /** What is pasted into the platform's own page to make the app, `url` where it sends requests; null where it is made another way. */
  manifest: ((url?: string) => Reply) | null;
  /** The link that invites it; null where it is installed another way. */
  invitation: (() => Promise<Reply>) | null;
  /** Looks at tokens, rights and reachability. Never rejects. */
  check: (signal: AbortSignal) => Promise<Check[]>;
}

export interface SettingRow {
  name: string;
  /** As used, with secrets shown as `(set)`; null when not set. */
  value: string | null;
  default: string | null;
  meaning: string;
  secret: boolean;
}

export interface Command<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** One or two lower-case words: `ask`, `feed add`. The file is named by them. */
  name: string;
  /** One line for help. */
  summary: string;
  /** Where it may be run; the console alone unless said otherwise. */
  surfaces: readonly Surface[];
  /** A Zod object of the kinds in `fields.ts`; plain text is parsed by field order. */
  input: z.ZodObject<Shape>;
  permission: Permission;
  /** Whether what it does depends on the asker being an editor, though everyone may run it. */
  usesRights?: boolean;
  /** Whether in a channel its reply is shown to the asker alone. */
  forAskerAlone?: boolean;
  /** Whether it changes the store or the index: it is then refused while another process owns them. */
  changesStore?: boolean;
  /** Whether it looks at how things stand: a run of it alone takes up no work first, and sees the queue that others work on. */
  looksOnly?: boolean;
  /** Whether it needs neither store nor index: it then works where they do not. */
  standalone?: boolean;
  run: (input: z.infer<z.ZodObject<Shape>>, context: CommandContext) => Promise<Reply>;
}

// The list of commands holds many input types; each is parsed by its own schema before `run` sees it.
// biome-ignore lint/suspicious/noExplicitAny: a heterogeneous list has no narrower common type
export type AnyCommand = Command<any>;

type CommandSpec<Shape extends z.ZodRawShape> = Omit<Command<Shape>, 'surfaces'> & { surfaces?: readonly Surface[] };

/** Checks a definition once, where it is written, and fills in the default surface. Throws TypeError on a bad name. */
export function defineCommand<Shape extends z.ZodRawShape>(spec: CommandSpec<Shape>): Command<Shape> {
  if (!/^[a-z]+( [a-z]+)?$/.test(spec.name)) throw new TypeError(`"${spec.name}" is not one or two lower-case words`);
  return { surfaces: ['console'], ...spec };
}
