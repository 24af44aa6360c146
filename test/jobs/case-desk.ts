/** A desk for tests of cases: people who flag and editors who decide, by the commands they use, over the articles and posts of a recall desk. */
import { commands } from '../../commands/index.ts';
import { dispatch, type Outcome } from '../../src/adapters/dispatch.ts';
import { type FlagOutcome, flagByReaction } from '../../src/adapters/flagging.ts';
import type { MessageRef, Post } from '../../src/core/chat.ts';
import type { Queue } from '../../src/core/ports.ts';
import { aContext } from '../adapters/parts.ts';
import { publisherOn } from '../support/publisher.ts';
import { aRecallDesk, HARBOUR, type RecallDesk } from './recall-desk.ts';

const TUBE = { ...HARBOUR, platform: 'tube', space: 't1', channel: 'den' };

export interface Who {
  id: string;
  name: string;
  editor: boolean;
  place: typeof HARBOUR;
}

const person = (id: string, editor = false, place = HARBOUR): Who => {
  return { id: `${place.platform}:${place.space}:${id}`, name: id, editor, place };
};

export const ADA = person('ada');
export const BO = person('bo', false, TUBE);
export const EDA = person('eda', true);
export const FAY = person('fay', true);
export const GUS = person('gus', true, TUBE);

export interface CaseDesk extends RecallDesk {
  /** What somebody types; whatever follows of it is done. */
  say: (who: Who, line: string) => Promise<Outcome>;
  /** The same, before anything that follows is done. */
  sayOnly: (who: Who, line: string) => Promise<Outcome>;
  react: (who: Who, post: Post, added?: boolean, wordsOf?: () => Promise<string | null>) => Promise<FlagOutcome>;
  reactTo: (
    who: Who,
    message: Reacted,
    added?: boolean,
    wordsOf?: () => Promise<string | null>,
  ) => Promise<FlagOutcome>;
}

type Reacted = Pick<MessageRef, 'platform' | 'space' | 'channel' | 'message'>;

export async function aCaseDesk(): Promise<CaseDesk> {
  const desk = await aRecallDesk();
  const { store, newsroom, clock, wall, faults } = desk;
  // One wall for both platforms: what stands where is told by the place.
  const tube = publisherOn({ wall, clock, faults, platform: 'tube' });
  desk.context.publishers = new Map([...desk.context.publishers, ['tube', tube]]);
  const queue = desk.context.queue as Queue;
  const sayOnly: CaseDesk['sayOnly'] = async (who, line) => {
    const [name = ''] = line.split(' ');
    const call = { command: name, input: { kind: 'text' as const, text: line.slice(name.length) } };
    const { id, editor, place } = who;
    const actor = { id, name: who.name, editor };
    return dispatch(call, aContext(store, { newsroom, queue, clock, commands, actor, place, retractEditors: 2 }));
  };
  let events = 0;
  const reactTo: CaseDesk['reactTo'] = async (who, message, added = true, wordsOf) => {
    events += 1;
    const reaction = {
      event: `e${events}`,
      person: who.id,
      personName: who.name,
      message,
      thread: null,
      ours: false,
      added,
    };
    const services = { store, newsroom, queue, clock };
    const outcome = await flagByReaction(reaction, { services, ...(wordsOf && { wordsOf }) });
    await desk.work();
    return outcome;
  };
  return {
    ...desk,
    sayOnly,
    reactTo,
    say: async (who, line) => {
      const outcome = await sayOnly(who, line);
      await desk.work();
      return outcome;
    },
    react: (who, post, added, wordsOf) => reactTo(who, post.refs[0]!, added, wordsOf),
  };
}
