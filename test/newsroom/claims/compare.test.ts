/** Claims are read from real passages of small texts, and compared two by two. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Claim } from '../../../src/core/model.ts';
import { claimsOfArticle } from '../../../src/newsroom/claims/claims.ts';
import { compareClaims } from '../../../src/newsroom/claims/compare.ts';
import { aCorpus, type Corpus } from '../../support/corpus.ts';

const open: Corpus[] = [];
afterEach(() => {
  for (const { index } of open.splice(0)) index.close();
});

function claimsIn(text: string): Claim[] {
  const corpus = aCorpus([{ id: 'a', text, publishedAt: '2025-05-02' }]);
  open.push(corpus);
  return claimsOfArticle(corpus.index.passages('a').map(({ passage }) => passage));
}

function between(one: string, two: string, kind: Claim['kind']): string[] {
  const others = claimsIn(two).filter(claim => claim.kind === kind);
  return claimsIn(one)
    .filter(claim => claim.kind === kind)
    .flatMap(claim => others.map(other => compareClaims(claim, other).relation));
}

describe('a claim', () => {
  test('of an office knows its holder, whether it is over, and what it belongs to', () => {
    const [role] = claimsIn('Former transport minister Hanna Orvik opened the bridge.').filter(
      ({ kind }) => kind === 'role',
    );
    expect(role?.value).toMatchObject({ holder: 'Hanna Orvik', office: 'minister', of: ['transport'], former: true });
  });

  test.each([
    ['The head of the panel, Judge Mira Tolle, spoke first.', 'Mira Tolle', 'leader'],
    ['Mira Tolle, the director of the museum, spoke first.', 'Mira Tolle', 'director'],
    ['A spokeswoman, Mira Tolle, spoke first.', 'Mira Tolle', 'spokesperson'],
    ['Today Prime Minister Mira Tolle spoke first.', 'Mira Tolle', 'prime minister'],
  ])('is read from "%s"', (text, holder, office) => {
    const roles = claimsIn(text).flatMap(({ value }) => (value.kind === 'office' ? [value] : []));
    expect(roles).toContainEqual(expect.objectContaining({ holder, office }));
  });

  test('is not made of what an article takes back', () => {
    expect(claimsIn('On Monday we wrote that 40 boats had sunk.')).toEqual([]);
  });

  test('is not made of a question', () => {
    expect(claimsIn('Did the council sell 40 boats?')).toEqual([]);
  });

  test('stands where it was read', () => {
    const text = 'The council sold 40 boats in Velmar on 3 March 2025. It did not sell the harbour.';
    for (const claim of claimsIn(text)) expect(text.slice(claim.start, claim.end).trim()).not.toBe('');
  });
});

describe('two claims', () => {
  test('of one thing with different numbers conflict', () => {
    const one = 'The new ferry carries 240 passengers across the strait.';
    expect(between(one, 'The ferry carries 420 passengers across the strait.', 'count')).toEqual(['conflict']);
    expect(between(one, 'The ferry carries two hundred and forty passengers across the strait.', 'count')).toEqual([
      'same',
    ]);
  });

  test('of the dead conflict whatever words tell of them', () => {
    expect(between('The storm killed eleven people.', '17 people lost their lives in the storm.', 'count')).toEqual([
      'conflict',
    ]);
  });

  test.each([
    [
      'a bound',
      'Up to 500 passengers cross the strait on the new ferry.',
      'Some 240 passengers cross the strait on the new ferry.',
    ],
    ['a wish', 'The union demanded 15 percent more basic pay for pilots.', 'The pilots get 6 percent more basic pay.'],
    ['a part', 'The plant made 90 engines for buses.', 'The plant made another 30 engines for buses.'],
  ])('are not in conflict where one is %s', (_, one, two) => {
    expect(between(one, two, 'count')).not.toContain('conflict');
  });

  test('of other things are unrelated', () => {
    expect(between('The choir has 40 singers.', 'The museum sold 900 tickets.', 'count')).toEqual(['unrelated']);
  });

  test('conflict when one calls an office over that the other tells as held', () => {
    const now = 'Transport Minister Hanna Orvik spoke.';
    expect(between(now, 'Former transport minister Hanna Orvik spoke.', 'role')).toEqual(['conflict']);
    expect(between(now, 'Former mayor Hanna Orvik spoke.', 'role')).toEqual(['unrelated']);
  });

  test('conflict when two persons hold one office of one body', () => {
    const one = 'The head of the panel, Mira Tolle, spoke.';
    expect(between(one, 'The head of the panel, Jan Brekk, spoke.', 'role')).toEqual(['conflict']);
    expect(between(one, 'The head of the choir, Jan Brekk, spoke.', 'role')).toEqual(['unrelated']);
  });

  test('conflict when one says that somebody did what the other says they did not', () => {
    const did = 'The union signed the agreement.';
    expect(between(did, 'The union did not sign the agreement.', 'deed')).toEqual(['conflict']);
    expect(between(did, 'The council did not sign the agreement.', 'deed')).toEqual(['unrelated']);
  });
});
