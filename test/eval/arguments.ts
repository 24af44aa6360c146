/** The command line of `npm run eval`, read and checked. Opens no file. */
import { parseArgs } from 'node:util';
import { StetError } from '../../src/core/errors.ts';

export const USAGE = `usage: npm run eval -- [what] [options]
what: nothing                              the repository's own questions: seeds, each corpus, and all together
      questions FILE [--corpus FILE|DIR]   questions of a file, on the seeds or on that corpus
      copies FILE [TRUTH]                  articles of a corpus that share their text, beside the pairs planted in it
      feeds FOLDER                         test feeds with their expectations, as expect.jsonl in the folder
      briefs FILE [--show]                 briefs of {"article", "reference"} lines by ROUGE, beside plain summarisers
      dossier FILE [--show]                points against doctored articles beside those marked by hand, and against sound ones
      typing                               our own questions as written and as typed in a hurry
      ramdocs FILE                         questions each asked of its own documents, which contradict each other
      stores URL                           whether any answer is another on PostgreSQL than on SQLite; URL: an empty database
      ANSWERS.jsonl [QUESTIONS.jsonl]      answers that exist already (--corpus: where their quotes must stand)
--baseline   sentence BM25 at its best threshold instead of the program
--compare    the program beside sentence BM25 that refuses as often; exit code 1 where a figure is worse
--model      beside the same with a language model, and what that costs: the one of STET_MODEL_URL, else a reader's recorded readings
--curve      what would be answered at each threshold of confidence
--misses     each question that went wrong
--json       one JSON object for machines`;

const OPTIONS = {
  corpus: { type: 'string' },
  baseline: { type: 'boolean', default: false },
  compare: { type: 'boolean', default: false },
  model: { type: 'boolean', default: false },
  curve: { type: 'boolean', default: false },
  misses: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Paths as given; null where the repository's own are meant, or where the program is to be asked. */
interface What {
  questionsFile: string | null;
  answersFile: string | null;
  corpus: string | null;
}

/** What to measure, and how to show it. Throws `bad-usage` with the usage text. */
export function readArguments(given: readonly string[]) {
  const { values, positionals } = parse(given);
  const { corpus, ...options } = values;
  return { what: whatOf(positionals, corpus ?? null), options };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw usageFault(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function whatOf([first, second, ...more]: string[], corpus: string | null): What {
  if (more.length > 0) throw usageFault('too many arguments');
  if (first === undefined && corpus !== null) throw usageFault('--corpus needs questions or answers');
  if (first === 'questions' && second === undefined) throw usageFault('questions needs a file');
  const answersFile = first === undefined || first === 'questions' ? null : first;
  return { questionsFile: second ?? null, answersFile, corpus };
}

function usageFault(why: string, cause?: unknown): StetError {
  return new StetError('bad-usage', 'bad arguments of eval', { cause, userMessage: `${why}\n${USAGE}` });
}
