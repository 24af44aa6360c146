import { describe, expect, it } from 'vitest';
import { passageWith, read, readSeed } from './seed.ts';

const speakers = (text: string) => read(text).map(passage => passage.speaker);
const told = (text: string) =>
  read(text).flatMap(({ speech }) => speech.map(({ start, end, direct }) => [direct, text.slice(start, end)]));

describe('who is speaking', () => {
  it.each([
    ['“We won,” Prime Minister Ann Novak said.', 'Ann Novak'],
    ['“We won,” said Prime Minister Ann Novak.', 'Ann Novak'],
    ['Prime Minister Ann Novak said that they had won.', 'Ann Novak'],
    ['Ann Novak, the prime minister of the north, said they had won.', 'Ann Novak'],
    ['According to police, the road is closed.', 'police'],
    ['The road is closed, according to Ann Novak.', 'Ann Novak'],
    ['A spokesman, Bob Cole, told reporters that the road was closed.', 'Bob Cole'],
    ['Before the talks, an adviser to Mr Cole said: “We have converged.”', 'an adviser to Mr Cole'],
    ["“We work,” Mr Cole's office said on Monday.", "Mr Cole's office"],
    ['Bob Cole welcomed the deal but said on Monday that he remained sceptical.', 'Bob Cole'],
    ['“We own it,” leaders of France, Spain and Italy said.', 'leaders of France, Spain and Italy'],
  ])('%s', (text, speaker) => {
    expect(speakers(`Officials met Bob Cole there. ${text}`).at(-1)).toBe(speaker);
  });

  it('is known from the sentence before', () => {
    expect(speakers('Minister Ann Novak said it rained.\nShe added that it was cold.')).toEqual([
      'Ann Novak',
      'Ann Novak',
    ]);
    expect(speakers('Minister Ann Novak arrived late.\n“It rained,” she said.')).toEqual([null, 'Ann Novak']);
  });

  it('says nothing where only stops follow', () => {
    expect(told('Then he said. . . ')).toEqual([]);
  });

  it('is whoever the sentence before is about, trade and all', () => {
    const text =
      'Minister Ann Novak said it rained.\nCrane driver Jo Tell, 52, has worked here for years.\n“It is my chair,” she said.';
    expect(speakers(text).at(-1)).toBe('Jo Tell');
  });

  it.each(['Police shoot Jo Tell.', 'Critics blame Jo Tell for the fire.'])(
    'is not whom something was done to: %s',
    text => {
      expect(speakers(`${text}\n“It is a lie,” she said.`).at(-1)).toBeNull();
    },
  );

  it('is known from the sentence after, while the quotation is open', () => {
    expect(speakers('“It rained. It was cold,” said Minister Ann Novak.')).toEqual(['Ann Novak', 'Ann Novak']);
  });

  it('goes on with a quotation that is taken up again', () => {
    expect(speakers('“It rained,” Minister Ann Novak said. “It was cold. We left.” The road is closed.')).toEqual([
      'Ann Novak',
      'Ann Novak',
      'Ann Novak',
      null,
    ]);
  });

  it('is nobody where a name stands in quotation marks', () => {
    const [passage] = read('Members of the “Friends of the Bridge” met in town.');
    expect(passage).toMatchObject({ speaker: null, speech: [] });
  });

  it('marks the words told, with and without quotation marks', () => {
    expect(told('Minister Ann Novak said after the talks that the “long road” was open.')).toEqual([
      [false, 'the “long road” was open'],
      [true, 'long road'],
    ]);
    expect(told('“It rained,” Minister Ann Novak said in a statement on Monday.')).toEqual([[true, 'It rained,']]);
  });

  it('is left alone in other languages', () => {
    expect(read('« Il pleut », said Ann Novak.', { language: 'fr' })[0]).toMatchObject({ speaker: null, speech: [] });
  });
});

describe('speakers of the seeds', () => {
  it('knows Witkoff by "he said"', () => {
    const passages = readSeed('001');
    expect(passageWith(passages, 'largely finished').speaker).toBe('Steve Witkoff');
    expect(passageWith(readSeed('004'), 'they will do both').speaker).toBe('Steve Witkoff');
    expect(passageWith(readSeed('004'), 'as strong as anyone').speaker).toBe('Steve Witkoff');
  });

  it('knows who said what the US will lead, and who "the statement" is', () => {
    expect(passageWith(readSeed('003'), 'leading role in monitoring').speaker).toBe('Volodymyr Zelenskyy');
    expect(passageWith(readSeed('001'), 'These commitments may include').speaker).toBe(
      'A joint statement from coalition leaders',
    );
  });

  it('gives a list to whoever tells it', () => {
    expect(passageWith(readSeed('003'), 'Ceasefire monitoring:').speaker).toBe('the statement from Zelenskyy’s office');
  });

  it('gives embedded posts to their posters', () => {
    const passages = readSeed('002');
    expect(passageWith(passages, 'La réunion de Paris').speaker).toBe('Emmanuel Macron');
    expect(passageWith(passages, 'sends a clear message').speaker).toBe('Ursula von der Leyen');
    expect(passageWith(passages, 'the US delegation met').speaker).toBe('Steve Witkoff');
    expect(passageWith(passages, 'We already have these').speaker).toBe('Volodymyr Zelenskyy');
    expect(passageWith(passages, 'The Paris summit participants').speaker).toBeNull();
  });
});
