import { describe, expect, it } from 'vitest';
import { markOf, marksIn } from '../../../src/newsroom/spans/marks.ts';
import { wantedOf } from '../../../src/newsroom/spans/wanted.ts';
import { aCorpus } from '../../support/corpus.ts';

/** What a question finds of its kind in a text; null where its kind shows no mark. */
function shown(question: string, text: string): string[] | null {
  const { mark } = wantedOf(question);
  if (mark === null || mark === 'name' || mark === 'count') return null;
  const corpus = aCorpus([{ id: 'a', text }]);
  const { passage } = corpus.index.passages('a')[0]!;
  corpus.index.close();
  return marksIn(mark, passage)?.map(({ start, end }) => passage.text.slice(start, end)) ?? null;
}

describe('what an answer must show', () => {
  it.each([
    ['How old was the skipper?', 'age'],
    ['What age is the new champion?', 'age'],
    ['How long is the wall?', 'extent'],
    ['How long did the strike last?', 'duration'],
    ['how long was it burning', 'duration'],
    ['How far is the village from the border?', 'length'],
    ['How fast was the train going?', 'speed'],
    ['How hot did the roof get?', 'temperature'],
    ['How heavy is the bell?', 'weight'],
    ['How often does the ferry sail?', 'frequency'],
    ['What will it cost to mend the pier?', 'money'],
    ['What share of the crew voted?', 'share'],
    ['How soon can the bridge be opened?', 'deadline'],
    ['On which weekday does the court sit?', 'weekday'],
    ['What time did the flight leave?', 'clock'],
    ['From what date is the ban in force?', 'moment'],
    ['Why was the match put off?', 'reason'],
    ['Who heads the port authority?', 'name'],
    ['What is the name of the ship?', 'name'],
    ['How many ships came?', 'count'],
    ['How much rain fell?', null],
    ['How many people live on the island?', 'population'],
    ['How many people has the village?', 'population'],
    ['How many people does the plant employ?', 'count'],
    ['How many people has the flood killed?', 'count'],
    ['How many people share the prize?', 'count'],
    ['How large a share of the crew voted?', 'share'],
    ['What number of aid workers was freed?', null],
    ['What did the aid convoy carry?', null],
    ['How much aid was sent?', 'money'],
    ['How high was the turnout?', null],
    ['How high is the tower?', 'length'],
    ['How heavy was the fighting?', null],
    ['How quickly did help arrive?', 'duration'],
    ['How quickly did the lorry go?', 'speed'],
    ['Who led the inquiry?', 'name'],
    ['Who has owned the yard since then?', 'name'],
    ['Who ran the kiosk?', 'name'],
    ['Who ran into the road?', null],
    ['What did the mayor promise?', null],
    ['Which age group voted most?', null],
  ])('%j asks for %s', (question, mark) => {
    expect(wantedOf(question).mark).toBe(mark);
  });

  it('is nothing for a question of another form', () => {
    expect(markOf({ form: 'said', measure: null }, 'what did she say')).toBeNull();
  });

  it.each([
    ['Ada Pell, 54, runs the kiosk.', ['54']],
    ['The 54-year-old was taken to hospital.', ['54-year-old']],
    ['He was aged 17 and lived alone.', ['aged 17']],
    ['She died at 91.', ['at 91']],
    ['His sister is eleven.', ['is eleven']],
    ['Ada Pell (54) won the race.', ['54']],
    ['The bridge was built in 1897 by convicts.', ['built in 1897']],
    ['Two teenagers were hurt.', ['teenagers']],
    ['Of the tickets, 1,200 were sold.', []],
    ['Output fell, 5.6 per cent below plan.', []],
    ['It was closed in the 1980s.', []],
    ['The toll was 12.', []],
    ['The mast turned 90 degrees.', []],
    ['She turned 90.', ['turned 90']],
    ['Nine hundred people came to the funeral.', []],
    ['The oven was at 54 degrees.', []],
  ])('of age in %j are %j', (text, ages) => {
    expect(shown('How old is it?', text)).toEqual(ages);
  });

  it.each([
    ['How far did they walk?', 'They walked 21 kilometres with 31 mules.', ['21 kilometres']],
    ['How hot was it?', 'It was 41 degrees in the shade, the 12th day of the heat.', ['41 degrees']],
    ['How fast did the car go?', 'The limit is 60 kilometres an hour for 12 months.', ['60 kilometres an hour']],
    ['How heavy is the bell?', 'The bell weighs 9 tonnes and hangs 40 metres up.', ['9 tonnes']],
    ['How often does the ferry sail?', 'The ferry sails twice a day.', ['twice', 'a day']],
    ['What did the roof cost?', 'The roof cost 38 million crowns and took 400 workers.', ['38 million crowns']],
    ['How much was the club paid?', 'The 31 lorries were late.', []],
    ['What time did it start?', 'It began at 6.29, after a delay.', ['6.29']],
    ['How long did it burn?', 'It burned for 31 hours along 600 metres.', ['31 hours']],
  ])('%j in %j', (question, text, found) => {
    const marks = shown(question, text)!;
    for (const each of found) expect(marks.some(mark => mark.includes(each) || each.includes(mark))).toBe(true);
    if (found.length === 0) expect(marks).toEqual([]);
  });

  it.each([
    ['What time did it start?', 'A ticket was £3.50, at 12 sites.'],
    ['What time did it start?', 'Some 1500 people stood in 1500 metres of mud.'],
    ['What time did it start?', 'The letter by Dawn Marsh was read.'],
    ['When did it start?', 'Some 1500 people read the letter by Dawn Marsh.'],
    ['When did it start?', 'They planned the next march through Harwick.'],
    ['How far is it?', 'It cost £5m, or 5m people.'],
    ['How hot was it?', 'He had a degree and sat in seat 12F.'],
    ['What share was lost?', 'The third man and the second quarter-master fled.'],
    ['How often does it sail?', 'A second ferry sailed after a day of mourning.'],
    ['How many people live there?', 'The flood killed 12 people.'],
  ])('%j is not told in %j', (question, text) => {
    expect(shown(question, text)).toEqual([]);
  });

  it.each([
    ['How long did it last?', 'It lasted one second.', 'one second'],
    ['How far is it?', 'The pier is 5 m high.', '5 m'],
    ['How long is it?', 'It is 40 cm long.', '40 cm'],
    ['How heavy is it?', 'It weighs 12 lbs.', '12 lbs'],
    ['How fast did it go?', 'It went at 90 km/h.', '90 km/h'],
    ['How hot was it?', 'It was at 21.5 C.', '21.5 C'],
    ['What share was lost?', 'A third of it was lost.', 'A third'],
    ['How often does it sail?', 'It sails three times a week.', 'times a week'],
    ['How many people live there?', 'Its 900 people fish.', 'Its 900 people'],
    ['How many people live there?', 'It is a village of 900.', 'village of 900'],
    ['What time did it start?', 'It started at 12, in the rain.', 'at 12'],
    ['When did it start?', 'It started in the 1994 floods.', '1994'],
    ['When did it start?', 'It started at dawn.', 'dawn'],
  ])('%j is told in %j by %j', (question, text, mark) => {
    expect(shown(question, text)!.some(found => found.includes(mark))).toBe(true);
  });

  it('of length is no number that counts something else', () => {
    expect(shown('How far did it travel?', 'The shuttle had 31 lorries on it.')).toEqual([]);
  });

  it('of time is told by a day, a clock, or what it came after', () => {
    for (const text of [
      'It closed on Monday.',
      'It closed at noon.',
      'It closed after the flood.',
      'It closed in 1994.',
    ])
      expect(shown('When did it close?', text)).not.toEqual([]);
    for (const text of ['The mayor closed the old market hall.', 'It may close.', 'The night train was closed.'])
      expect(shown('When did it close?', text)).toEqual([]);
  });

  it('of how long is neither an order nor a lifetime', () => {
    expect(shown('How long did it last?', 'A second tunnel saved her life.')).toEqual([]);
  });

  it('of a cause is what follows, where it is told plainly', () => {
    expect(shown('Why was it closed?', 'It was closed for want of staff.')).toEqual(['for want of staff']);
    expect(shown('Why was it closed?', 'It was empty on Sunday.')).toEqual([]);
  });
});
