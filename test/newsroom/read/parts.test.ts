import { describe, expect, it } from 'vitest';
import { passageWith, read, readSeed } from './seed.ts';

const partOf = (text: string, words: string) => passageWith(read(text), words).part;

describe('parts of the page', () => {
  it.each([
    'Leave a Comment',
    'You may also like',
    'ALSO READ: Minister resigns over floods, says aide',
    'Trending Now',
    'Image credit: A. Person/Getty Images',
    'We use cookies to improve your experience.',
    'This site uses Filter to reduce spam.',
    'Share your thoughts in the comments below.',
    'Home » World » Rain falls in the north',
    '– With additional reporting from news agencies',
    '***',
  ])('"%s" is furniture', line => {
    expect(
      partOf(`Rain fell in the north.\n\n${line}\n\nIt stopped at noon.`, line.replace(/^– /, '').slice(0, 12)),
    ).toBe('furniture');
  });

  it.each([
    'Advertising revenue fell by a third last year.',
    'Cookies were sold at the fair on Sunday.',
    'Subscribers left the service in large numbers.',
    'Watch makers in the town fear new tariffs on gold.',
  ])('"%s" is the story', line => {
    expect(partOf(`Rain fell in the north.\n\n${line}\n\nIt stopped at noon.`, line)).toBe('body');
  });

  it('knows title and byline', () => {
    const passages = read('Rain Falls in the North\n\nBy Ann Writer\n\nIt rained all day.', {
      title: 'Rain falls in the north',
    });
    expect(passages.map(passage => passage.part)).toEqual(['title', 'byline', 'body']);
  });

  it('counts a question beside a prompt as the prompt’s', () => {
    const passages = read('Rain fell.\n\nDid you see it? Share this article with friends.\n\nIt stopped.');
    expect(passages.map(passage => passage.part)).toEqual(['body', 'furniture', 'furniture', 'body']);
  });

  it('keeps an embedded post’s words as its poster’s and marks its links and attribution', () => {
    const passages = read(
      'Mayor Speaks Out\nThe bridge is safe. pic.twitter.com/abc1\n— Ann Mayor (@annm) May 3, 2025\nTraffic resumed.',
    );
    expect(passages.map(({ part, speaker }) => [part, speaker])).toEqual([
      ['title', null],
      ['body', 'Ann Mayor'],
      ['embed', null],
      ['embed', null],
      ['body', null],
    ]);
  });

  it('does not give the article’s own words to a poster', () => {
    const own = 'The mayor wrote about the bridge on Saturday.';
    const passages = read(`${own}\nThe bridge is safe.\n— Ann Mayor (@annm) May 3, 2025`);
    expect(passageWith(passages, own).speaker).not.toBe('Ann Mayor');
  });

  it('finds the furniture of the seeds and nothing more', () => {
    const furniture = ['000', '001', '002', '003', '004'].map(id =>
      readSeed(id).filter(passage => passage.part === 'furniture'),
    );
    expect(furniture.map(list => list.map(passage => passage.text.slice(0, 24)))).toMatchSnapshot();
  });
});
