/**
 * What is told not to exist, and the others speak of as of something known: "no warning was issued" against "the warning of 3 June".
 * Only of things that are made once and then are there.
 */
import type { Point } from '../../core/model.ts';
import { MADE_ONCE } from '../data/made-once.ts';
import { type Found, MAJOR_REPORTS, pointByReports, reportsAmong, reportsThat } from './against.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';

const THING = `(?<thing>${MADE_ONCE.join('|')})`;
const DENIED = [
  String.raw`\b(?:[Nn]either|[Nn]one of (?:the|them)|[Nn]o) (?:side|party|\p{L}+) (?:has|have|had) (?:ever |yet |so far )?(?:agreed|consented|signed|concluded|reached|accepted|ordered|issued|opened)(?: on| to| up)?\s(?:an?|any)\s(?:\p{L}+\s)?${THING}\b`,
  String.raw`\b[Tt]here (?:is|was|has been|had been|were) (?:still |yet |never |not )?(?:no|any|an?)\s(?:such\s|\p{L}+\s)?${THING}\b`,
  String.raw`\b[Nn]o\s(?:\p{Ll}+\s)?${THING}\s(?:has|have|had|was|were|is|exists?|came|could)\b`,
  String.raw`\b(?:have|has|had|did|could) (?:not|never)(?: yet| so far)? (?:been able to )?(?:agreed?|sign(?:ed)?|conclude[d]?|reach(?:ed)?|ha[dv]e?|obtain(?:ed)?|issued?|order(?:ed)?|open(?:ed)?)(?: on| to| up)?\s(?:an?|any)\s(?:\p{L}+\s)?${THING}\b`,
  String.raw`\b[Ww]ithout\s(?:an?\s|any\s)(?:\p{L}+\s)?${THING}\b`,
].map(pattern => new RegExp(pattern, 'u'));
const OPEN = /\?[”"’)]*$|\b(?:if|unless|whether|would|will|could|might|may|should)\b/iu;
const ASKED = /\?[”"’)]*$|\b(?:if|unless|whether)\b/iu;

export function existencePoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene);
  return reporting(scene.passages).flatMap(at => {
    const { text, kind, speech } = at.passage;
    if (kind !== 'sentence' || OPEN.test(text) || speech.some(({ direct }) => direct)) return [];
    const thing = DENIED.map(pattern => pattern.exec(text)?.groups?.thing).find(found => found !== undefined);
    if (thing === undefined) return [];
    // "The agreement on X": which one is meant, is told by its day, or by there being one only.
    const known = new RegExp(
      String.raw`\b(?:[Tt]he|[Tt]his|[Ii]ts|[Tt]heir)\s(?:\p{Ll}+\s)?${thing}\b(?!\s(?:could|would|might|may|should))`,
      'u',
    );
    const told: Found[] = theirs.filter(
      other => known.test(other.at.passage.text) && !ASKED.test(other.at.passage.text),
    );
    if (
      reportsAmong(told) < MAJOR_REPORTS ||
      theirs.some(other => DENIED.some(p => p.exec(other.at.passage.text)?.groups?.thing === thing))
    )
      return [];
    const why = (reports: number) =>
      `${reportsThat(reports, ['speaks', 'speak'])} of the ${thing} as of one that there is.`;
    return [pointByReports(at, 'contradicted', told, why)];
  });
}
