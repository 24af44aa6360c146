/**
 * `npm run eval`: measures answers and prints every figure. Puts the parts together; the rules are in `score.ts`.
 * It must never write into the repository, nor change what is measured.
 */
import { asStetError } from '../../src/core/errors.ts';
import { readArguments, USAGE } from './arguments.ts';
import { reportBriefs } from './briefs.ts';
import { compareFigures } from './compare.ts';
import { reportCopies } from './copies.ts';
import { reportDossiers } from './dossier.ts';
import { askEngine } from './engine.ts';
import { reportFeeds } from './feeds.ts';
import { reportModel } from './model.ts';
import { readAnswers } from './questions.ts';
import { reportRamdocs } from './ramdocs.ts';
import { reportOf } from './report.ts';
import { type Run, runBaseline, runBaselineLike, runEach, scoreRun } from './runs.ts';
import { ownSets, type QuestionSet, readSet, SEED_QUESTIONS } from './sets.ts';
import { reportStores } from './stores.ts';
import { reportTyping } from './typing.ts';

async function main(given: readonly string[]): Promise<number> {
  if (given[0] === 'copies' && given[1] !== undefined) return print(await reportCopies(given[1], given[2] ?? null));
  if (given[0] === 'feeds' && given[1] !== undefined) return print(reportFeeds(given[1]));
  if (given[0] === 'briefs' && given[1] !== undefined) return print(reportBriefs(given[1], given[2] === '--show'));
  if (given[0] === 'dossier' && given[1] !== undefined) return print(reportDossiers(given[1], given[2] === '--show'));
  if (given[0] === 'ramdocs' && given[1] !== undefined) return print(reportRamdocs(given[1]));
  if (given[0] === 'stores' && given[1] !== undefined) return print(await reportStores(given[1]));
  if (given[0] === 'typing') return print(await reportTyping(await ownSets()));
  const { what, options } = readArguments(given);
  if (options.help) return print(USAGE);
  const { questionsFile, answersFile, corpus } = what;
  const named = questionsFile !== null || answersFile !== null;
  const sets = named ? [await readSet('given', questionsFile ?? SEED_QUESTIONS, corpus)] : await ownSets();
  if (options.baseline) return print(reportOf(await runBaseline(sets), options));
  if (options.model) return print(await reportModel(sets));
  const asks = answersFile === null;
  const runs = await runEach(
    sets,
    set => (asks ? askEngine(set.questionsFile, set.corpus) : readAnswers(answersFile)),
    asks && options.curve ? set => askEngine(set.questionsFile, set.corpus, 'all') : undefined,
  );
  return options.compare ? compare(runs, sets) : print(reportOf(runs, options));
}

async function compare(runs: readonly Run[], sets: readonly QuestionSet[]): Promise<number> {
  const baseline = await runBaselineLike(runs, sets);
  const pairs = runs.map((run, at) => ({ name: run.set.name, ours: scoreRun(run), theirs: scoreRun(baseline[at]!) }));
  const { text, worse } = compareFigures(pairs);
  print(text);
  return worse === 0 ? 0 : 1;
}

function print(text: string): number {
  console.log(text);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  const fault = asStetError(thrown);
  console.error(fault.code === 'internal' ? `${fault.message}: ${fault.userMessage}` : fault.userMessage);
  process.exitCode = fault.code === 'bad-usage' ? 2 : 1;
}
