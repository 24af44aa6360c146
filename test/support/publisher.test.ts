import { reply, text } from '../../src/core/reply.ts';
import { publisherContract } from '../contracts/publisher.ts';
import { aTarget } from './chat.ts';
import { fixedClock } from './clock.ts';
import { aWall, publisherOn, type WallFault } from './publisher.ts';

const FAULTS = { unavailable: 'not-delivered', refused: 'not-accepted', lost: 'lost' } as const;

publisherContract('in process', async () => {
  const wall = aWall();
  wall.gone.add('nowhere');
  const faults: WallFault[] = [];
  const clock = fixedClock();
  return {
    publisher: publisherOn({ wall, clock, faults }),
    target: aTarget(),
    gone: aTarget({ channel: 'nowhere' }),
    since: clock.now().toISOString(),
    long: words => reply({ body: [text(words.join(' '))], fallback: 'long' }),
    shown: async ({ channel }) => wall.texts(channel),
    next: fault => {
      faults.push(FAULTS[fault]);
    },
    close: async () => {},
  };
});
