/** A reaction as every platform tells of it, and nothing of any platform. */
import type { MessageId, PersonId, Target } from './chat.ts';

/** A reaction on a message, as every platform tells of it. */
export interface Reaction {
  /** The platform's own id of the event, or one made of message, person and direction, so that one that comes twice is done once. */
  event: string;
  person: PersonId;
  /** As the platform shows it; third-party text. */
  personName: string;
  message: MessageId;
  /** The thread that the message stands in, where the platform says so. */
  thread: string | null;
  /** Whether the platform says that the message is Stet's; false where it does not say. */
  ours: boolean;
  /** False where it was taken back. */
  added: boolean;
}

/** A reaction, and where the one who reacted is told something alone. */
export interface HeardReaction {
  reaction: Reaction;
  target: Target;
}

/** One on a message of ours of which no post is known yet. */
export interface WaitingReaction extends HeardReaction {
  /** When it was heard first, ISO 8601. */
  since: string;
}
