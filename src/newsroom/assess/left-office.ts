/**
 * People told as having left what they hold: "who headed the union until she stepped down", "the late mayor", in an article whose other
 * reports have them in office, or speaking. Where anybody else tells of a leaving, too, it is news and no point.
 */
import type { Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { sameName } from '../claims/names.ts';
import { type Found, pointByReports, reportsThat, SAY } from './against.ts';
import { spanText } from './point.ts';
import { passagesElsewhere, reporting, type Scene, type ToldElsewhere } from './scene.ts';
import { daysBetween, TENURE_DAYS } from './times.ts';

const NAME = String.raw`(?<name>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)*)`;
const LEFT =
  '(?:(?:stepped|stood) down|resigned|retired|left (?:office|the post|the job)|(?:was|were) (?:dismissed|sacked|voted out|ousted|removed|replaced|suspended)|quit|lost (?:his|her) (?:office|post|seat)|gave up (?:his|her|the) (?:office|post))';
const HELD =
  '(?:headed|led|chaired|ran|presided over|governed|managed|directed|commanded|held the (?:office|post)|was (?:the |its |their )?)';
/** Told of the person named directly before, or behind. */
const PATTERNS = [
  String.raw`${NAME},\swho\s(?:had\s)?${HELD}\b[^,.;]{0,60}\buntil\b[^,.;]{0,40}`,
  String.raw`${NAME},\s(?:who\s)?(?:has\s|had\s)?${LEFT}\b`,
  String.raw`${NAME}\s(?:has\s|had\s)?(?:already\s)?${LEFT}\b[^.;]{0,40}\b(?:last|in|earlier|ago|years?|months?|before)\b`,
  String.raw`${NAME},\sthe\slate\s\p{Ll}+`,
  String.raw`\b[Tt]he\slate\s(?:\p{Ll}+\s){1,3}${NAME}`,
  String.raw`\b(?:[Ff]uture|[Ii]ncoming|[Dd]esignated|[Nn]ext)\s(?:\p{Ll}+\s){1,3}${NAME}`,
  String.raw`${NAME},\swho\s(?:takes|will take|is to take)\s(?:office|over)\b`,
].map(pattern => new RegExp(pattern, 'gu'));
/** Somebody leaves, or may: then some have the holder, and some the former one. */
const LEAVING =
  /\b(?:resign(?:s|ed|ation|ing)?|step(?:s|ped|ping)? down|quit(?:s|ting)?|retire[sd]?|dismissed|sacked|ousted|successor|succeeds?|succeeded|replaced|new(?:ly)? (?:appointed|elected)|suspended|until (?:last|this))\b/iu;

export function leftOfficePoints(scene: Scene): Point[] {
  return reporting(scene.passages).flatMap(at =>
    leftIn(at)
      .flatMap(({ name, text }) => {
        const against = scene.elsewhere.filter(other => holds(other, name, at));
        const [first]: (ToldElsewhere & Found)[] = against;
        if (!first || isLeavingTold(name, scene)) return [];
        const why = (reports: number) =>
          `"${text}": ${reportsThat(reports, SAY).replace(/^A/, 'a')} "${spanText(first.claim, first.at)}" for the same time.`;
        return [pointByReports(at, 'anachronism', against, why)];
      })
      .slice(0, 1),
  );
}

function leftIn(at: IndexedPassage): { name: string; text: string }[] {
  if (at.passage.kind === 'heading') return [];
  return PATTERNS.flatMap(pattern =>
    [...at.passage.text.matchAll(pattern)].map(({ 0: text, groups }) => ({ name: groups!.name!, text })),
  );
}

/** In office by another report of about the same time. */
function holds({ claim: { value }, at }: ToldElsewhere, name: string, own: IndexedPassage): boolean {
  if (value.kind !== 'office' || value.former || sameName(value.holder, name) !== 'same') return false;
  return Math.abs(daysBetween(own.article.publishedAt, at.article.publishedAt)) <= TENURE_DAYS;
}

function isLeavingTold(name: string, scene: Scene): boolean {
  const last = name.split(' ').at(-1)!;
  return passagesElsewhere(scene).some(
    ({ at: { passage } }) => LEAVING.test(passage.text) && passage.text.includes(last),
  );
}
