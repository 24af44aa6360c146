/** `search`: the passages that match some words, best first, one an article. It quotes; it never answers. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { count } from '../src/core/count.ts';
import { reply, text } from '../src/core/reply.ts';
import { cleanQuestion, questionField } from './ask.ts';

/** Articles; more than ten quotes are not read in a channel. */
const MAX_RESULTS = 10;

export const search = defineCommand({
  name: 'search',
  summary: 'finds the passages that match some words',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  input: z.object({ words: questionField('what to look for') }),
  async run({ words }, { newsroom }) {
    const results = await newsroom.search(cleanQuestion(words), MAX_RESULTS);
    const fallback =
      results.length > 0 ? `${count(results.length, 'article')}, best first.` : 'Nothing in the record matches.';
    return reply({
      body: [text(fallback)],
      quotes: results.map(({ score: _, ...evidence }) => ({ evidence, says: null })),
      tone: results.length > 0 ? 'plain' : 'refusal',
      fallback,
      data: { results },
    });
  },
});
