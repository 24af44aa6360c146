/** What a revision changes, told on sentences as newsrooms write and mend them; the places and people are invented. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { FactKind, PassageChange } from '../../../src/core/recall.ts';
import { changesBetween } from '../../../src/newsroom/changes/changes.ts';
import { read, readSeed, SEED_IDS, seed } from '../read/seed.ts';

const DAY = { publishedAt: '2026-01-07' };

const BEFORE = 'The harbour reopened at noon after a storm had closed it.';
const AFTER = 'Shops along the quay stayed shut all day, and the market was called off.';

/** A sentence between two that stay as they are. */
const inside = (sentence: string) => `${BEFORE}\n\n${sentence}\n\n${AFTER}\n`;

function changes(before: string, after: string, english = true): PassageChange[] {
  return changesBetween(read(before, DAY), read(after, DAY), { english });
}

/** What became of one sentence among others that stayed. */
function changeOf(before: string, after: string): PassageChange {
  const all = changes(inside(before), inside(after));
  expect(all.filter(({ fate }) => fate === 'same').length).toBeGreaterThanOrEqual(2);
  return all.find(({ text }) => text !== BEFORE && text !== AFTER)!;
}

const kinds = ({ facts }: PassageChange) => facts.map(({ kind }) => kind);

describe('a fact that is told otherwise', () => {
  test.each<[FactKind, string, string, string, string]>([
    ['number', 'A total of 27 countries signed the pact.', 'A total of 31 countries signed the pact.', '27', '31'],
    ['number', 'Police said 12 people were hurt.', 'Police said fourteen people were hurt.', '12', 'fourteen'],
    ['number', 'The bridge cost $40 million.', 'The bridge cost €40 million.', '$40 million', '€40 million'],
    ['number', 'Turnout rose to 61%.', 'Turnout rose to 51%.', '61%', '51%'],
    ['number', 'At least 40 boats sank in the storm.', 'Some 40 boats sank in the storm.', 'At least 40', 'Some 40'],
    ['number', 'The storm sank 40 boats.', 'The storm sank several boats.', '40', 'several'],
    ['number', 'The train left at 10:30 from Velmar.', 'The train left at 11:30 from Velmar.', '10:30', '11:30'],
    ['date', 'The port will open on 6 March.', 'The port will open on 8 March.', '6 March', '8 March'],
    ['date', 'The vote was held on Tuesday.', 'The vote was held on Monday.', 'Tuesday', 'Monday'],
    [
      'name',
      'The deal was signed in Velmar by Hanna Orvik.',
      'The deal was signed in Velmar by Mira Tolle.',
      'Hanna Orvik',
      'Mira Tolle',
    ],
    [
      'name',
      'The ship was built in Velmar last year.',
      'The ship was built in Northport last year.',
      'Velmar',
      'Northport',
    ],
    [
      'name',
      'The council chose Hanna Orvik for the post.',
      'The council chose Hanna Orvick for the post.',
      'Hanna Orvik',
      'Hanna Orvick',
    ],
    [
      'role',
      'Transport minister Hanna Orvik opened the bridge.',
      'Former transport minister Hanna Orvik opened the bridge.',
      'Transport',
      'Former transport',
    ],
    [
      'role',
      'The deputy mayor opened the bridge in Velmar.',
      'The deputy governor opened the bridge in Velmar.',
      'mayor',
      'governor',
    ],
    [
      'negation',
      'The union has agreed to the new terms.',
      'The union has not agreed to the new terms.',
      'has',
      'has not',
    ],
    [
      'negation',
      'The minister signed the order.',
      'The minister did not sign the order.',
      'minister',
      'minister did not',
    ],
    ['negation', 'Nobody was hurt in the fire.', 'Two men were hurt in the fire.', 'Nobody was', 'Two men were'],
    ['negation', 'Prices rose sharply in spring.', 'Prices fell sharply in spring.', 'rose', 'fell'],
    [
      'modality',
      'The bank will close its branch in Velmar.',
      'The bank may close its branch in Velmar.',
      'will',
      'may',
    ],
    ['modality', 'The port was closed by the storm.', 'The port could be closed by the storm.', 'was', 'could be'],
    ['modality', 'Both sides agreed on a truce.', 'Both sides proposed a truce.', 'agreed on', 'proposed'],
    [
      'attribution',
      '“The line is safe,” said Hanna Orvik.',
      '“The line is safe,” said Mira Tolle.',
      'Hanna Orvik',
      'Mira Tolle',
    ],
    [
      'attribution',
      'Ten boats sank in the harbour, police said.',
      'Ten boats sank in the harbour.',
      'harbour police said',
      'harbour',
    ],
  ])('(%s) is found: %s → %s', (kind, before, after, old, now) => {
    const change = changeOf(before, after);
    expect(change.fate).toBe('changed');
    expect(change.text).toBe(before);
    const told = change.facts.map(fact => ({
      ...fact,
      before: fact.before.replace(/[,.]/g, ''),
      after: fact.after.replace(/[,.]/g, ''),
    }));
    expect(told).toContainEqual({ kind, before: old, after: now });
  });

  it('is told once, however many ways it is found', () => {
    expect(kinds(changeOf('A total of 27 countries signed.', 'A total of 31 countries signed.'))).toEqual(['number']);
    expect(kinds(changeOf('“It is safe,” said Hanna Orvik.', '“It is safe,” said Mira Tolle.'))).toEqual([
      'attribution',
    ]);
  });

  it('is told for each of several', () => {
    const change = changeOf('On Monday 27 countries signed in Velmar.', 'On Tuesday 31 countries signed in Velmar.');
    expect(kinds(change).toSorted()).toEqual(['date', 'number']);
  });

  it('is found though the sentence was moved', () => {
    const all = changes(
      `${inside('A total of 27 countries signed the pact on fishing.')}\nThe rest of the day was quiet.\n`,
      `${BEFORE}\n\n${AFTER}\n\nThe rest of the day was quiet.\n\nA total of 31 countries signed the pact on fishing.\n`,
    );
    expect(all.find(({ text }) => text.includes('27'))).toMatchObject({ fate: 'changed', facts: [{ kind: 'number' }] });
  });

  it('is another speaker for the same words', () => {
    const all = changes(
      inside('Hanna Orvik spoke first.\n\n“The line is safe,” she said.'),
      inside('Mira Tolle spoke first.\n\n“The line is safe,” she said.'),
    );
    expect(all.find(({ text }) => text.includes('safe'))).toMatchObject({
      fate: 'changed',
      facts: [{ kind: 'attribution' }],
    });
  });
});

describe('no fact is changed', () => {
  test.each([
    [
      'a comma',
      'On Monday 27 countries signed, in Velmar, a pact.',
      'On Monday, 27 countries signed in Velmar a pact.',
    ],
    ['another number form', 'Police said 12 people were hurt.', 'Police said twelve people were hurt.'],
    ['a separator', 'The club has 1200 members in Velmar.', 'The club has 1,200 members in Velmar.'],
    ['another date form', 'The port will open on 6 March 2026.', 'The port will open on March 6, 2026.'],
    ['a shorter name', 'Hanna Orvik opened the bridge in Velmar.', 'Orvik opened the bridge in Velmar.'],
    ['accents', 'Hanna Orvik met Jose Perez in Velmar.', 'Hanna Orvik met José Pérez in Velmar.'],
    ['a kindred unit', 'The ferry carried 27 persons to the island.', 'The ferry carried 27 people to the island.'],
    [
      'more of the story',
      'A total of 27 countries signed.',
      'A total of 27 countries signed, though three did not send their ministers.',
    ],
    [
      'a plan beside it',
      'Talks went on in Velmar.',
      'Talks went on in Velmar and could end by Friday evening at the latest.',
    ],
    ['another verb of saying', 'Orvik said the line is safe.', 'Orvik told reporters the line is safe.'],
    ['contracted words', 'The union has not agreed to it.', 'The union hasn’t agreed to it.'],
    ['a plain synonym', 'The firm bought a big ship.', 'The firm bought a large ship.'],
    ['a refusal for a no', 'The union did not sign the pact.', 'The union refused to sign the pact.'],
    [
      'a number that is gone where another thing is counted',
      'On Monday 27 people were injured in Velmar, police said.',
      'On Monday people were injured in Velmar, police said, and 3 were arrested.',
    ],
    [
      'people who did something else',
      'On Monday 27 people were injured in Velmar, police said.',
      'On Monday people were injured in Velmar, police said, and 400 people were moved.',
    ],
    [
      'an age that is gone beside a number of years',
      'The minister, 54, opened the bridge in Velmar.',
      'The minister opened the bridge in Velmar after 7 years of work.',
    ],
    [
      'a day that is gone beside another',
      'The vote was held on Tuesday in Velmar.',
      'The vote was held in Velmar after talks that ended on Friday.',
    ],
    [
      'British for American',
      'The harbor will be organized by the board.',
      'The harbour will be organised by the board.',
    ],
  ])('by %s', (_, before, after) => {
    const change = changeOf(before, after);
    expect(change.facts).toEqual([]);
    expect(['same', 'reworded']).toContain(change.fate);
  });

  it('by a sentence that became two, or two that became one', () => {
    const two = 'A total of 27 countries signed the pact in Velmar. They will meet again on 6 March.';
    const one = 'A total of 27 countries signed the pact in Velmar and will meet again on 6 March.';
    for (const [before, after] of [
      [one, two],
      [two, one],
    ] as const) {
      const all = changes(inside(before), inside(after));
      expect(all.flatMap(({ facts }) => facts)).toEqual([]);
      expect(all.map(({ fate }) => fate)).not.toContain('gone');
    }
  });

  it('by another order, which is told apart', () => {
    const [a, b, c] = ['The board met at noon.', 'The crews went home.', 'The quay was empty.'];
    const all = changes(`${a}\n\n${b}\n\n${c}\n`, `${b}\n\n${c}\n\n${a}\n`);
    expect(all.map(({ fate }) => fate)).toEqual(['moved', 'same', 'same']);
  });

  it('by words of another language, where they could mean anything', () => {
    const [before, after] = [inside('Il porto no apre domani sera.'), inside('Il porto apre domani sera.')];
    expect(changes(before, after, false).flatMap(({ facts }) => facts)).toEqual([]);
  });
});

describe('a passage that nothing stands for', () => {
  it('is gone', () => {
    const all = changes(inside('The mayor’s brother owns the yard.'), `${BEFORE}\n\n${AFTER}\n`);
    expect(all.map(({ fate }) => fate)).toEqual(['same', 'gone', 'same']);
  });

  it('is gone where another sentence stands in its place', () => {
    const all = changes(
      inside('The mayor’s brother owns the yard.'),
      inside('Rain is likely tonight over all of the coast.'),
    );
    expect(all.map(({ fate }) => fate)).toEqual(['same', 'gone', 'same']);
  });
});

describe('the seed articles', () => {
  it.each(SEED_IDS)('%s against itself has changed nothing', id => {
    const passages = readSeed(id);
    const all = changesBetween(passages, passages, { english: true });
    expect(new Set(all.map(({ fate }) => fate))).toEqual(new Set(['same']));
  });

  /** What typesetters do to a text, none of which is a fact. */
  const TYPOGRAPHY: [string, (text: string) => string][] = [
    ['spaces', text => text.replaceAll(' ', '  ')],
    ['hard spaces', text => text.replaceAll(' ', '\u00a0')],
    ['straight quotes', text => text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'")],
    ['curly apostrophes', text => text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’')],
    ['dashes', text => text.replaceAll(' – ', ' — ').replaceAll(' - ', ' – ')],
    ['decomposed letters', text => text.normalize('NFD')],
    ['Windows line ends', text => text.replaceAll('\n', '\r\n')],
  ];

  it('have changed nothing by typography, whatever is done to them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SEED_IDS), fc.subarray(TYPOGRAPHY, { minLength: 1 }), (id, done) => {
        const { text, ...parts } = seed(id);
        const set = done.reduce((words, [, change]) => change(words), text);
        const all = changesBetween(read(text, parts), read(set, parts), { english: true });
        expect(all.flatMap(({ facts }) => facts)).toEqual([]);
        expect(all.filter(({ fate }) => fate === 'gone').map(each => each.text)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('in the seed articles', () => {
  /** Each place where one of these stands, with what it is doctored to. */
  const doctored = SEED_IDS.flatMap(id => {
    const article = seed(id);
    return readSeed(id).flatMap(({ part, numbers, entities }) => [
      ...numbers.flatMap(({ start, end, value }) => {
        const isPlain = part === 'body' && /^\d+$/.test(article.text.slice(start, end));
        return isPlain ? [{ article, kind: 'number' as const, start, end, now: `${value + 1}` }] : [];
      }),
      ...entities.flatMap(({ start, end, kind }) => {
        const isPlain = part === 'body' && kind === 'person' && /^\p{L}+ \p{L}+$/u.test(article.text.slice(start, end));
        return isPlain ? [{ article, kind: 'name' as const, start, end, now: 'Hanna Orvik' }] : [];
      }),
    ]);
  });

  it.each(['number', 'name'] as const)('a doctored %s is found wherever it stands', kind => {
    const each = doctored.filter(one => one.kind === kind);
    expect(each.length).toBeGreaterThan(10);
    const missed = each.filter(({ article, start, end, now }) => {
      const { text, ...parts } = article;
      const after = text.slice(0, start) + now + text.slice(end);
      const all = changesBetween(read(text, parts), read(after, parts), { english: true });
      const there = all.find(change => change.start <= start && end <= change.end);
      return there?.fate !== 'changed';
    });
    expect(missed.map(({ article, start, end }) => article.text.slice(start - 20, end + 20))).toEqual([]);
  });
});

describe('whatever is doctored in a sentence', () => {
  const PEOPLE = ['Hanna Orvik', 'Mira Tolle', 'Jonas Feld', 'Petra Lund'];
  const PLACES = ['Velmar', 'Northport', 'Karsund', 'Eastholm'];
  const THINGS = ['boats', 'countries', 'workers', 'schools', 'bridges'];
  const DEEDS = ['closed', 'opened', 'inspected', 'repaired'];
  const MONTHS = ['March', 'April', 'June', 'October'];

  const facts = fc.record({
    who: fc.constantFrom(...PEOPLE),
    where: fc.constantFrom(...PLACES),
    what: fc.constantFrom(...THINGS),
    deed: fc.constantFrom(...DEEDS),
    many: fc.integer({ min: 2, max: 9_000 }),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.constantFrom(...MONTHS),
  });
  type Told = typeof facts extends fc.Arbitrary<infer Value> ? Value : never;

  const sentence = ({ who, where, what, deed, many, day, month }: Told) =>
    `Officials in ${where} had ${deed} ${many} ${what} on ${day} ${month}, said ${who}.`;
  const other = <Value>(values: readonly Value[], value: Value) => values[(values.indexOf(value) + 1) % values.length]!;

  const DOCTORED: [FactKind, (told: Told) => string][] = [
    ['number', told => sentence({ ...told, many: told.many + 1 })],
    ['date', told => sentence({ ...told, day: (told.day % 28) + 1 })],
    ['date', told => sentence({ ...told, month: other(MONTHS, told.month) })],
    ['name', told => sentence({ ...told, where: other(PLACES, told.where) })],
    ['attribution', told => sentence({ ...told, who: other(PEOPLE, told.who) })],
    ['negation', told => sentence(told).replace(' had ', ' had not ')],
    ['modality', told => sentence(told).replace(' had ', ' could have ')],
  ];

  it('is found, and nothing else is', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...DOCTORED), (told, [kind, doctor]) => {
        expect(kinds(changeOf(sentence(told), doctor(told)))).toEqual([kind]);
      }),
      { numRuns: 300 },
    );
  });

  it('is found in the other direction too', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...DOCTORED), (told, [kind, doctor]) => {
        expect(kinds(changeOf(doctor(told), sentence(told)))).toEqual([kind]);
      }),
      { numRuns: 300 },
    );
  });
});
