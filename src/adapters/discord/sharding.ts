/**
 * The gateway connection of discord.js, made to end when it is told to. On its own `Client.destroy()` does nothing for a connection
 * that is just coming back: it comes back, and lives on (discord.js 14.28.1, @discordjs/ws 1.2.3); one whose handshake is under way
 * throws where nobody can catch it, half a minute later; and a login that was refused goes on trying.
 *
 * Given to a Client as `ws: { buildStrategy: manager => (sharding = new Sharding(manager)) }`; ended by `sharding.stop()` and then
 * `client.destroy()`, in that order.
 */
import { SimpleShardingStrategy } from 'discord.js';

/** What is of a shard's own business in @discordjs/ws, and must be stopped there. */
interface Shard {
  connection: Socket | null;
  internalConnect: () => Promise<void>;
}

/** A socket of `ws`. */
interface Socket {
  readyState: number;
  onopen: unknown;
  onmessage: unknown;
  onerror: unknown;
  onclose: unknown;
  on: (event: 'error', heard: () => void) => unknown;
  terminate: () => void;
}

/** `WebSocket.CONNECTING` */
const CONNECTING = 0;

export class Sharding extends SimpleShardingStrategy {
  readonly #stopped = Promise.withResolvers<never>();
  #isStopped = false;

  /** Rejects once it is stopped: a login must not wait for what will never come. */
  override async connect(): Promise<void> {
    await Promise.race([this.#isStopped ? this.#stopped.promise : super.connect(), this.#stopped.promise]);
  }

  /** From now on nothing connects. Twice is fine. */
  stop(): void {
    this.#isStopped = true;
    this.#hold();
    // Nobody may be waiting.
    this.#stopped.promise.catch(() => {});
    this.#stopped.reject(new Error('the connection was stopped'));
  }

  override async destroy(options?: Parameters<SimpleShardingStrategy['destroy']>[0]): Promise<void> {
    this.#hold();
    await super.destroy(options);
  }

  #hold(): void {
    const { shards } = this as unknown as { shards: Map<number, Shard> };
    for (const shard of shards.values()) {
      shard.internalConnect = async () => {};
      if (shard.connection?.readyState === CONNECTING) abandon(shard.connection);
    }
  }
}

/** A socket that is ended before it opened says so by an error, which is to be heard and not told to anybody. */
function abandon(socket: Socket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.onerror = null;
  socket.on('error', () => {});
  socket.terminate();
}
