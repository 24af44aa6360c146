import { describe, expect, it } from 'vitest';
import { splitBlocks } from '../../../src/newsroom/read/blocks.ts';

const blocks = (text: string) => splitBlocks(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('cutting a text into blocks', () => {
  it('tells headings from paragraphs', () => {
    expect(blocks('What We Know\n\nRain fell in the north.\nThe short and the tall of it all')).toEqual([
      ['heading', 'What We Know'],
      ['paragraph', 'Rain fell in the north.'],
      ['heading', 'The short and the tall of it all'],
    ]);
  });

  it('reads list items without their markers', () => {
    expect(blocks('- One: a thing.\n  • two\n  3. Three')).toEqual([
      ['item', 'One: a thing.'],
      ['item', 'two'],
      ['item', 'Three'],
    ]);
  });

  it('reads a table that kept its bars and one that lost them', () => {
    expect(blocks('Item | Price\nTea | 2').map(([kind]) => kind)).toEqual(['row', 'row']);
    expect(blocks('Item Details\nPlace The old palace\nDate Tuesday\n\nRain fell.').map(([kind]) => kind)).toEqual([
      'row',
      'row',
      'row',
      'paragraph',
    ]);
  });

  it('joins the lines of a wrapped paragraph', () => {
    const wrapped =
      'The rain that fell on the hills over the last three days has\nnow reached the valley, where people are moving to the upper\nfloors.';
    expect(blocks(wrapped)).toEqual([['paragraph', wrapped]]);
  });

  it('drops a stray dot before a heading', () => {
    expect(blocks('.35 Nations Sign\n\nThey did.')[0]).toEqual(['heading', '35 Nations Sign']);
  });

  it('takes a question of a list of questions for a heading', () => {
    expect(blocks('Q: Who came?\n\nA: Nobody.')[0]).toEqual(['heading', 'Q: Who came?']);
  });
});
