/**
 * What the Publishers of all chat platforms do alike with the messages of a post: send those that are missing, make those that stand show the
 * post as it is, and lose nothing by a token that was taken away. How a message is sent or changed is the platform's.
 */
import type { MessageRef } from '../core/chat.ts';
import { type ErrorCode, StetError } from '../core/errors.ts';

/** Sends one part of a post, counted from 0, after those that stand there. */
export type SendPart<Message> = (part: number, message: Message, refs: readonly MessageRef[]) => Promise<MessageRef>;

/** Sends what is missing after `sent`; tells `onSent` of each before the next. Resolves to all of them. */
export async function sendMissing<Message>(
  messages: readonly Message[],
  sent: readonly MessageRef[],
  onSent: (refs: MessageRef[]) => Promise<void>,
  send: SendPart<Message>,
): Promise<MessageRef[]> {
  const refs = [...sent];
  for (const [part, message] of messages.entries()) {
    if (part < sent.length) continue;
    refs.push(await send(part, message, refs));
    await onSent(refs);
  }
  return refs;
}

/** How a platform changes a message that stands. */
export interface Changes<Message> {
  canEdit: (ref: MessageRef) => boolean;
  /** False where it is no longer there. */
  edit: (ref: MessageRef, message: Message) => Promise<boolean>;
  /** Also where it is no longer there. */
  remove: (ref: MessageRef) => Promise<unknown>;
}

/** Makes each message show its part, and takes away those that the post has no part for. Resolves to those that stand then. */
export async function mendMessages<Message>(
  refs: readonly MessageRef[],
  messages: readonly Message[],
  { canEdit, edit, remove }: Changes<Message>,
): Promise<MessageRef[]> {
  const standing: MessageRef[] = [];
  for (const [part, ref] of refs.entries()) {
    const message = messages[part];
    if (!canEdit(ref)) standing.push(ref);
    else if (message === undefined) await remove(ref);
    else if (await edit(ref, message)) standing.push(ref);
  }
  return standing;
}

/** Runs what needs a token. One that was taken away is told, and loses nothing: what it could not do waits for the next one. */
export type Admitted = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** @param onRefused told when the platform lets us in no more */
export function admittedOr(onRefused: (fault: StetError) => void): Admitted {
  return async work => {
    try {
      return await work();
    } catch (thrown) {
      if (!isFault(thrown, 'platform-refused')) throw thrown;
      onRefused(thrown);
      throw new StetError('not-delivered', thrown.message);
    }
  };
}

export function isFault(thrown: unknown, ...codes: ErrorCode[]): thrown is StetError {
  return thrown instanceof StetError && codes.includes(thrown.code);
}
