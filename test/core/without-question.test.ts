import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, emphasis, type Reply, reply, strong, text } from '../../src/core/reply.ts';
import { questionsOf, withoutQuestion } from '../../src/core/without-question.ts';
import { anAnswer, someEvidence } from '../adapters/parts.ts';

describe('a reply without its question', () => {
  it('says the same, and repeats the question nowhere', () => {
    const asked = 'Who sold the ferry?';
    const made = reply({
      headline: `On “${asked}”`,
      body: [strong('The harbour board'), text('Read as: '), emphasis('Who sold the ferry in April?')],
      fields: [{ name: 'Asked', value: [code(asked), { kind: 'time', at: '2026-01-07' }] }],
      fallback: asked,
      data: anAnswer({ id: 'q1', question: asked, readAs: 'Who sold the ferry in April?' }),
    });
    const { id, readAs, ...answer } = anAnswer();
    expect(withoutQuestion(made, asked)).toEqual({
      ...made,
      headline: 'On “…”',
      body: [strong('The harbour board'), text('Read as: '), emphasis('…')],
      fields: [{ name: 'Asked', value: [code('…'), { kind: 'time', at: '2026-01-07' }] }],
      fallback: '…',
      data: { ...answer, question: '' },
    });
  });

  it('says as little of it in what follows below', () => {
    const data = anAnswer({ question: 'Who sold it?', readAs: 'Who sold the ferry?' });
    const made = reply({
      fallback: '',
      data,
      rest: reply({ body: [text('As to “Who sold the ferry?”')], fallback: '' }),
    });
    expect(withoutQuestion(made, null).rest?.body).toEqual([text('As to “…”')]);
  });

  it('keeps its quotations as they are, though one reads like the question', () => {
    const evidence = someEvidence({ quote: 'Who sold the ferry?' });
    const data = { question: 'Who sold the ferry?', evidence: [evidence] };
    const made = reply({ quotes: [{ evidence, says: null }], fallback: '', data });
    const left = withoutQuestion(made, null);
    expect(left.quotes).toEqual(made.quotes);
    expect(left.data).toEqual({ question: '', evidence: [evidence] });
  });

  it('keeps a word of the answer that was all that was asked', () => {
    const made = reply({
      body: [text('ferry'), text('14 ferry lines')],
      fallback: 'ferry lines',
      data: { question: 'ferry' },
    });
    const { body, fallback } = withoutQuestion(made, null);
    expect([body, fallback]).toEqual([[text('…'), text('14 ferry lines')], 'ferry lines']);
  });

  it('of an explanation does not tell what was understood of it', () => {
    const data = { answer: anAnswer(), understood: { terms: [{ term: 'ferry' }] }, passages: [{ id: 3 }] };
    expect(withoutQuestion(reply({ fallback: '', data }), null).data).toEqual({
      answer: { ...anAnswer(), question: '' },
      passages: [{ id: 3 }],
    });
  });

  it.each([null, 'words', 7, [], [1, [2]], { id: 'a-1', title: 'x' }])(
    'keeps data that tells no question: %j',
    data => {
      expect(withoutQuestion(reply({ fallback: 'x', data }), null).data).toEqual(data);
    },
  );

  it('holds none of its words as a whole, whatever was asked, and is the same when it is done again', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(words, fc.string(), (said, around) => {
        const question = said.join(' ').trim();
        fc.pre(/\S\s+\S/.test(question) && !'… \0'.includes(question));
        const made: Reply = reply({ body: [text(`${around}${question}`)], fallback: question, data: { question } });
        const left = withoutQuestion(made, question);
        expect((left.body[0] as { text: string }).text.includes(question)).toBe(false);
        expect(questionsOf(left, null)).toEqual([]);
        expect(withoutQuestion(left, null)).toEqual(left);
      }),
    );
  });
});
