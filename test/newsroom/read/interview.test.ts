import { describe, expect, it } from 'vitest';
import { read } from './seed.ts';

const QUESTIONS = [
  'When did you see the flood?\nI saw it at six. The bank was already gone.',
  'What did you do?\nI rang my sister. She has a boat.',
  'Your council wants to move the village.\nI will stay, and so will we all.',
  'Will you build again?\nMy roof comes first.',
];

const anInterview = ({
  intro = 'Ann Novak, 41, keeps the ferry. She talked to Bob Cole on the quay.',
  body = QUESTIONS,
} = {}) => [intro, ...body].join('\n\n');

const speakerOf = (text: string, words: string) => read(text).find(passage => passage.text.includes(words))?.speaker;

describe('an interview of questions and answers', () => {
  it.each([
    ['Ann Novak, 41, keeps the ferry. She talked to Bob Cole on the quay.'],
    ['Bob Cole spoke to Ann Novak about the flood.'],
    ['An interview by Bob Cole with Ann Novak, who keeps the ferry.'],
    ['Bob Cole met the ferry keeper Ann Novak on the quay.'],
    ['The flood took half of the village. Ann Novak had warned of it for years.'],
  ])('is told by whom the introduction names: %s', intro => {
    const text = anInterview({ intro });
    expect(speakerOf(text, 'I saw it')).toBe('Ann Novak');
    expect(speakerOf(text, 'She has a boat')).toBe('Ann Novak');
    expect(speakerOf(text, 'I will stay')).toBe('Ann Novak');
  });

  it('leaves the questions, and what is put without a question mark, to the paper', () => {
    const text = anInterview();
    expect(speakerOf(text, 'When did you see')).toBeNull();
    expect(speakerOf(text, 'wants to move')).toBeNull();
    expect(speakerOf(text, 'keeps the ferry')).toBeNull();
  });

  it('keeps each answer under its question', () => {
    const passages = read(anInterview());
    const answer = passages.find(({ text }) => text.startsWith('She has a boat'))!;
    expect(passages[answer.section!]!.text).toBe('What did you do?');
  });

  it('tells the whole answer as spoken, word for word', () => {
    const text = anInterview();
    const answer = read(text).find(passage => passage.text === 'She has a boat.')!;
    expect(answer.speech).toEqual([{ start: answer.start, end: answer.end, speaker: 'Ann Novak', direct: true }]);
  });

  it('leaves what the editors say at its end to them', () => {
    const text = anInterview({ body: [...QUESTIONS, 'This interview was shortened for print.'] });
    expect(speakerOf(text, 'shortened')).toBeNull();
  });

  it.each([
    [
      'a page of questions about a service',
      ['How do you pay?\nBy card.', 'Can you cancel?\nYes, by letter.', 'Do you ship abroad?\nNot yet.'],
    ],
    [
      'a report that asks its reader a few things',
      ['The dam broke at six.', 'Would you have stayed?', 'Most people left within the hour.'],
    ],
    ['questions that nobody is asked', ['Who knew?\nI do not know.', 'Who saw it?\nI did not.', 'What now?\nI wait.']],
  ])('is not %s', (_, body) => {
    const text = anInterview({ body });
    expect(read(text).every(({ speaker }) => speaker === null)).toBe(true);
  });

  it('has nobody speaking where nobody is named', () => {
    expect(speakerOf(anInterview({ intro: 'The ferry runs again.' }), 'I saw it')).toBeNull();
  });
});
