/** Buttons as they are kept: what each would do, under the short id that a press names. The only place where buttons come from. */
import type { PersonId } from './chat.ts';
import type { OfferedButton } from './command.ts';
import type { FeedbackStore } from './ports.ts';
import type { ReplyAction } from './reply.ts';

/** Days that a button can be pressed which nobody asked for: as long as questions are kept, unless that is set otherwise. */
export const BUTTON_DAYS = 90;

const DAY_MS = 86_400_000;

interface Offer {
  /** The person who alone may press them; null for everyone who sees them. */
  audience: PersonId | null;
  now: Date;
  /** How long they can be pressed. */
  days: number;
}

export async function offerButtons(
  buttons: readonly OfferedButton[],
  { audience, now, days }: Offer,
  store: Pick<FeedbackStore, 'offerActions'>,
): Promise<ReplyAction[]> {
  const expiresAt = new Date(now.getTime() + days * DAY_MS).toISOString();
  const ids = await store.offerActions(buttons.map(({ call }) => ({ call, audience, expiresAt })));
  return buttons.map(({ label, style = 'plain' }, at) => ({ label, style, action: ids[at]! }));
}
