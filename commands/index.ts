/** Every command there is, by hand, in the order `help` shows them. */
import type { AnyCommand } from '../src/core/command.ts';
import { article } from './article.ts';
import { articles } from './articles.ts';
import { ask } from './ask.ts';
import { backup } from './backup.ts';
import { brief } from './brief.ts';
import { config } from './config.ts';
import { doctor } from './doctor.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { ingest } from './ingest.ts';
import { invite } from './invite.ts';
import { manifest } from './manifest.ts';
import { others } from './others.ts';
import { reindex } from './reindex.ts';
import { search } from './search.ts';
import { sources } from './sources.ts';
import { vote } from './vote.ts';
import { why } from './why.ts';

export const commands: readonly AnyCommand[] = [
  ask,
  why,
  search,
  article,
  brief,
  articles,
  sources,
  others,
  vote,
  forget,
  help,
  ingest,
  reindex,
  backup,
  config,
  doctor,
  manifest,
  invite,
];
