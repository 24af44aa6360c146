import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { understand } from '../../../src/newsroom/question.ts';
import { extract, NO_CONTEXT } from '../../../src/newsroom/spans/extract.ts';
import { aCorpus, type Corpus } from '../../support/corpus.ts';

const TEXTS = [
  'The committee is chaired by Ada Pell.',
  'Members of three parties take part in the committee.',
  'The bridge was opened on 4 May 2019.',
  'The tunnel is 62 metres long and cost 38 million crowns.',
  'The harbour closed because the pilots refused to work.',
  '“The tram is a promise to our children,” the mayor said.',
  'The union did not sign the agreement.',
  'The owners signed the agreement in Harwick.',
  'The ministry ruled out money for the ferry.',
  'A library will be built beside the market.',
  'The guarantees are politically binding.',
  'President Ivo Lund met Prime Minister Rita Sand in Harwick.',
  'The captain, Vera Moll, 54, had served for 31 years on 12 ships.',
  'A 17-year-old apprentice was hurt in Hall 3.',
  'He died in 1999, aged 81, after 40 years in office.',
  'Ada Pell, 54, and Ivo Lund, 61, opened the market in front of 900 people.',
  'The port authority will close the pier on March 30.',
  'In April 14 ferries will sail from Harwick.',
];

let corpus: Corpus;
beforeAll(() => {
  corpus = aCorpus([{ id: 'a', text: TEXTS.join('\n\n') }], [{ name: 'Harwick', kind: 'place', aliases: [] }]);
});
afterAll(() => corpus.index.close());

/** The answer that the passage which begins with these words gives. */
function answer(question: string, passage: number) {
  const found = corpus.index.passages('a').find(({ passage: { text } }) => text === TEXTS[passage])!;
  return extract(understand(question, corpus.index, corpus.names), found.passage, NO_CONTEXT);
}

describe('the short answer', () => {
  it.each([
    ['Who chairs the committee?', 0, 'Ada Pell'],
    ['When was the bridge opened?', 2, '4 May 2019'],
    ['How long is the tunnel?', 3, '62 metres'],
    ['How old was Vera Moll?', 12, '54'],
    ['What age is the apprentice?', 13, '17'],
    ['How old was he?', 14, '81'],
    ['How much did the tunnel cost?', 3, '38 million crowns'],
    ['Why did the harbour close?', 4, 'the pilots refused to work'],
    ['What did the mayor say about the tram?', 5, 'a promise to our children'],
    ['Where did the owners sign the agreement?', 7, 'Harwick'],
  ])('to %j holds what is asked for', (question, passage, held) => {
    expect(answer(question, passage).text).toContain(held);
  });

  it.each([
    ['Did the union sign the agreement?', 6, 'No'],
    ['Did the owners sign the agreement?', 7, 'Yes'],
    ['Is there any money for the ferry?', 8, 'No'],
    ['Does the library already exist?', 9, 'No'],
  ])('to %j is a plain yes or no', (question, passage, said) => {
    expect(answer(question, passage)).toMatchObject({ text: said, kind: 'yes-no', value: said.toLowerCase() });
  });

  it('does not say yes where hardly a word of the question stands in the passage', () => {
    expect(answer('Did the mayor visit the old castle yesterday?', 5).kind).not.toBe('yes-no');
  });

  it.each([
    ['How old is Ada Pell?', 15, '54'],
    ['How old is Ivo Lund?', 15, '61'],
  ])('to %j is the age that is told beside the name', (question, passage, held) => {
    expect(answer(question, passage).text).toContain(held);
    expect(answer(question, passage).filled).toBe(true);
  });

  it.each([
    ['How old is the bridge-keeper?', 0],
    ['How far did the committee travel?', 15],
    ['Who heads the port authority?', 16],
    ['When did the union refuse to sign?', 6],
    ['How many guarantees are there?', 10],
  ])('to %j is not filled by a passage without such a thing', (question, passage) => {
    expect(answer(question, passage).filled).toBe(false);
  });

  it('to how many may be a number that reads like a day', () => {
    expect(answer('How many ferries will sail from Harwick?', 17)).toMatchObject({ filled: true });
    expect(answer('How many ferries will sail from Harwick?', 17).text).toContain('14');
  });

  it('to who is never a day', () => {
    expect(answer('Who closes the pier?', 16).text).not.toBe('March 30');
  });

  it('to an alternative is the side that stands in the passage', () => {
    expect(answer('Are the guarantees politically or legally binding?', 10).text).toMatch(/politically/);
  });

  it('to an alternative is the side nearer to the name, short for what stands there or not', () => {
    expect(answer('Is Sand PM or president?', 11).text).toBe('Prime Minister');
    expect(answer('Is Lund prime minister or president?', 11).text).toBe('President');
  });

  it('to an alternative takes no everyday word for the first letters of others', () => {
    expect(answer('Is the tunnel on or off?', 3).text).not.toMatch(/^of /);
    expect(answer('Was the harbour closed yes or no?', 4).text).not.toMatch(/^the pilots/);
  });

  it('scores a filled slot above a mere mention of the topic', () => {
    expect(answer('Who chairs the committee?', 0).score).toBeGreaterThan(answer('Who chairs the committee?', 1).score);
  });

  it('has a value that can be compared', () => {
    expect(answer('How long is the tunnel?', 3).value).toBe('62 metres');
    expect(answer('When was the bridge opened?', 2).value).toBe('2019-05-04');
  });

  it('is always the words of the passage at its offsets, or Yes or No, and at most sixty words', () => {
    const word = fc.constantFrom(...TEXTS.join(' ').split(' '), '“', '(', '—', '5,000', '%', '\n');
    const asked = fc.constantFrom('who', 'what', 'when', 'how many', 'did', 'list', 'is it one or another', 'why');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 90 }), asked, fc.array(word, { maxLength: 6 }), (words, form, rest) => {
        const small = aCorpus([{ id: 'x', text: words.join(' ') }]);
        try {
          const question = understand(`${form} ${rest.join(' ')}?`, small.index, small.names);
          for (const { passage } of small.index.passages('x')) {
            const { text, start, end, score, kind } = extract(question, passage);
            if (kind !== 'yes-no') expect(text).toBe(passage.text.slice(start - passage.start, end - passage.start));
            expect(text.split(/\s+/).length).toBeLessThanOrEqual(60);
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
          }
        } finally {
          small.index.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});
