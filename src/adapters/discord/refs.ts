/** Where our messages stand on Discord: what a message is called in the store, and whether it is still there to be changed. */
import type { APIMessage } from 'discord.js';
import type { MessageRef, Target } from '../../core/chat.ts';
import { isNumbered } from './calls.ts';

export function refOf(target: Target, { id }: APIMessage): MessageRef {
  return { ...target, grant: null, message: id };
}

/** What one person saw for a moment cannot be reached any more. */
export function canBeMended({ only, direct }: MessageRef): boolean {
  return only === null || direct;
}

/** Whether a message was there to be changed; one that somebody deleted is not. */
export async function there(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (fault) {
    if (isNumbered(fault, 'unknownMessage')) return false;
    throw fault;
  }
}
