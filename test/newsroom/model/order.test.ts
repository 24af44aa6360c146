/** A language model may put the sentences of a brief in an order, by number; the rules of briefs stay what they are. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Newsroom, Store } from '../../../src/core/ports.ts';
import { verifyQuotes } from '../../../src/core/verify-quotes.ts';
import { briefReply } from '../../../src/newsroom/brief/reply.ts';
import { memoryStore } from '../../adapters/parts.ts';
import { anArticle } from '../../support/articles.ts';
import { aLanguageModel, failing, type LanguageModelHere, TOKENS_HERE } from '../../support/language-model.ts';
import { newsroomHere } from '../../support/newsroom.ts';

const TITLE = 'Ferries return to the north quay';
const SENTENCES = [
  'The harbour board said on Tuesday that 14 ferries will sail again in April.',
  'Repairs of the north quay cost four million crowns, a fifth more than was planned.',
  'Anna Holm, who leads the board, had asked the ministry for help in autumn.',
  'Fishermen may use the southern berth until the end of May.',
  'A storm had torn away the old lighthouse in December.',
  'Tickets will be sold from the first of March at the customs house.',
];

let store: Store;
let newsroom: Newsroom;
let model: LanguageModelHere;
afterEach(async () => {
  await newsroom.close();
  await store.close();
});

/** The brief that comes of what a model gives back, and the one without. */
async function briefs(reply: (numberOf: (sentence: string) => number) => unknown) {
  store = await memoryStore();
  await store.saveArticle(anArticle({ id: 'a', title: TITLE, text: `${TITLE}\n\n${SENTENCES.join(' ')}` }));
  model = aLanguageModel((_, { sentences }) => reply(words => sentences.find(({ text }) => text === words)!.sentence));
  newsroom = newsroomHere(() => store, model);
  await newsroom.catchUp();
  return { plain: await newsroom.brief('a', []), helped: await newsroom.brief('a', [], { model: true }) };
}

const told = ({ sentences }: { sentences: { evidence: { quote: string } }[] }) =>
  sentences.map(({ evidence }) => evidence.quote);

describe('an order', () => {
  it('chooses the sentences of a brief, which stand there word for word and in the order of the text', async () => {
    const [, , , fishermen, storm] = SENTENCES;
    const { plain, helped } = await briefs(numberOf => ({ order: [numberOf(storm!), numberOf(fishermen!)] }));
    expect(told(helped)).toEqual([fishermen, storm]);
    expect(told(plain)).not.toEqual(told(helped));
    expect(plain).not.toHaveProperty('model');
    expect(helped.model).toMatchObject({ used: true, calls: 1, tokens: TOKENS_HERE, dropped: 0 });
    await verifyQuotes(briefReply(helped), store);
    expect(JSON.stringify(model.asked[0]?.data)).not.toContain('outlet');
  });

  it('may not make a brief longer than it may be, nor repeat a sentence', async () => {
    const { helped } = await briefs(numberOf => ({ order: [...SENTENCES, SENTENCES[0]!].map(numberOf) }));
    expect(told(helped).length).toBeLessThanOrEqual(4);
    expect(told(helped).join(' ').split(' ').length).toBeLessThanOrEqual(80);
  });

  it('of one sentence is filled up as briefs are', async () => {
    const { helped } = await briefs(numberOf => ({ order: [numberOf(SENTENCES[4]!)] }));
    expect(told(helped)).toContain(SENTENCES[4]);
    expect(told(helped)).toHaveLength(2);
  });

  it('of numbers that were not given is dropped, and the others stay', async () => {
    const { helped } = await briefs(numberOf => ({ order: [99, numberOf(SENTENCES[4]!), 0] }));
    expect(told(helped)).toContain(SENTENCES[4]);
    expect(helped.model).toMatchObject({ used: true, dropped: 2 });
  });

  it.each([
    ['nothing', { order: [] }],
    ['numbers of nothing', { order: [77, 78] }],
    ['words', { order: ['The mayor resigned.'] }],
    ['something else', { brief: 'The mayor resigned.' }],
    ['a fault', failing('unreachable')],
  ])('of %s leaves the brief as it was', async (_, reply) => {
    const { plain, helped } = await briefs(() => reply);
    expect(told(helped)).toEqual(told(plain));
    expect(helped.model?.used).toBe(false);
    expect(JSON.stringify(briefReply(helped).body)).not.toContain('mayor');
  });

  it('is not asked for where there is nothing to choose', async () => {
    await briefs(() => ({ order: [1] }));
    model.asked.length = 0;
    await store.saveArticle(anArticle({ id: 'b', title: null, text: `${SENTENCES[0]} ${SENTENCES[1]}` }));
    await newsroom.catchUp();
    expect((await newsroom.brief('b', [], { model: true })).model).toMatchObject({ used: false, calls: 0 });
    expect((await newsroom.brief('none', [], { model: true })).model).toMatchObject({ used: false, calls: 0 });
    expect(model.asked).toEqual([]);
  });
});
