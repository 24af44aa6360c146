/** Every job there is, by hand: a rename or a new file never changes what runs without a line here. */
import type { AnyJob } from '../src/core/job.ts';
import { assessArticle } from './assess-article.ts';
import { briefArticle } from './brief-article.ts';
import { deliver } from './deliver.ts';
import { deliverLate } from './deliver-late.ts';
import { digest } from './digest.ts';
import { digestsDue } from './digests-due.ts';
import { dropQuestions } from './drop-questions.ts';
import { improveAnswer } from './improve-answer.ts';
import { ingestArticle } from './ingest-article.ts';
import { joinCases } from './join-cases.ts';
import { pollFeed } from './poll-feed.ts';
import { recall } from './recall.ts';
import { retryWatches } from './retry-watches.ts';
import { showCase } from './show-case.ts';
import { tellVerdict } from './tell-verdict.ts';
import { tidy } from './tidy.ts';

export const jobs: readonly AnyJob[] = [
  ingestArticle,
  pollFeed,
  briefArticle,
  assessArticle,
  retryWatches,
  joinCases,
  digestsDue,
  digest,
  deliver,
  deliverLate,
  improveAnswer,
  recall,
  showCase,
  tellVerdict,
  dropQuestions,
  tidy,
];
