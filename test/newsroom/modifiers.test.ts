import { describe, expect, it } from 'vitest';
import { describedIn, otherThing } from '../../src/newsroom/modifiers.ts';
import { wordTerms } from '../../src/newsroom/terms.ts';

const other = (question: string, passage: string) => otherThing(describedIn(question), passage, wordTerms(passage));

describe('another thing of the same kind', () => {
  it.each([
    ['How long were people in Shelter 5?', 'Forty people have walked out of Shelter 6.'],
    ['How long is the Veldt Bridge?', 'The old Marn Bridge is 300 metres long.'],
    ['Who is mayor of Ostby?', 'Ann Novak, the mayor of Westby, spoke first.'],
    ['When does the northern line open?', 'The southern line opens in May.'],
    ['How many cars does the second ferry hold?', 'The first ferry holds 30 cars.'],
    ['When did Flight 12 land?', 'Flight 21 landed at noon.'],
    ['What does the upper lock cost?', 'Repairs of the lower lock cost 3 million.'],
    ['What was in the third letter?', 'The second letter asked for money.'],
    ['Who stood at gate 12A?', 'Gate 12B was shut.'],
    ['How many came to Shelter five?', 'Forty came to Shelter 6.'],
    ['Who closed the western gate?', 'A guard closed the north-eastern gate.'],
    ['What was sung at the opening concert?', 'A hymn was sung at the final concert.'],
    ['How old is Novak’s daughter?', 'On stage she met Cole’s daughter, who is nine.'],
  ])('is surely told of: %s – %s', (question, passage) => {
    expect(other(question, passage).surely).toBe(1);
  });

  it.each([
    ['How many lorries use the coast road?', 'Now 1,900 lorries use the mountain road.'],
    ['How did the crane drivers vote?', 'The taxi drivers voted no.'],
    ['Who is the finance minister?', 'She met the health minister in June.'],
  ])('is likely told of: %s – %s', (question, passage) => {
    expect(other(question, passage)).toEqual({ surely: 0, likely: 1 });
  });

  it.each([
    ['How long were people in Shelter 5?', 'They left the shelter at noon.'],
    ['How long were people in Shelter 5?', 'Shelter 6 was full, Shelter 5 was not.'],
    ['Who stood at gate 12A?', 'A guard stood at gate 12A.'],
    ['How many came to Shelter 5?', 'Forty came to Shelter five.'],
    ['What was sung at the last concert?', 'A hymn was sung at the closing concert.'],
    ['Who closed the western gate?', 'A guard closed the upper gate.'],
    ['Who closed the northeastern gate?', 'A guard closed the north-eastern gate.'],
    ['Who closed the northeastern gate?', 'A guard closed the northeast gate.'],
    ['How far did the team five kilometres away walk?', 'The team six kilometres away slept.'],
    ['How long is the Veldt Bridge?', 'The bridge over the Veldt is 300 metres long.'],
    ['How many trees grow above the north gate?', 'Some 700 trees grow above the northern gate.'],
    ['What did Interior Minister Halloran say?', 'Corin Halloran said nothing.'],
    ['What did Ann Novak’s daughter say?', 'Novak’s daughter said no.'],
    ['When was the new bridge opened?', 'The stone bridge was opened in May.'],
    ['Who saw the two ferries?', 'He saw three ferries.'],
    ['How many faulty heat detectors were found?', 'The heat detectors are checked.'],
    ['What happened in March 12 years ago?', 'It rained in March.'],
    ['', ''],
  ])('is not told of: %s – %s', (question, passage) => {
    expect(other(question, passage)).toEqual({ surely: 0, likely: 0 });
  });
});
