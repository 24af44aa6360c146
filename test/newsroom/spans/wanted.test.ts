import { describe, expect, it } from 'vitest';
import { wantedOf } from '../../../src/newsroom/spans/wanted.ts';
import { termsOf } from '../../../src/newsroom/terms.ts';

const termOf = (word: string) => termsOf(word)[0]!.term;

describe('what a question wants', () => {
  it.each([
    ['Who chairs the committee?', 'who', 'person'],
    ['whos going to pay for it', 'who', 'person'],
    ['Who is Ada Pell?', 'who-is', 'definition'],
    ['What is Skylark?', 'what-is', 'definition'],
    ['In which city does it sit?', 'which', 'place'],
    ['In which year was it built?', 'when', 'date'],
    ['By when must it report?', 'when', 'date'],
    ['How soon will both tracks be open?', 'when', 'date'],
    ['On which weekday does the panel sit?', 'when', 'date'],
    ['What will it cost to mend the roof?', 'how-many', 'number'],
    ['What does she earn?', 'how-many', 'number'],
    ['What did the town pay for?', 'what', 'thing'],
    ['What age is the girl?', 'how-many', 'number'],
    ['What share of voters said yes?', 'how-many', 'number'],
    ['how meny ships are there', 'how-many', 'number'],
    ['How high is the dam?', 'how-many', 'number'],
    ['Why did the talks fail?', 'why', 'reason'],
    ['What did the mayor say about the tram?', 'said', 'quote'],
    ['wat did the mayor call it', 'said', 'quote'],
    ['List the steps of the plan', 'list', 'list'],
    ['Did the union sign?', 'yes-no', 'yes-no'],
    ['If it rains again, are they bound to help?', 'yes-no', 'yes-no'],
    ['Is she an envoy or a spokesman?', 'choice', 'thing'],
    ['When the port closed, which ships stayed out?', 'which', 'thing'],
    ['', 'what', 'thing'],
  ])('%j is read as %s, for a %s', (text, form, type) => {
    expect(wantedOf(text)).toMatchObject({ form, type });
  });

  it('names the noun asked for', () => {
    expect(wantedOf('How many new sirens were bought?').head).toEqual([termOf('sirens')]);
    expect(wantedOf('Which power stations are closed?').head).toEqual([termOf('power'), termOf('stations')]);
  });

  it('knows whether one thing or several are asked for', () => {
    expect(wantedOf('Which two countries signed?').many).toBe(true);
    expect(wantedOf('Which country signed?').many).toBe(false);
  });

  it.each([
    ['How high is the dam?', 'length'],
    ['How far had it gone?', 'length'],
    ['What percentage voted?', 'share'],
    ['How old was Ada Pell?', 'age'],
    ['What age is the girl?', 'age'],
    ['How long did the strike last?', 'duration'],
    ['how long was it burning', 'duration'],
    ['How long is the bridge?', 'extent'],
    ['How fast may trains go?', 'speed'],
    ['What is the speed limit?', 'speed'],
    ['How hot did it get?', 'temperature'],
    ['What will it cost to mend the roof?', 'money'],
    ['How much were the families paid?', 'money'],
    ['How many ships came?', null],
    ['How many people work there?', null],
  ])('%j asks to be told by %s', (text, measure) => {
    expect(wantedOf(text).measure).toBe(measure);
  });

  it('keeps both sides of an alternative', () => {
    expect(wantedOf('Are the terms binding or merely political?').options).toEqual(['terms binding', 'political']);
  });

  it('tells a question for the subject from one for the object', () => {
    expect(wantedOf('Who leads the inquiry?').role).toBe('subject');
    expect(wantedOf('What did the inquiry find?').role).toBe('object');
  });
});
