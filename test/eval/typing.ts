/**
 * `npm run eval -- typing`: the questions of our own stories as they are written and as they are typed in a hurry, both with nothing refused: what slips
 * cost. It only measures.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askEngine } from './engine.ts';
import { type FigureName, type Figures, score } from './score.ts';
import type { QuestionSet } from './sets.ts';
import { typedInHaste } from './slips.ts';
import { aligned } from './table.ts';

const SHOWN: readonly FigureName[] = ['hit', 'reach', 'auroc'];
const SEED = 1;

/** A row for each set and way of typing. */
export async function reportTyping(sets: readonly QuestionSet[]): Promise<string> {
  const rows = [['', ...SHOWN.flatMap(name => [name, 'in haste'])]];
  for (const set of sets) {
    const [written, typed] = [await figuresOf(set), await inHaste(set, figuresOf)];
    rows.push([set.name, ...SHOWN.flatMap(name => [String(written[name] ?? '–'), String(typed[name] ?? '–')])]);
  }
  return aligned(rows);
}

async function figuresOf({ questionsFile, corpus, questions, texts }: QuestionSet): Promise<Figures> {
  return score(questions, await askEngine(questionsFile, corpus, 'all'), texts).figures;
}

/** Measures the same questions from a file of their own. */
async function inHaste(set: QuestionSet, measure: (set: QuestionSet) => Promise<Figures>): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stet-typing-'));
  try {
    const questions = set.questions.map((each, at) => ({ ...each, question: typedInHaste(each.question, SEED, at) }));
    const questionsFile = path.join(folder, 'questions.jsonl');
    await writeFile(questionsFile, questions.map(each => `${JSON.stringify(each)}\n`).join(''));
    return await measure({ ...set, questions, questionsFile });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
