import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanQuestion } from '../../commands/ask.ts';
import { count } from '../../src/core/count.ts';
import type { Span } from '../../src/core/reply.ts';
import { answerReply } from '../../src/newsroom/answer-reply.ts';
import { anAnswer, someEvidence } from '../adapters/parts.ts';

const words = (spans: Span[]) => spans.map(span => ('text' in span ? span.text : span.at)).join('');

describe('an answer', () => {
  test('is the short answer, its quotes, and how many agree', () => {
    const answer = anAnswer({ agreement: { articles: 4, reports: 3, outlets: 2 } });
    const made = answerReply(answer);
    expect(made).toMatchObject({
      body: [{ kind: 'strong', text: '14 ferries' }],
      tone: 'plain',
      fallback: '14 ferries',
      data: answer,
    });
    expect(made.quotes).toEqual([{ evidence: answer.evidence[0], says: null }]);
    expect(words(made.fields[0]!.value)).toBe('3 reports in 4 articles, 2 outlets');
  });

  test('counts no outlets where none is known', () => {
    const made = answerReply(anAnswer({ agreement: { articles: 1, reports: 1, outlets: 0 } }));
    expect(words(made.fields[0]!.value)).toBe('1 report in 1 article');
  });

  test('says what to be careful about right below', () => {
    const made = answerReply(anAnswer({ caveats: [{ code: 'single-report', text: 'Only one report says so.' }] }));
    expect(made.tone).toBe('warning');
    expect(words(made.body)).toBe('14 ferries\nOnly one report says so.');
  });

  test('shows both sides of a disagreement, and no passage twice', () => {
    const [one, other, third] = ['12 sail.', '14 sail.', 'Ferries sail.'].map((quote, at) =>
      someEvidence({ quote, article: `t-${at}` }),
    );
    const sides = [
      { says: '12', evidence: [one!] },
      { says: '14', evidence: [other!] },
    ];
    const made = answerReply(anAnswer({ evidence: [other!, third!], disagreement: { kind: 'conflict', sides } }));
    expect(words(made.body)).toContain('Sources disagree.');
    expect(made.quotes.map(quote => [quote.says, quote.evidence.article])).toEqual([
      ['12', 't-0'],
      ['14', 't-1'],
      [null, 't-2'],
    ]);
  });

  test('says where figures cannot be compared', () => {
    const made = answerReply(anAnswer({ disagreement: { kind: 'cannot-compare', sides: [] } }));
    expect(words(made.body)).toContain('cannot be compared');
  });
});

describe('a refusal', () => {
  test('says that the record does not say, and what comes closest', () => {
    const made = answerReply(
      anAnswer({ status: 'not-in-corpus', answer: '', evidence: [], nearest: [someEvidence()] }),
    );
    expect(made).toMatchObject({ tone: 'refusal', fallback: 'The record does not say.', fields: [] });
    expect(words(made.body)).toBe('The record does not say.\nWhat comes closest:');
    expect(made.quotes).toHaveLength(1);
  });

  test('promises nothing closest where nothing is', () => {
    const made = answerReply(anAnswer({ status: 'not-in-corpus', answer: '', evidence: [] }));
    expect(words(made.body)).toBe('The record does not say.');
  });
});

describe('a question', () => {
  test('is kept as it was written, apart from tabs and line breaks', () => {
    expect(cleanQuestion('who\tleads\r\n now?')).toBe('who leads  now?');
    expect(cleanQuestion('title:"x" OR y* NEAR(z) -- ?')).toBe('title:"x" OR y* NEAR(z) -- ?');
  });

  test.each(['\0', 'a\x1bb', 'a\x7fb', 'a\x9bb', '\ud800', ' \n '])('%j is refused', question => {
    expect(() => cleanQuestion(question)).toThrow(expect.objectContaining({ code: 'bad-question' }));
  });

  test('holds no control characters once it is clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), question => {
        try {
          return !/\p{Cc}/u.test(cleanQuestion(question));
        } catch {
          return /\p{Cc}/u.test(question) || question.trim() === '';
        }
      }),
    );
  });
});

test('things are counted in words', () => {
  expect([count(0, 'file'), count(1, 'file'), count(1_204, 'file')]).toEqual(['0 files', '1 file', '1,204 files']);
});

test('a person is shown what gives the answer, not what only stands near it', () => {
  const [gives, near] = [someEvidence(), someEvidence({ article: 't-2', quote: 'Ferries are white.' })];
  const made = answerReply(anAnswer({ evidence: [gives, near], supporting: 1 }));
  expect(made.quotes).toEqual([{ evidence: gives, says: null }]);
  expect((made.data as { evidence: unknown[] }).evidence).toHaveLength(2);
});
