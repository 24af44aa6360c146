import { describe, expect, it, test } from 'vitest';
import type { NameEntry } from '../../../src/core/model.ts';
import { speakerIn } from '../../../src/newsroom/brief/speaker.ts';
import { canStand, leans } from '../../../src/newsroom/brief/standing.ts';
import { makeNames } from '../../../src/newsroom/names.ts';
import { readArticle } from '../../../src/newsroom/read/read.ts';

/** The passages of a text whose first sentence says who is meant. */
function read(text: string, names: NameEntry[] = []) {
  const article = { text, title: null, byline: null, publishedAt: '2026-01-07', language: 'en' };
  return readArticle(article, makeNames(names));
}

/** The last sentence, and all before it. */
function lastOf(text: string, names: NameEntry[] = []) {
  const all = read(text, names);
  return { last: all.at(-1)!, all };
}

const MAYOR = 'Mayor Piet Rusk of Sand thanked the council for its vote on Monday.';

describe('a sentence leans on the one before it', () => {
  test.for([
    'He will not stand again in the spring.',
    'But he will not stand again in the spring.',
    'It was closed when the quay broke.',
    'Its chief executive, Henrik Sole, apologised to the families.',
    'This was denied by the harbour office.',
    'Among them are a yearly test and new sirens.',
    'Most of them were sold in the autumn.',
    'The other two stay away for good.',
    'The latter was sold to a brewery.',
    'The older of them worked for an alarm firm.',
    'Asked about the price, he named 14 million crowns.',
    'Yesterday he gave evidence for six hours.',
    'Mine is a school trip and a rainy day.',
    'Then the board sold the ferry.',
  ])('%s', sentence => {
    const { last, all } = lastOf(`${MAYOR} ${sentence}`);
    expect(last.text).toBe(sentence);
    expect(leans(last, all)).toBe(true);
  });

  test.for([
    'The woman in the bakery hung a ribbon on her door.',
    'Nils Torp said he would retire in June.',
    'Torp’s brother said he would follow.',
    'The harbour board sold its oldest ferry.',
    'This year the board sold two ferries.',
    '“We never doubted it,” said harbour master Nils Torp.',
    '“The town is saved for ten years,” he said.',
    'According to the board, tickets cost 45 crowns.',
  ])('but not %s', sentence => {
    const { last, all } = lastOf(`${MAYOR} ${sentence}`);
    expect(last.text).toBe(sentence);
    expect(leans(last, all)).toBe(false);
  });

  it('where its speaker is a pronoun for somebody who is not named just before', () => {
    const { last, all } = lastOf(
      `${MAYOR}\n\nA letter lay on the table. “The vote was bought for 2 million crowns,” she said.`,
    );
    expect(leans(last, all)).toBe(true);
  });
});

describe('what can stand in a brief', () => {
  test.for([
    ['a heading', 'What went wrong in the night\n\nThe gate jammed at two in the morning, the report says.'],
    ['a question', 'Could the reservoir have been lowered beforehand?'],
    ['a scrap', 'No comment.'],
    ['a line that leads to a list', 'The four points of the agreement are these:'],
    ['an aside of the page', '(Compiled by the night desk in the capital; checked by the coast desk.)'],
    ['a sentence of capitals', 'THE FERRY IS BACK IN SPRING AGAIN.'],
    ['page furniture', 'Sign up for our newsletter.'],
  ])('is not %s', ([, text]) => {
    expect(canStand(read(`${MAYOR}\n\n${text}`).find(({ block }) => block === 1)!)).toBe(false);
  });

  it('is no part of a quotation that begins before it or goes on after it', () => {
    const all = read(
      `${MAYOR}\n\n“The gate was always going to stick. I told them so three times,” said Nils Torp of Sand.`,
    );
    expect(all.filter(({ block }) => block === 1).map(canStand)).toEqual([false, false]);
  });

  it('is a whole sentence or list item, quotation and all', () => {
    expect(read(`${MAYOR}\n\n- Night work: cranes may be run until two.`).map(canStand)).toEqual([true, true]);
  });
});

describe('the speaker', () => {
  it('is named as the article names them, whatever their canonical name', () => {
    const entry: NameEntry = { name: 'Pieter Johannes Rusk', kind: 'person', aliases: ['Piet Rusk'] };
    const { last, all } = lastOf(`${MAYOR} “The town is saved for ten years,” he said.`, [entry]);
    expect(last.speaker).toBe('Pieter Johannes Rusk');
    expect(speakerIn(last, all)).toBe('Piet Rusk');
  });

  it('is nobody where reading had to look further back than one sentence', () => {
    const { last, all } = lastOf(`${MAYOR} The bridge is red. “The town is saved for ten years,” he said.`);
    expect(last.speaker).not.toBeNull();
    expect(speakerIn(last, all)).toBeNull();
  });
});
