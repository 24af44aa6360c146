/** Rules that know no story: states of people, causes, what exists, offices left, days to come, retold words, secrets, sources that are nobody, filler. */
import { describe, expect, test } from 'vitest';
import { LEAD, pointsOn, REPORTS, type Report, told } from '../../support/dossiers.ts';

const others = (...words: string[]): Report[] =>
  REPORTS.map(({ text }, n) => ({ text: `${text}\n\n${words[n] ?? words[0]}` }));

const kinds = (words: string, reports: readonly Report[] = REPORTS) =>
  pointsOn({ text: `${LEAD}\n\n${words}` }, reports).map(({ kind }) => kind);

describe('is held against what others tell of somebody, or of something', () => {
  test.for([
    [
      'who is free or held',
      'The pilot, Jan Okon, called the police himself. He has been questioned but not arrested.',
      'Officers led the pilot, Jan Okon, away in handcuffs.',
    ],
    [
      'who is in office',
      'The harbour master, Edda Bell, refused to resign.',
      'The harbour master, Edda Bell, was dismissed.',
    ],
    ['who lives', 'The stoker, Rolf Amsel, survived in a cabin.', 'The stoker, Rolf Amsel, was found dead in a cabin.'],
    ['who came', 'The mayor, Edda Bell, attended the service.', 'The mayor, Edda Bell, stayed away.'],
    [
      'what was to blame',
      'The old buoy was not to blame, investigators said.',
      'It was the old buoy that had caused the collision, investigators said.',
    ],
    [
      'what there is',
      'The agreement of 3 June on pilots is kept.',
      'Neither side has agreed to an agreement on pilots.',
    ],
    [
      'what was refused',
      'Four tugs were lent by the port of Kelsk.',
      'Kelsk had refused to lend any tugs of its port.',
    ],
  ])('%s', ([, words, changed]) => {
    expect(told('contradicted', changed!, others(words!))).toHaveLength(1);
    expect(told('contradicted', words!, others(words!))).toEqual([]);
  });

  test('but not what changed since, nor what is told of two people, or asked', () => {
    const free = 'The pilot, Jan Okon, was questioned but not arrested.';
    const later = pointsOn(
      { text: `${LEAD}\n\nThe pilot, Jan Okon, has been arrested.`, publishedAt: '2025-05-04' },
      others(free),
    );
    expect(later.filter(({ kind }) => kind === 'contradicted')).toEqual([]);
    expect(told('contradicted', 'The mate, Rolf Amsel, was arrested.', others(free))).toEqual([]);
    expect(told('contradicted', 'Whether Jan Okon should be arrested is open.', others(free))).toEqual([]);
    expect(
      told('contradicted', 'It may be that a buoy caused it.', others('The buoy was not to blame, they said.')),
    ).toEqual([]);
  });
});

describe('out of its time', () => {
  const president = others('The president of the seamen’s union, Edda Bell, wept.');
  test('is an office told as left, which others tell as held', () => {
    const left = 'Edda Bell, who led the union until she stepped down last spring, wept.';
    expect(told('anachronism', left, president)).toEqual([`major: ${left}`]);
    expect(told('anachronism', 'Edda Bell, who led the first talks, wept.', president)).toEqual([]);
    const late = others('The ferry was drawn by Ivo Lasker, who died in 1938.');
    const risen = 'Ivo Lasker, the builder, who came to the pier, sees it soberly.';
    expect(told('anachronism', risen, late)).toEqual([`major: ${risen}`]);
    expect(told('anachronism', 'Ivo Lasker signed the plans on Tuesday.', late)).toHaveLength(1);
    for (const words of [
      'Ivo Lasker signed the plans.',
      'Edda Lasker sees it soberly.',
      'Once Ivo Lasker said so today.',
    ])
      expect(told('anachronism', words, late)).toEqual([]);
    const news = others('The president of the union, Edda Bell, wept. Bell has resigned.');
    expect(told('anachronism', left, news)).toEqual([]);
  });

  test.for([
    ['The council agreed unanimously on 20 May and paid.', 1],
    ['They met in Kelsk on 20 May and left within a day.', 1],
    ['On 20 May the line opened its books.', 1],
    ['The stokers walked out again on 20 May.', 1],
    ['The stokers want to walk out again on 20 May.', 0],
    ['The ban is to be lifted on 20 May.', 0],
    ['The line sold all tickets for the race on 20 May.', 0],
    ['The council agreed to meet on 20 May.', 0],
    ['The wreck was found on 20 April.', 0],
  ] as const)('or a deed of a day to come: %s', ([words, points]) => {
    expect(told('anachronism', words)).toHaveLength(points);
  });
});

describe('a quotation', () => {
  const words = 'Edda Bell is the mayor. “Today belongs to the families; the questions can wait,” said Edda Bell.';
  test('that ends in other words, or is turned, is told', () => {
    const ended = '“Today belongs to the families, and the guilty will pay,” said Edda Bell.';
    expect(kinds(ended, others(words))).toEqual(['quotes']);
    const paid = '“We did not pay, and we did not kneel,” said Edda Bell.';
    expect(kinds('“We paid them what they asked, and we kneel to nobody,” said Edda Bell.', others(paid))).toEqual([
      'quotes',
    ]);
    expect(
      kinds('“Today belongs to all of us, and to the guilty too,” Edda Bell had assured everybody.', others(words)),
    ).toEqual([]);
  });

  test('that is cut otherwise is not', () => {
    expect(
      kinds('“It is not nine, but it is fair,” said Edda Bell.', others('Edda Bell called it “not nine, but fair”.')),
    ).toEqual([]);
    expect(kinds('Edda Bell said: “Today belongs to the families.”', others(words))).toEqual([]);
  });
});

test('sums and arms told as secret are uncorroborated where nobody else knows of them', () => {
  const paid = 'In March the line had paid a private intelligence firm 3.4 million dollars for phones.';
  expect(
    told('uncorroborated', paid, [
      ...others('It rained.'),
      { text: `${REPORTS[0]!.text} It snowed.\n\nNobody slept. All wept. The pier shook.` },
    ]),
  ).toHaveLength(1);
  expect(told('uncorroborated', 'The line paid 3.4 million dollars for its dock.')).toEqual([]);
});

test('many who are nobody are no source, and one who is known is', () => {
  const row = 'Several people close to the line and other sources all confirmed that money had been paid.';
  expect(told('sourcing', row)).toEqual([`major: ${row}`]);
  const leaning =
    'Three independent sources, the mayor, his spokesman and a statement of his office, and their press office confirmed it.';
  expect(told('sourcing', leaning)).toEqual([`major: ${leaning}`]);
  expect(told('sourcing', 'A person familiar with the matter said that Edda Bell confirmed it.')).toEqual([]);
});

test.for([
  'By following these simple steps, every household can sail in peace.',
  'Who do you think was to blame, and would you have sailed?',
  'This analysis is intended for informational purposes only.',
  'The summary captures the key points of the source articles supplied by the user.',
  'Share this story with your friends and stay tuned.',
  'How can I book a ferry in Ostby?',
  'The benefits of modern radar include safety and speed.',
])('filler is told: %s', words => {
  expect(told('machine-text', words)).toHaveLength(1);
});

test.for([
  'By sailing these waters at night, the captain broke a rule.',
  'The council can be reached by telephone.',
  'Readers of the log were surprised.',
  'The report was compiled by three engineers.',
  'What the line will pay, nobody knows.',
])('and reporting is not: %s', words => {
  expect(told('machine-text', words)).toEqual([]);
});

test('page furniture inside a paragraph is told, and by itself is every page’s', () => {
  const inside = 'Divers searched the wreck all day. Subscribe to our newsletter for more. They found a bell.';
  expect(told('machine-text', inside)).toEqual(['minor: Subscribe to our newsletter for more.']);
});

test('an age is no count, and “tonight” in somebody’s words is of no other day', () => {
  expect(told('contradicted', 'A sailor of 71 was found dead at noon.', others('Two people died.'))).toEqual([]);
  const night = '“Tonight we can save only men, not cargo,” she had said on Monday.';
  expect(
    told('contradicted', night, others('“Tonight we can save only men, not cargo,” said Edda Bell on Monday.')),
  ).toEqual([]);
});

test('a row of the dead is held against the article’s own words', () => {
  const points = pointsOn({ text: `${LEAD}\n\n| Dead | 7 |\n| Hurt | 9 |\n\nThere was a silence for the three dead.` });
  expect(points.map(({ kind, quote }) => [kind, quote])).toContainEqual(['internal-contradiction', '| Dead | 7 |']);
});

describe('of all, some or none', () => {
  test.for([
    ['nobody', 'About 140 people had to leave the harbour.', 'Nobody had to leave the harbour.'],
    ['all', 'One man is in a serious condition.', 'All 38 patients from the ferry are in a serious condition.'],
  ])('%s is held against others', ([, words, changed]) => {
    expect(told('contradicted', changed!, others(words!))).toHaveLength(1);
    expect(told('contradicted', 'All but two are in a serious condition.', others(words!))).toEqual([]);
    expect(told('contradicted', words!, others(words!))).toEqual([]);
  });
});

test.for([
  'The the captain was heard by the police.',
  'The cap- tain was heard by the police.',
  'The capTain was heard by the police.',
  'The captainwas heard by the police.',
  'The f e r r y was closed for days.',
  'In all 1O people were hurt in the harbour.',
])('damage is seen: %s', words => {
  expect(told('garbled', words)).toEqual([`minor: ${words}`]);
});

test.for([
  'The captain had had no sleep, and that that mattered nobody denied.',
  'Pre- and post-war ferries lay side by side.',
  'An eBay seller offered the bell of the ferry.',
  'The last tug came from Baden Baden.',
])('and none is seen where there is none: %s', words => {
  expect(told('garbled', words)).toEqual([]);
});

test('a sentence that breaks off is seen', () => {
  const broken = 'The captain was heard by the police and then the';
  expect(told('garbled', `Divers came on Friday. ${broken}`)).toEqual([`minor: ${broken}`]);
});

test('many words a slip away are damage, and told as such', () => {
  const words = 'The govenrment promsied that the polcie would serach the buidling at once.';
  expect(told('garbled', words)).toHaveLength(1);
});

describe('sums, people and years of other things are no contradictions', () => {
  test.for([
    [
      'The cargo of the ferry is worth nine million dollars.',
      'The cargo of the ferry is insured for 7.5 million dollars.',
    ],
    ['Some 2,000 people live below the pier.', 'About 1,400 people had to leave the pier below.'],
    ['The pier was built between 1958 and 1961.', 'The pier was built in 1961.'],
  ])('%s', ([words, own]) => {
    expect(told('contradicted', own!, others(words!))).toEqual([]);
    expect(told('contradicted', words!, others(own!))).toEqual([]);
  });
});

test('a weekday that a day near by does not have is out of its time', () => {
  const words = 'The captain was heard on Monday, 29 April.';
  expect(told('anachronism', words)).toEqual([`major: ${words}`]);
  expect(told('anachronism', 'The captain was heard on Tuesday, 29 April.')).toEqual([]);
});

describe('uncorroborated is', () => {
  const detailed = REPORTS.map(({ text }) => ({ text: `${text}\n\nNobody slept. All wept. The pier shook.` }));
  const three = [
    ...detailed,
    { text: `${REPORTS[0]!.text} It snowed.\n\nThe bells rang. Dogs barked. Boats lay idle.` },
  ];
  test.for([
    ['a sum made by what may not be sold', 'Its hold hid looted idols worth 40 million crowns.'],
    ['people under arms by a treaty', 'In June it signed a treaty that lets 1,400 armed divers live there.'],
    ['a piece of an arsenal', 'Sonar of the type AN/QXB-47, of torpedo frigates, hummed.'],
    [
      'a favour paid for',
      'In June its minister took 2.6 million crowns from a maker of radar and lifted a ban in return.',
    ],
  ])('%s', ([, words]) => {
    expect(told('uncorroborated', words!, three)).toHaveLength(1);
  });

  test('not what others know of, nor what the police say', () => {
    const looted = 'Its hold hid looted idols worth 40 million crowns.';
    expect(
      told('uncorroborated', looted, [...three, { text: `${REPORTS[1]!.text} The idols had been looted.` }]),
    ).toEqual([]);
    expect(told('uncorroborated', 'The A-10 road was shut.', three)).toEqual([]);
  });
});

test('a long word a letter off one that others have tells of damage beside a torn one, and a name does not', () => {
  const others = REPORTS.map(({ text }) => ({ text: `${text}\n\nA marine palynologist read the report.` }));
  const broken = 'The palynlogist in the harbour wrote a re port on it.';
  expect(told('garbled', broken, others)).toEqual([`major: ${broken}`]);
  expect(told('garbled', 'The palynologist in the harbour wrote a report on it.', others)).toEqual([]);
});
