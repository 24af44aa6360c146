/** Every job there is, by hand: a rename or a new file never changes what runs without a line here. */
import type { AnyJob } from '../src/core/job.ts';
import { ingestArticle } from './ingest-article.ts';

export const jobs: readonly AnyJob[] = [ingestArticle];
