/** The program beside a plain baseline, figure by figure. Pure; says where it is worse. */
import { FIGURES, type FigureName, type Scored } from './score.ts';
import { aligned, cell } from './table.ts';

export interface Pair {
  name: string;
  ours: Scored;
  theirs: Scored;
}

/** What the two columns are called. */
export interface Titles {
  ours: string;
  theirs: string;
}

const BASELINE: Titles = { ours: 'program', theirs: 'baseline' };

/** How much is answered is a choice, not a merit: it is shown, and never counts as worse. */
const NO_MERIT: ReadonlySet<FigureName> = new Set<FigureName>(['answered']);
const LOWER_IS_BETTER: ReadonlySet<FigureName> = new Set<FigureName>(['must_not_violations']);

/** A table for each set, and in how many figures the program is worse. */
export function compareFigures(pairs: readonly Pair[], titles = BASELINE): { text: string; worse: number } {
  const tables = pairs.map(pair => compareOne(pair, titles));
  const worse = tables.reduce((sum, table) => sum + table.worse, 0);
  const verdict = worse === 0 ? 'worse in no figure' : `worse in ${worse} figures`;
  return { text: [...tables.map(table => table.text), verdict].join('\n\n'), worse };
}

function compareOne({ name, ours, theirs }: Pair, titles: Titles): { text: string; worse: number } {
  const rows = (Object.keys(FIGURES) as FigureName[]).map(figure => {
    const [mine, other] = [ours.figures[figure], theirs.figures[figure]];
    return [figure, cell(mine), cell(other), verdictOf(figure, mine, other)];
  });
  return {
    text: aligned([[name, titles.ours, titles.theirs, ''], ...rows]),
    worse: rows.filter(row => row[3] === 'worse').length,
  };
}

function verdictOf(figure: FigureName, mine: number | null, other: number | null): string {
  if (NO_MERIT.has(figure) || mine === null || other === null || mine === other) return '';
  return mine > other !== LOWER_IS_BETTER.has(figure) ? 'better' : 'worse';
}
