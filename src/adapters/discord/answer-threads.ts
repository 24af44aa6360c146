/**
 * The thread below an answer that has more to it than the reply itself: whether there may be one, and how it is started. Where Discord lets us
 * start none, the rest stands in the channel.
 */
import { Routes } from 'discord.js';
import type { MessageRef } from '../../core/chat.ts';
import type { Reply } from '../../core/reply.ts';
import { showHidden } from '../visible-text.ts';
import { type Api, isNumbered } from './calls.ts';

/** A thread hangs on a message that everybody in a server's channel sees; threads have none of their own. */
export function mayHaveThread({ only, direct, thread }: MessageRef): boolean {
  return only === null && !direct && thread === null;
}

/** What Discord says where there can be no thread. */
const NO_THREAD = ['noAccess', 'noPermission', 'wrongChannelType', 'tooManyThreads', 'tooManyNewsThreads'] as const;

/** How long a thread stays open after its last message, minutes: the longest, for what is closed cannot be corrected. */
const THREAD_MINUTES = 10_080;

/** Discord's limit of a thread's name, characters. */
const THREAD_NAME = 100;

/** Starts it on a message, once. False where Discord lets us start none. */
export async function startThread({ channel, message }: MessageRef, reply: Reply, api: Api): Promise<boolean> {
  try {
    await api.post(Routes.threads(channel, message), {
      name: threadName(reply),
      auto_archive_duration: THREAD_MINUTES,
    });
    return true;
  } catch (fault) {
    if (isNumbered(fault, 'threadExists')) return true;
    if (isNumbered(fault, ...NO_THREAD)) return false;
    throw fault;
  }
}

function threadName({ headline, fallback }: Reply): string {
  const name = showHidden(headline ?? fallback)
    .trim()
    .slice(0, THREAD_NAME)
    .toWellFormed();
  return name === '' ? '…' : name;
}
