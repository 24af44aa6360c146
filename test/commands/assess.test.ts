import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assess } from '../../commands/assess.ts';
import { renderReply as renderConsole } from '../../src/adapters/console/render.ts';
import { renderReply as renderDiscord } from '../../src/adapters/discord/render.ts';
import { renderSlack } from '../../src/adapters/slack/render.ts';
import type { Dossier } from '../../src/core/model.ts';
import type { Store } from '../../src/core/ports.ts';
import type { Reply } from '../../src/core/reply.ts';
import { verifyQuotes } from '../../src/core/verify-quotes.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { aDossier, dossierOn, LEAD, REPORTS } from '../support/dossiers.ts';

const TEXT = `${LEAD}

Eleven people died that day. The captain saeid nothing.

“We could not see our own bow in that fog,” Anders Pohlmann said. Three people died.

Former Transport Minister Anders Pohlmann wept.

Benefits of the Harbour Pact

- Trust: Passengers gain confidence.

Frequently Asked Questions`;

let store: Store;
let dossier: Dossier;
beforeEach(async () => {
  store = await memoryStore();
  for (const [n, { text }] of [{ text: TEXT }, ...REPORTS].entries())
    await store.saveArticle(anArticle({ id: `a${n}`, text, title: `Ferry ${n}`, url: `https://ostby.example/${n}` }));
  dossier = dossierOn({ text: TEXT })!;
});
afterEach(() => store.close());

const asked = (given: object = {}, made: Dossier | null = dossier) =>
  assess.run(
    { article: 'a0', ...given } as never,
    aContext(store, { newsroom: aNewsroom({ assess: async () => made }) }),
  );

describe('a dossier', () => {
  test('shows what weighs, each passage with its reasons and what speaks against it', async () => {
    const made = await asked();
    expect(made.tone).toBe('warning');
    expect(made.fallback).toMatch(/^Ferry 0: There is reason to doubt this article: \d major points \(/);
    const [first, second] = made.quotes;
    expect(first!.says).toMatch(/^Against · contradicted: 2 other reports say "Three/);
    expect(first!.evidence.quote).toBe('Eleven people died that day.');
    expect(second).toMatchObject({ says: 'Against it stands', evidence: { article: 'a1' } });
    expect(made.quotes.filter(({ says }) => says?.startsWith('Against ·')).length).toBeLessThanOrEqual(6);
    await expect(verifyQuotes(made, store)).resolves.toBeUndefined();
  });

  test('shows what confirms an article against which there is nothing', async () => {
    const text = REPORTS[0]!.text;
    const sound = dossierOn({ text }, [
      REPORTS[1]!,
      { text: 'Near Gull Rock in Ostby harbour three people died on the Sandling, Mirel Dunst said.' },
    ])!;
    await store.saveArticle(anArticle({ id: 'a0', text }));
    const made = await asked({}, { ...sound, revision: 2 });
    expect(made.tone).toBe('plain');
    expect(made.fallback).toContain('nothing was found against it');
    expect(made.quotes.map(({ says }) => says)).toEqual([
      expect.stringMatching(/^For it · /),
      expect.stringMatching(/^For it · /),
    ]);
  });

  test('is printed for machines with every point, its place and its counter-evidence', async () => {
    const { data } = (await asked()) as Reply & { data: Record<string, unknown> };
    expect(Object.keys(data)).toEqual(['article', 'revision', 'points', 'support', 'summary', 'doubtful', 'compared']);
    const points = data.points as { passage: string; start: number; end: number; against: unknown[] }[];
    expect(points).toHaveLength(dossier.points.length);
    for (const { passage, start, end } of points) expect(TEXT.slice(start, end)).toBe(passage);
    expect(points[0]!.against[0]).toMatchObject({ article: expect.any(String), quote: expect.any(String) });
  });

  test('fits one message of every platform, sources and all', async () => {
    const made = await asked();
    expect(renderSlack(made)).toHaveLength(1);
    expect(renderDiscord(made)).toHaveLength(1);
    const shown = renderConsole(made, { width: 100, colour: false } as never);
    for (const { evidence } of made.quotes)
      expect(shown.replace(/[\s│╰]+/g, ' ')).toContain(evidence.quote.replace(/\s+/g, ' '));
  });

  test('is kept with the revision, and an earlier one is shown as it was found then', async () => {
    await asked();
    expect((await store.dossier('a0'))?.dossier).toEqual(dossier);
    await store.saveArticle(anArticle({ id: 'a0', text: `${TEXT}\n\nCorrected.` }));
    const then = await asked({ revision: 1 }, null);
    expect((then.data as { points: unknown[] }).points).toHaveLength(dossier.points.length);
    expect(JSON.stringify(then.body)).toContain('As revision 1 was found on');
    await expect(verifyQuotes(then, store)).resolves.toBeUndefined();
  });

  test('is shown and not kept where another process owns the store', async () => {
    const readOnly = { ...store, writable: false };
    const context = aContext(readOnly, { newsroom: aNewsroom({ assess: async () => dossier }) });
    expect((await assess.run({ article: 'a0' }, context)).tone).toBe('warning');
    expect(await store.dossier('a0')).toBeNull();
  });

  test('of an unknown article, of one without passages or of a revision that has none is a fault that says so', async () => {
    const unknown = { code: 'unknown-article' };
    await expect(asked({ article: 'nowhere' })).rejects.toMatchObject(unknown);
    await expect(asked({}, null)).rejects.toMatchObject({ ...unknown, userMessage: expect.stringContaining('a0') });
    await expect(asked({ revision: 7 }, aDossier())).rejects.toMatchObject({
      ...unknown,
      userMessage: 'No dossier of revision 7 of a0 is kept.',
    });
  });
});
