/**
 * Keeps Bolt's receiver connected. Bolt's own reconnecting waits five seconds, gives up at a network fault, and lets that surface as a
 * rejection that nobody handles; so it is switched off, and a lost socket is opened again here. HTTP has no connection to lose.
 */
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { asStetError, type StetError } from '../../core/errors.ts';
import { slackFault } from './calls.ts';
import { clientOptions, type SlackOptions } from './options.ts';

/** Milliseconds before a socket is opened again: at once, then longer and longer, up to half a minute. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** How long a closing socket is waited for, milliseconds; the process ends anyway. */
const CLOSING_MS = 1_000;

export interface Connection {
  receiver: Receiver;
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
  return {
    receiver,
    open: async () => {
      // Bolt's types know a port alone, but hand whatever they get to `listen`.
      await receiver.start({ host, port } as never);
    },
    close: async () => {
      await receiver.stop().catch(() => {
        // It was never started.
      });
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
  const stop = new AbortController();
  let connecting = false;

  const connect = async () => {
    connecting = true;
    try {
      await connectAtLast(() => receiver.client.start(), stop.signal, events.onLost);
    } finally {
      connecting = false;
    }
  };
  receiver.client.on('disconnected', () => {
    if (connecting || stop.signal.aborted) return;
    events.onLost('the socket was closed');
    connect().catch(thrown => {
      if (!stop.signal.aborted) events.onRefused(asStetError(thrown));
    });
  });

  return {
    receiver,
    open: connect,
    close: async () => {
      stop.abort();
      await Promise.race([receiver.client.disconnect(), pause(CLOSING_MS)]);
    },
  };
}

/** Tries until it is in; rejects when Slack refuses, or when stopped. */
async function connectAtLast(start: () => Promise<unknown>, stop: AbortSignal, onLost: (reason: string) => void) {
  for (let wait = 0; ; wait = Math.min(Math.max(wait * 2, FIRST_WAIT_MS), LONGEST_WAIT_MS)) {
    await pause(wait, stop);
    try {
      await start();
      return;
    } catch (thrown) {
      const fault = slackFault(thrown);
      if (fault.code === 'platform-refused' || fault.code === 'not-accepted') throw fault;
      onLost(fault.message);
    }
  }
}

function pause(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    stop?.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    stop?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(stop.reason);
      },
      { once: true },
    );
  });
}
