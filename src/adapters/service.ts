/** A chat platform as the process sees it: opened, published through, closed. One that ends leaves the others running. */
import type { PlatformSetup } from '../core/command.ts';
import type { StetError } from '../core/errors.ts';
import type { Observe } from '../core/observe.ts';
import type { Publisher } from '../core/ports.ts';
import type { ConversationDeps } from './conversation.ts';

export interface ChatService {
  name: string;
  publisher: Publisher;
  /** Whether events come in now, here or in the process that sees to them. */
  connected: () => boolean;
  /**
   * Finishes what an earlier process left open, and lets events in. While the platform cannot be reached it is tried again and again;
   * rejects with `platform-refused`, with `bad-config`, or when it is closed meanwhile.
   */
  open: () => Promise<void>;
  /** Lets nothing more in, and waits for what is being answered, at most `graceMs`. Safe to call twice. */
  close: (graceMs: number) => Promise<void>;
}

/** A platform before it is opened; `open` is null where its token is not set. */
export interface ChatPlatformSetup {
  setup: PlatformSetup;
  open: ((deps: ChatDeps) => Promise<ChatService>) | null;
}

/** What a platform is opened with. */
export type ChatDeps = Pick<ConversationDeps, 'services' | 'keepDays' | 'onFault'> & ServiceEvents;

interface ServiceEvents {
  /** Told once, when the platform does not let us in any more. */
  onEnded: (fault: StetError) => void;
  warn: (message: string, fields: Record<string, unknown>) => void;
  /** Told of posts and acknowledgements as they happen. */
  observe?: Observe;
  /** What only the log need know; `warn` where nobody says otherwise. */
  note?: (message: string, fields: Record<string, unknown>) => void;
}
