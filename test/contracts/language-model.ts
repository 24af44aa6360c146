/** What every LanguageModel must do: faults are values, what it gives back is told with its cost, and nobody waits for it longer than they want. */
import { afterEach, describe, expect, it } from 'vitest';
import type { LanguageModel, ModelRequest } from '../../src/core/language-model.ts';

const REQUEST: ModelRequest = { task: 'widen', instructions: 'Words.', data: { question: 'Who?' }, maxTokens: 50 };

/** @param open makes one that gives back this JSON to `REQUEST`, and something that is none to any other. */
export function languageModelContract(
  name: string,
  open: (request: ModelRequest, value: unknown) => Promise<{ model: LanguageModel; close: () => Promise<void> }>,
): void {
  describe(`language model contract: ${name}`, () => {
    let close = async () => {};
    afterEach(() => close());

    async function opened(value: unknown): Promise<LanguageModel> {
      const { model, close: end } = await open(REQUEST, value);
      close = async () => {
        await model.close();
        await end();
      };
      return model;
    }

    it.each([[{ words: ['quay “north”\n'], questions: [] }], [[1, null]], ['a text']])(
      'gives back JSON: %j',
      async value => {
        const model = await opened(value);
        const reply = await model.ask(REQUEST, new AbortController().signal);
        expect(reply).toEqual({ value, tokens: expect.toSatisfy(tokens => Number.isInteger(tokens) && tokens > 0) });
      },
    );

    it('has a fault for what it cannot answer, and does not reject', async () => {
      const model = await opened({});
      const reply = await model.ask({ ...REQUEST, data: { question: 'something else' } }, new AbortController().signal);
      expect(reply).toMatchObject({ fault: expect.any(String), tokens: expect.any(Number) });
    });

    it('is late for whoever has no more time', async () => {
      const model = await opened({});
      expect(await model.ask(REQUEST, AbortSignal.abort())).toMatchObject({ fault: 'late' });
    });

    it('says how long its help may take, and may be closed twice', async () => {
      const model = await opened({});
      expect(model.timeoutMs).toBeGreaterThan(0);
      await model.close();
    });
  });
}
