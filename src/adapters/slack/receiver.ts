/**
 * What stands between what Slack sends and Bolt, which acknowledges events by itself: each is stored first, and how long that took is told. Knows
 * nothing of what was asked.
 */
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Observe } from '../../core/observe.ts';
import { PLATFORM } from './ids.ts';

/** What Slack sent, and how often it had to send it again. */
export type Brought = Pick<ReceiverEvent, 'body' | 'retryNum'>;

/** A receiver that tells how long each acknowledgement took, from when its event came in. */
export function timed(receiver: Receiver, observe: Observe): Receiver {
  return between(receiver, async (event, process) => {
    const began = performance.now();
    const ack: ReceiverEvent['ack'] = async (...given) => {
      await event.ack(...given);
      observe({ what: 'acknowledged', platform: PLATFORM, ms: performance.now() - began });
    };
    await process({ ...event, ack });
  });
}

/**
 * A receiver that hands nothing on to Bolt before it is stored, for Bolt acknowledges events by itself. What cannot be stored is not
 * acknowledged, and Slack brings it again. What is stored is begun with also when the acknowledgement failed.
 */
export function storingFirst(receiver: Receiver, store: (brought: Brought) => Promise<(() => void) | null>): Receiver {
  return between(receiver, async (event, process) => {
    const begin = await store(event);
    await process(event).finally(() => begin?.());
  });
}

/** The receiver, with this between it and what processes its events. */
function between(
  receiver: Receiver,
  step: (event: ReceiverEvent, process: App['processEvent']) => Promise<void>,
): Receiver {
  return {
    init: app => receiver.init({ processEvent: event => step(event, each => app.processEvent(each)) } as App),
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
  };
}
