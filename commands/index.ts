/** Every command there is, by hand, in the order `help` shows them. */
import type { AnyCommand } from '../src/core/command.ts';
import { add } from './add.ts';
import { article } from './article.ts';
import { articles } from './articles.ts';
import { ask } from './ask.ts';
import { assess } from './assess.ts';
import { backup } from './backup.ts';
import { brief } from './brief.ts';
import { oneCase } from './case.ts';
import { cases } from './cases.ts';
import { config } from './config.ts';
import { corrections } from './corrections.ts';
import { digestAt } from './digest-at.ts';
import { digestNow } from './digest-now.ts';
import { digestOff } from './digest-off.ts';
import { digestShow } from './digest-show.ts';
import { doctor } from './doctor.ts';
import { feedAdd } from './feed-add.ts';
import { feedCheck } from './feed-check.ts';
import { feedExport } from './feed-export.ts';
import { feedImport } from './feed-import.ts';
import { feedList } from './feed-list.ts';
import { feedPause } from './feed-pause.ts';
import { feedRemove } from './feed-remove.ts';
import { feedResume } from './feed-resume.ts';
import { flag } from './flag.ts';
import { follow } from './follow.ts';
import { following } from './following.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { ingest } from './ingest.ts';
import { invite } from './invite.ts';
import { manifest } from './manifest.ts';
import { migrate } from './migrate.ts';
import { others } from './others.ts';
import { reindex } from './reindex.ts';
import { search } from './search.ts';
import { sources } from './sources.ts';
import { status } from './status.ts';
import { take } from './take.ts';
import { unflag } from './unflag.ts';
import { unfollow } from './unfollow.ts';
import { unwatch } from './unwatch.ts';
import { verdict } from './verdict.ts';
import { vote } from './vote.ts';
import { watch } from './watch.ts';
import { watches } from './watches.ts';
import { why } from './why.ts';

export const commands: readonly AnyCommand[] = [
  ask,
  why,
  search,
  article,
  brief,
  assess,
  articles,
  feedAdd,
  feedList,
  feedCheck,
  feedPause,
  feedResume,
  feedRemove,
  add,
  follow,
  unfollow,
  following,
  digestAt,
  digestNow,
  digestOff,
  digestShow,
  sources,
  others,
  corrections,
  vote,
  watch,
  unwatch,
  watches,
  flag,
  unflag,
  cases,
  oneCase,
  take,
  verdict,
  forget,
  status,
  help,
  ingest,
  feedImport,
  feedExport,
  reindex,
  backup,
  migrate,
  config,
  doctor,
  manifest,
  invite,
];
