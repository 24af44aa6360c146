/** A reaction as every platform tells of it, and nothing of any platform. */
import type { MessageRef, PersonId } from './chat.ts';

/** A reaction on a message, as every platform tells of it. */
export interface Reaction {
  /** The platform's own id of the event, or one made of message, person and direction, so that one that comes twice is done once. */
  event: string;
  person: PersonId;
  /** As the platform shows it; third-party text. */
  personName: string;
  message: Pick<MessageRef, 'platform' | 'space' | 'channel' | 'message'>;
  /** The thread that the message stands in, where the platform says so. */
  thread: string | null;
  /** False where it was taken back. */
  added: boolean;
}
