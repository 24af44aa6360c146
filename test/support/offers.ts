/** One button kept, for tests that want one. */
import type { ActionDraft, ActionId } from '../../src/core/chat.ts';
import type { FeedbackStore } from '../../src/core/ports.ts';

export async function offerOne(store: Pick<FeedbackStore, 'offerActions'>, draft: ActionDraft): Promise<ActionId> {
  const [id] = await store.offerActions([draft]);
  return id!;
}
