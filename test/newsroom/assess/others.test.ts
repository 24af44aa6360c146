/** Uncorroborated claims, sources, generated text, tables: each kind beside what only looks like it. */
import { describe, expect, test } from 'vitest';
import { LEAD, pointsOn, told } from '../../support/dossiers.ts';

const GENERATED = 'Here is a breakdown of the key information from the provided text.\n\nFrequently Asked Questions';

describe('uncorroborated', () => {
  test('is a sum with arms and an agreement that nobody else has', () => {
    const words = 'The cabinet has signed a $90 million contract for six patrol boats with a foreign yard.';
    expect(told('uncorroborated', words)).toEqual([`major: ${words}`]);
  });

  test('is less in an article of generated text', () => {
    const words = 'Lindmark pays 33 million marks to a consortium.';
    expect(told('uncorroborated', words)).toEqual([]);
    expect(told('uncorroborated', `${words}\n\n${GENERATED}`)).toEqual([`major: ${words}`]);
  });

  test.for([
    ['a fact of one reporter', 'The divers found a hole four metres long. Each passenger gets 500 crowns.'],
    [
      'what somebody is said to say',
      'The yard said it had signed a $90 million contract for six patrol boats, Ida Lohm said.',
    ],
    ['what would be', 'The cabinet could sign a $90 million contract for six patrol boats.'],
  ])('is not %s', ([, words]) => {
    expect(told('uncorroborated', words!)).toEqual([]);
  });

  test('is nothing where nobody else reports the event in detail', () => {
    const words = 'The cabinet has signed a $90 million contract for six patrol boats with a foreign yard.';
    expect(told('uncorroborated', words, [])).toEqual([]);
  });
});

describe('sourcing', () => {
  test.for([
    [
      'one source dressed as several',
      'major',
      'Three independent sources confirm it: the line, a statement of the line and the press office of the line.',
    ],
    [
      'a row of official papers',
      'major',
      'Sources: official harbour communiqué, coastguard press release, ministry statement.',
    ],
    ['nobody in particular', 'minor', 'Analysts note that the move signals a new approach.'],
  ])('finds %s', ([, severity, words]) => {
    expect(told('sourcing', words!)).toEqual([`${severity}: ${words}`]);
  });

  test('finds statements that are older than what they are said to tell', () => {
    const words =
      'On 20 May 2025 a drill was held in Ostby.\n\nAll information reflects official statements released up to 2 May 2025.';
    expect(told('sourcing', words)).toEqual([
      'major: All information reflects official statements released up to 2 May 2025.',
    ]);
  });

  test.for([
    ['several that are several', 'Three independent sources confirm it: the line, the harbour office and a diver.'],
    ['experts who are named', 'Experts of the Ostby Institute say that fog is frequent.'],
    ['a link', 'Source: press release, statement, https://ostby.example/statement'],
  ])('accepts %s', ([, words]) => {
    expect(told('sourcing', words!)).toEqual([]);
  });
});

describe('generated text', () => {
  test.for([
    'The information provided by police was incomplete.',
    'The content shared online was false, the ministry said.',
    'The given information was passed to the coastguard.',
  ])('is not what others provided: %s', words => {
    expect(told('machine-text', words)).toEqual([]);
  });

  test.for([
    ['an answer to whoever asked', 'major', 'Okay, here’s a breakdown of the key information from the provided text.'],
    ['a section of benefits', 'major', 'Benefits of the Harbour Safety Agreement'],
    ['a section of tips', 'major', 'Practical Implementation Tips for Harbour Towns'],
    ['questions that nobody asked', 'major', 'Frequently Asked Questions (FAQs)'],
    ['a prompt', 'minor', 'Do you think ferries are safe?'],
    ['a disclaimer', 'minor', 'Disclaimer: this does not constitute legal advice.'],
    ['padding', 'minor', 'Robust frameworks can enhance resilience across the value chain.'],
  ])('is %s', ([, severity, words]) => {
    expect(told('machine-text', `${words}\n\nThe harbour is closed.`)).toEqual([`${severity}: ${words}`]);
  });

  test.for([
    ['a quotation of such words', '“We need a robust framework that enhances resilience,” Mirel Dunst said.'],
    ['what every page has', 'Leave a Comment\n\nRead more: Ferries\n\nSubscribe'],
    ['a service of a newspaper', 'Here is a list of the boats that sail.\n\nOK, sometimes a boat is late.'],
    ['a question of a reporter', 'Who was on the bridge that night?'],
  ])('is not %s', ([, words]) => {
    expect(told('machine-text', words!)).toEqual([]);
  });
});

describe('a table', () => {
  test('that counts otherwise than the text contradicts the article itself', () => {
    const words = 'In all 212 passengers were on board.\n\nItem Details\nPassengers 312 on board\nPlace Gull Rock';
    expect(told('internal-contradiction', words)).toEqual(['major: Passengers 312 on board']);
    expect(told('internal-contradiction', words.replace('312', '212'))).toEqual([]);
  });

  test('that counts otherwise than the other reports is contradicted', () => {
    const words = 'It was foggy.\n\nItem Details\nPassengers 312 on board\nPlace Gull Rock';
    expect(told('contradicted', words)).toContain('minor: Passengers 312 on board');
  });
});

describe('an article in another language', () => {
  test('is not judged', () => {
    const text = `${LEAD}\n\n${GENERATED}\n\nEleven people died.`;
    expect(pointsOn({ text }).length).toBeGreaterThan(1);
  });
});

describe('a day that cannot be', () => {
  test('is told as such', () => {
    const words = 'The line was opened on 31 June in Ostby.';
    expect(told('anachronism', words)).toEqual([`major: ${words}`]);
  });

  test.for(['In June 31 people were hurt in Ostby.', 'By November 31% of the boats were sold.'])(
    'is no number of things: %s',
    words => {
      expect(told('anachronism', words)).toEqual([]);
    },
  );
});
