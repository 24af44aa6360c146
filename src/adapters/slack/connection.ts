/**
 * Keeps Bolt's receiver connected. Bolt's own reconnecting waits five seconds, gives up at a network fault, and lets that surface as a
 * rejection that nobody handles; so it is switched off, and a lost socket is opened again here. HTTP has no connection to lose.
 */
import type { Server } from 'node:http';
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { asStetError, StetError } from '../../core/errors.ts';
import { cannotListen } from '../cannot-listen.ts';
import { slackFault } from './calls.ts';
import { clientOptions, type SlackOptions } from './options.ts';

/** Milliseconds before a socket is opened again: at once, then longer and longer, up to half a minute. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** How long a new socket may take until Slack greets it, milliseconds. */
const GREETING_MS = 10_000;

/** How long a closing socket is waited for, milliseconds; the process ends anyway. */
const CLOSING_MS = 1_000;

export interface Connection {
  receiver: Receiver;
  /** Whether events can come in now. */
  connected: () => boolean;
  /** Resolves when events come in; rejects with `platform-refused`, or keeps trying while Slack cannot be reached. */
  open: () => Promise<void>;
  close: () => Promise<void>;
}

export interface ConnectionEvents {
  /** Told when Slack does not let us in any more: nothing is tried again after that. */
  onRefused: (fault: StetError) => void;
  onLost: (reason: string) => void;
}

export function makeConnection(options: SlackOptions, logger: Logger, events: ConnectionEvents): Connection {
  return options.mode === 'http' ? httpConnection(options, logger) : socketConnection(options, logger, events);
}

function httpConnection({ signingSecret, host, port }: SlackOptions, logger: Logger): Connection {
  const receiver = new HTTPReceiver({ signingSecret: signingSecret ?? '', logger });
  let server: Server | null = null;
  return {
    receiver,
    connected: () => server !== null,
    open: async () => {
      server = await receiver.start({ host, port }).catch(thrown => {
        throw cannotListen('Slack', `${host}:${port}`, 'SLACK_HOST and SLACK_PORT', thrown);
      });
    },
    close: async () => {
      const ours = server;
      server = null;
      if (ours === null) return;
      // Whatever is being taken may be taken; a connection that Slack keeps for the next time is not waited for.
      const late = setTimeout(() => ours.closeAllConnections(), CLOSING_MS);
      await receiver.stop().finally(() => clearTimeout(late));
    },
  };
}

function socketConnection(options: SlackOptions, logger: Logger, events: ConnectionEvents): Connection {
  const receiver = new SocketModeReceiver({
    appToken: options.appToken ?? '',
    logger,
    autoReconnectEnabled: false,
    // Never shared: the receiver changes what it is given.
    installerOptions: { clientOptions: clientOptions(options, 0, logger) },
  });
  const { client } = receiver;
  const stop = new AbortController();
  let connecting: Promise<void> | null = null;
  let connected = false;

  const connect = (): Promise<void> => {
    connecting ??= connectAtLast(() => started(client), stop.signal, events.onLost)
      .then(() => {
        connected = true;
      })
      .finally(() => {
        connecting = null;
      });
    return connecting;
  };
  client.on('disconnected', () => {
    connected = false;
    if (connecting !== null || stop.signal.aborted) return;
    events.onLost('the socket was closed');
    connect().catch(thrown => {
      if (!stop.signal.aborted) events.onRefused(asStetError(thrown));
    });
  });
  // Slack asks for a new socket before it closes the old one, and leaves TCP open: one that waits for that loses ten seconds.
  client.on('ws_message', (data: unknown) => {
    if (isGoodbye(data)) closed(client).catch(() => {});
  });

  return {
    receiver,
    connected: () => connected,
    open: connect,
    close: async () => {
      stop.abort(new StetError('internal', 'the connection was closed'));
      // A socket that opens after it was closed would stay open.
      await Promise.race([connecting?.catch(() => {}), pause(CLOSING_MS)]);
      await closed(client);
    },
  };
}

/** Resolves when Slack greets; rejects when it does not in time, for Bolt alone would wait for ever. */
async function started(client: SocketModeReceiver['client']): Promise<void> {
  const late = pause(GREETING_MS).then(() => {
    throw new StetError('not-delivered', 'slack: the socket was not greeted');
  });
  try {
    await Promise.race([client.start(), late]);
  } catch (thrown) {
    await closed(client);
    // A socket that closes before it was greeted rejects with nothing at all.
    throw thrown ?? new StetError('not-delivered', 'slack: the socket was closed before it was greeted');
  }
}

/** The first call says goodbye; the second does not wait for the answer. */
async function closed(client: SocketModeReceiver['client']): Promise<void> {
  const parting = Promise.all([client.disconnect(), client.disconnect()]);
  await Promise.race([parting, pause(CLOSING_MS)]);
}

function isGoodbye(data: unknown): boolean {
  try {
    return typeof data === 'string' && (JSON.parse(data) as { type?: unknown } | null)?.type === 'disconnect';
  } catch {
    // No message of Slack's protocol; Bolt leaves it alone too.
    return false;
  }
}

/** Tries until it is in; rejects when Slack refuses, or when stopped. */
export async function connectAtLast<Value>(
  start: () => Promise<Value>,
  stop: AbortSignal,
  onLost: (reason: string) => void,
): Promise<Value> {
  for (let wait = 0; ; wait = Math.min(Math.max(wait * 2, FIRST_WAIT_MS), LONGEST_WAIT_MS)) {
    await pause(wait, stop);
    try {
      return await start();
    } catch (thrown) {
      const fault = slackFault(thrown);
      if (fault.code === 'platform-refused' || fault.code === 'not-accepted') throw fault;
      onLost(fault.message);
    }
  }
}

/** Without `stop` it is a limit, whose timer keeps no process alive. */
function pause(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    stop?.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    if (!stop) timer.unref();
    const give = () => {
      clearTimeout(timer);
      reject(stop!.reason);
    };
    stop?.addEventListener('abort', give, { once: true });
  });
}
