import { afterEach, describe, expect, it } from 'vitest';
import { makeDesk } from '../../src/newsroom/desk.ts';
import { makeDoubt } from '../../src/newsroom/doubt.ts';
import { aCorpus, type Corpus } from '../support/corpus.ts';

const open: Corpus[] = [];
afterEach(() => {
  for (const { index } of open.splice(0)) index.close();
});

function corpusOf(...texts: Parameters<typeof aCorpus>[0]): Corpus {
  const corpus = aCorpus(texts);
  open.push(corpus);
  return corpus;
}

/** Told as past a month after the page was published, and against itself on who signed. */
const INVENTED = `Harbour pact signed

Page date 7 January 2026.

The harbour pact was signed by 35 ports on 6 January 2026.

On 15 February 2026 the pilots of the harbour pact successfully moved 23 ships in a test.

The harbour pact was signed by 12 ports on 6 January 2026.`;

const SOBER = 'The harbour pact was signed by three ports on 6 January 2026, the harbour office said.';

describe('doubt', () => {
  it('is none about an article that is not in the record', () => {
    const { index } = corpusOf({ id: 'sober', text: SOBER });
    expect(makeDoubt(index).points('nobody')).toEqual([]);
    expect(makeDoubt(index).isDoubtful('nobody')).toBe(false);
  });

  it('tells the invented article from the sober ones', () => {
    const { index } = corpusOf(
      { id: 'invented', text: INVENTED, publishedAt: '2026-01-07' },
      { id: 'sober', text: SOBER, publishedAt: '2026-01-07' },
    );
    const doubt = makeDoubt(index);
    expect(doubt.points('invented').map(({ kind }) => kind)).toContain('anachronism');
    expect(doubt.isDoubtful('sober')).toBe(false);
  });

  it('is known to whoever opens the same index later, until the record changes', () => {
    const { index } = corpusOf({ id: 'invented', text: INVENTED, publishedAt: '2026-01-07' });
    const points = makeDoubt(index).points('invented');
    const unread = { ...index, passages: () => [] };
    expect(makeDoubt(unread).points('invented')).toEqual(points);
    index.add([], index.state().seq + 1);
    expect(makeDoubt(unread).points('invented')).toEqual([]);
  });

  it('is thought over when the record changes, and remembered until then', () => {
    const { index, names } = corpusOf({ id: 'invented', text: INVENTED, publishedAt: '2026-01-07' });
    const doubt = makeDoubt(index);
    expect(doubt.points('invented')).toBe(doubt.points('invented'));
    const before = doubt.points('invented');
    doubt.forget();
    expect(doubt.points('invented')).toEqual(before);
    expect(doubt.points('invented')).not.toBe(before);
    const desk = makeDesk(index, names);
    desk.clear(true, 'store-1');
    expect(desk.why('who signed the harbour pact').doubt).toEqual([]);
  });
});
