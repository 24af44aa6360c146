/**
 * `brief <article>`: an article in two to four of its own sentences. Puts a Brief into a Reply; it decides nothing about the brief
 * itself, and whoever asks is told all of it, whatever their channel was told before.
 */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { articleField } from '../src/core/fields.ts';
import { briefReply } from '../src/newsroom/brief/reply.ts';
import { articleInRecord } from './article.ts';

export const brief = defineCommand({
  name: 'brief',
  summary: 'tells an article in its own most telling sentences',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  input: z.object({ article: articleField({ about: 'its id, as quotes and articles show it' }) }),
  async run({ article: id }, { store, newsroom, typed }) {
    const { verdict } = await articleInRecord(id, { store, newsroom, typed });
    if (verdict === 'retracted') throw retracted(id);
    return briefReply(await newsroom.brief(id, [], { model: true }));
  },
});

function retracted(id: string): StetError {
  const userMessage = `Article ${id} was retracted; /article ${id} says why.`;
  return new StetError('retracted', 'a brief of an article that was retracted', { userMessage });
}
