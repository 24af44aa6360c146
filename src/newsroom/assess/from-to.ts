/** What rose or fell "from 4 to 5": the same step told with another end, or backwards, by the other reports. */
import type { Point } from '../../core/model.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { ownStatements, type Statement, sharedMatter, statementsElsewhere } from './alike.ts';
import type { Scene } from './scene.ts';

/** Telling words beside the step that both must have. */
const SHARED = 2;

interface Step {
  from: number;
  to: number;
  text: string;
}

export function stepPoints(scene: Scene): Point[] {
  const theirs = statementsElsewhere(scene).flatMap(other => stepsIn(other).map(step => ({ ...other, step })));
  return ownStatements(scene).flatMap(own =>
    stepsIn(own).flatMap(step => {
      if (theirs.some(other => isSame(step, other.step))) return [];
      const against: (Found & { step: Step })[] = theirs.filter(
        other => isOther(step, other.step) && matterBeside(own, other) >= SHARED,
      );
      const [first] = against;
      if (!first) return [];
      const why = (reports: number) =>
        `${reportsThat(reports, SAY)} "${first.step.text}" where this says "${step.text}".`;
      return [pointByReports(own.at, 'contradicted', against, why)];
    }),
  );
}

function matterBeside(own: Statement, other: Statement): number {
  return sharedMatter(own, other).filter(term => !/^\d/.test(term)).length;
}

function stepsIn({ at: { passage } }: Statement): Step[] {
  const { numbers, text, start } = passage;
  return numbers.slice(1).flatMap((to, n) => {
    const from = numbers[n]!;
    const lead = text.slice(0, from.start - start);
    const between = text.slice(from.end - start, to.start - start);
    if (!/\bfrom\s\p{Sc}?$/iu.test(lead) || !/^(?:\s\S+){0,2}?\sto\s\p{Sc}?$/iu.test(between)) return [];
    return [{ from: from.value, to: to.value, text: text.slice(lead.search(/\bfrom\s\p{Sc}?$/iu), to.end - start) }];
  });
}

function isSame(a: Step, b: Step): boolean {
  return a.from === b.from && a.to === b.to;
}

/** One end in common, or both exchanged. */
function isOther(a: Step, b: Step): boolean {
  return (a.from === b.to && a.to === b.from) || (a.from === b.from) !== (a.to === b.to);
}
