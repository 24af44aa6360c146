/** Every command there is, by hand, in the order `help` shows them. */
import type { AnyCommand } from '../src/core/command.ts';
import { article } from './article.ts';
import { articles } from './articles.ts';
import { ask } from './ask.ts';
import { backup } from './backup.ts';
import { config } from './config.ts';
import { help } from './help.ts';
import { ingest } from './ingest.ts';
import { reindex } from './reindex.ts';
import { search } from './search.ts';
import { why } from './why.ts';

export const commands: readonly AnyCommand[] = [
  ask,
  why,
  search,
  article,
  articles,
  help,
  ingest,
  reindex,
  backup,
  config,
];
