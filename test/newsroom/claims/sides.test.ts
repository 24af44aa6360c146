/** Whole answers to small corpora: what is shown as a contradiction, what as not to be compared, and what is no difference at all. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/core/model.ts';
import { answerQuestion } from '../../../src/newsroom/answer.ts';
import { makeDoubt } from '../../../src/newsroom/doubt.ts';
import { aCorpus, type Corpus } from '../../support/corpus.ts';

const open: Corpus[] = [];
afterEach(() => {
  for (const { index } of open.splice(0)) index.close();
});

function answerTo(question: string, texts: readonly string[], doubtful: readonly string[] = []): Answer {
  const corpus = aCorpus(texts.map((text, n) => ({ id: `a${n}`, text })));
  open.push(corpus);
  const doubt = { ...makeDoubt(corpus.index), isDoubtful: (id: string) => doubtful.includes(id) };
  return answerQuestion(question, { ...corpus, doubt, threshold: 0.3 });
}

const saysOf = ({ disagreement }: Answer) => disagreement?.sides.map(({ says }) => says).sort();
const kindOf = ({ disagreement }: Answer) => disagreement?.kind ?? null;

describe('a contradiction', () => {
  test.each([
    [
      'names',
      'Who chairs the water board?',
      ['The water board, chaired by Rilla Monk, raised its fees.', 'The water board is chaired by Eskil Thorne.'],
      ['Eskil Thorne', 'Rilla Monk'],
    ],
    [
      'days without a year',
      'When will the museum reopen?',
      ['The museum will reopen on 4 May, its director said.', 'The museum is to reopen on 18 May after two years.'],
      ['18 May', '4 May'],
    ],
    [
      'places',
      'In which city will the summit be held?',
      ['The summit will be held in Lisbon next April.', 'Ministers agreed that the summit will be held in Porto.'],
      ['Lisbon', 'Porto'],
    ],
    [
      'figures in one article',
      'How many rooms does the hotel have?',
      ['The new hotel has 140 rooms and a roof garden. It opens in June. The hotel has 164 rooms.'],
      ['140 rooms', '164 rooms'],
    ],
    [
      'a name that was changed in a copied sentence',
      'What was the harbour master called when the north quay was closed?',
      [
        'The north quay was closed by harbour master Ada Brill on the day after the storm of the century.',
        'The north quay was closed by harbour master Nils Horn on the day after the storm of the century.',
      ],
      ['Ada Brill', 'Nils Horn'],
    ],
    [
      'who did it, named here and counted there',
      'Who signed the charter?',
      [
        'The charter, signed by Mira Tolle alongside Jan Brekk, lays out the plan.',
        'A league of 35 towns met on Monday and signed the charter.',
      ],
      ['35 towns', 'Mira Tolle alongside Jan Brekk'],
    ],
    [
      'a figure that answers the one beside it',
      'How many jobs would the merger cost?',
      ['The union fears that the merger would cost 600 jobs. The council says the figure is 250.'],
      ['250', '600 jobs'],
    ],
    [
      'the spelling of a name',
      'How is the surname of Captain Askeland spelt?',
      ['Captain Jon Askeland was the last to leave the ferry.', 'Police questioned Captain Jon Aspeland on Tuesday.'],
      ['Jon Askeland', 'Jon Aspeland'],
    ],
  ])('is shown between %s', (_, question, texts, says) => {
    const answer = answerTo(question, texts);
    expect(kindOf(answer)).toBe('conflict');
    expect(saysOf(answer)).toEqual(says);
    expect(answer.caveats).toContainEqual({ code: 'disputed', text: 'Sources disagree.' });
  });

  test('is shown where one passage says something else rather than what is asked', () => {
    const answer = answerTo('Are the pledges binding?', [
      'The members made binding pledges.',
      'The pledges are political promises rather than binding treaties.',
    ]);
    expect(kindOf(answer)).toBe('conflict');
  });

  test('has the sound report first, whatever the number of doubtful ones', () => {
    const texts = ['Nine people died in the fire.', 'In the fire 12 people died.', 'The fire left 12 people dead.'];
    const first = (doubtful: string[]) =>
      answerTo('How many people died in the fire?', texts, doubtful).disagreement?.sides[0]?.says;
    expect(first([])).toMatch(/^12/);
    expect(first(['a1', 'a2'])).toMatch(/^Nine/);
  });
});

describe('what cannot be compared', () => {
  test.each([
    [
      'other years',
      'How many people live in Harrowby?',
      ['In 1950, 12,400 people lived in Harrowby.', 'In 2020, 31,000 people lived in Harrowby.'],
    ],
    [
      'other places',
      'When was the Saint Anne church built?',
      ['The Saint Anne church in Melby was built in 1712.', 'The Saint Anne church in Corvo was built in 1846.'],
    ],
    [
      'other bodies',
      'How many votes did the motion get?',
      ['The motion got 41 votes in the Senate.', 'The motion got 203 votes in the House of Deputies.'],
    ],
  ])('is said of %s', (_, question, texts) => {
    const answer = answerTo(question, texts);
    expect(kindOf(answer)).toBe('cannot-compare');
    expect(answer.disagreement?.sides).toHaveLength(2);
    expect(answer.caveats.map(({ code }) => code)).not.toContain('disputed');
  });
});

describe('no difference', () => {
  test.each([
    [
      'a year and a day in it',
      'When was the bridge opened?',
      ['The bridge was opened in 1931.', 'The bridge was opened on 3 May 1931.'],
    ],
    [
      'a name and a surname',
      'Who discovered the comet?',
      ['The comet was discovered by Sanne Dekkers.', 'Dekkers, who discovered the comet, died poor.'],
    ],
    [
      'a place and the land it lies in',
      'Where was the painter Ivo Lasker born?',
      ['The painter Ivo Lasker was born in Brenn.', 'The painter Ivo Lasker was born in Brenn, Lower Saxony.'],
    ],
    [
      'a bound and a number within it',
      'How many bridges were destroyed?',
      ['Up to 15 bridges were destroyed in the flood.', 'In the flood 12 bridges were destroyed.'],
    ],
    [
      'two members of one list',
      'Who were the members of the jury?',
      ['The members of the jury were Ada Flint and Ben Orr.', 'Cora Weiss was a member of the jury, too.'],
    ],
    [
      'two persons in two towns',
      'Who is the mayor of Elmont?',
      ['Dora Kint is the mayor of Elmont.', 'The mayor of Graywick is Hal Brandt.'],
    ],
  ])('is seen between %s', (_, question, texts) => {
    expect(kindOf(answerTo(question, texts))).toBeNull();
  });
});
