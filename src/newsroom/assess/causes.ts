/**
 * What was, and was not, to blame: "a power line set it alight" against "the line was not to blame". Only of what somebody excludes in so many
 * words, and the other tells as settled.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords, shared } from '../claims/clauses.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

const EXCLUDED = [
  /\b(?<what>(?:[\p{L}’-]+\s){1,9}?)(?:was|were|is|are|had been|has been)\s(?:not|never)\s(?:to blame|the (?:cause|culprit|reason)|responsible|at fault|involved)\b/iu,
  /\b(?<what>(?:[\p{L}’-]+\s){1,9}?)(?:was|were|is|are|had been|has been|have been)\sruled out\b/iu,
  /\b(?:ruled|rules|have ruled|has ruled) out\s(?<what>(?:[\p{L}’-]+\s?){1,6})/iu,
  /\b(?<what>(?:[\p{L}’-]+\s){1,9}?)(?:had|has|have) nothing to do with\b/iu,
  /\b(?:was|were) not (?:caused|triggered|started|sparked) by\s(?<what>(?:[\p{L}’-]+\s?){1,6})/iu,
];
const CAUSED =
  /\b(?:caus(?:e[sd]?|ing)|to blame|blamed|spark(?:ed|s)|trigger(?:ed|s)|set off|alight|ablaze|ignited|started the|responsible for|at fault|because of|due to|owing to|brought about|led to|the (?:reason|culprit))\b/iu;
const OPEN =
  /\?[”"’)]*$|\b(?:if|whether|unclear|suspect\p{L}*|may|might|could|possib\p{L}*|perhaps|witness\p{L}*|rumou?r\p{L}*|looking into|examin\p{L}*|investigating|at first|initially|alleg\p{L}*|speculat\p{L}*)\b/iu;
/** Telling words by which the two speak of one cause; of one where it has but one. */
const SAME_CAUSE = 2;

interface Cause extends Partial<Found> {
  at: IndexedPassage;
  terms: string[];
  text: string;
}

export function causePoints(scene: Scene): Point[] {
  const own = reporting(scene.passages);
  const [blaming, mine] = [own.filter(isBlaming), own.flatMap(excludedIn)];
  if (blaming.length === 0 && mine.length === 0) return [];
  const theirs = passagesElsewhere(scene);
  const excluded = theirs.flatMap(each => excludedIn(each.at).map(cause => ({ ...each, ...cause })));
  const blamed = blaming.flatMap(at => {
    const inside = mine.find(cause => cause.at !== at && blames(at.passage, cause));
    if (inside) {
      const why = `The article itself also says "${inside.text}".`;
      return [pointAt(at, { kind: 'internal-contradiction', severity: 'major', why }, [inside.at])];
    }
    const against = excluded.filter(cause => blames(at.passage, cause));
    if (against.length === 0 || theirs.some(other => isBlaming(other.at) && blames(other.at.passage, against[0]!)))
      return [];
    const why = (reports: number) => `${reportsThat(reports, SAY)} "${against[0]!.text}".`;
    return [pointByReports(at, 'contradicted', against, why)];
  });
  const cleared = mine.flatMap(cause => {
    const against = theirs.filter(({ at }) => isBlaming(at) && blames(at.passage, cause));
    if (against.length === 0 || excluded.some(other => shared(other.terms, cause.terms) >= SAME_CAUSE)) return [];
    const why = (reports: number) =>
      `${reportsThat(reports, ['blames', 'blame'])} what is said here to be "${cause.text}".`;
    return [pointByReports(cause.at, 'contradicted', against, why)];
  });
  return [...blamed, ...cleared];
}

function excludedIn(at: IndexedPassage): Cause[] {
  if (at.passage.kind !== 'sentence' || /\?[”"’)]*$/.test(at.passage.text)) return [];
  return EXCLUDED.flatMap(pattern => {
    const found = pattern.exec(at.passage.text);
    const terms = contentWords(found?.groups?.what ?? '').map(({ term }) => term);
    return terms.length === 0 || !found ? [] : [{ at, terms, text: found[0].trim() }];
  });
}

function isBlaming({ passage }: IndexedPassage): boolean {
  const { text, kind, firmness } = passage;
  return (
    kind === 'sentence' &&
    firmness !== 'may' &&
    CAUSED.test(text) &&
    !OPEN.test(text) &&
    !/\b(?:not|never|no|nothing)\b/iu.test(text)
  );
}

function blames({ text }: Passage, { terms }: Cause): boolean {
  const words = contentWords(text).map(({ term }) => term);
  return shared(terms, words) >= Math.min(SAME_CAUSE, terms.length);
}
