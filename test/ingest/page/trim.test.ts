import { describe, expect, it } from 'vitest';
import type { TextBlock } from '../../../src/ingest/page/blocks.ts';
import { trimBlocks } from '../../../src/ingest/page/trim.ts';
import { STORIES } from '../../support/stories.ts';

const paragraph = (text: string): TextBlock => ({ kind: 'paragraph', text, linked: 0 });
const heading = (text: string): TextBlock => ({ kind: 'heading', text, linked: 0 });
const link = (text: string): TextBlock => ({ kind: 'item', text, linked: text.length });

const { title, byline } = STORIES.ferries;
const story = STORIES.ferries.lines.map(paragraph);
const trim = (blocks: TextBlock[]) => trimBlocks(blocks, title, byline).blocks;

describe('a line of the page', () => {
  it.each([
    title,
    title.toUpperCase(),
    byline,
    `By ${byline}`,
    'By Somebody Else, Night Editor',
    'Published 6 January 2026, 09:30',
    'January 6, 2026',
    '6 January 2026',
    'Home › Islands › Ferries',
    '3 min read',
    'Listen to this article',
    'Photo: Harbour Media',
    'Share on Mastodon',
    'Advertisement',
  ])('before the text goes: %s', line => {
    expect(trim([paragraph(line), ...story])).toEqual(story);
  });

  it.each([
    'Read more',
    'Also read: Council votes on the tram',
    'Subscribe to the Observer',
    'Sign up for our morning letter',
    'Follow us on Mastodon',
    'Tags: ferries, islands',
    '© 2026 Harbour Media',
    'Harbour Media 2026. All rights reserved.',
    '14 comments',
    'Leave a reply',
    'Have a tip? Write to us.',
    'This article was first published by The Sound Observer.',
    'The week on the islands, to your inbox.',
    '* * *',
  ])('after the text goes: %s', line => {
    expect(trim([...story, paragraph(line)])).toEqual(story);
  });

  it('goes with others around it, and what they say is kept beside', () => {
    const before = [link('Islands'), paragraph('By Ada Quill'), paragraph('6 January 2026')];
    const after = [paragraph('Share'), link('Council votes on the tram'), link('Five walks for a Sunday')];
    expect(trimBlocks([...before, ...story, ...after], title, null)).toEqual({ blocks: story, before, after });
  });

  it('goes with the list of other articles under it', () => {
    const others = ['Council votes on the tram', 'Five walks for a Sunday'].map(paragraph);
    expect(trim([...story, heading('Related stories'), ...others])).toEqual(story);
  });
});

describe('a line of the article stays', () => {
  it.each([
    ['between two others', [...story.slice(0, 3), paragraph('Read more'), ...story.slice(3)]],
    [
      'that is long, whatever it begins with',
      [...story, paragraph(`Follow us, said the captain. ${'The boats went on in the dark. '.repeat(8)}`)],
    ],
    [
      'that begins like a prompt but is a sentence of the story',
      [paragraph('Share prices of the line rose by a third.'), ...story],
    ],
    [
      'under a heading that others use for lists',
      [
        ...story,
        heading('Related claims'),
        paragraph('The seamen’s union has sued the board over the hours of its crews, and lost.'),
      ],
    ],
    ['that is a date in a sentence', [paragraph('On 6 January 2026 the board met in the old hall.'), ...story]],
  ] as [string, TextBlock[]][])('%s', (_, blocks) => {
    expect(trim(blocks)).toEqual(blocks);
  });

  it('whatever is around it, or nothing does', () => {
    expect(trim([])).toEqual([]);
    expect(trim([link('Home'), link('News')])).toEqual([]);
  });
});
