/**
 * Doubt: what speaks against an article, passage by passage. Called when an article is read into the record. Deterministic; it
 * judges by what articles say and never by their number, outlet or name, and never gives one score.
 */
import type { Dossier, Point } from '../core/model.ts';
import type { IndexedPassage } from '../core/ports.ts';
import { agePoints } from './assess/ages.ts';
import { anachronismPoints } from './assess/anachronism.ts';
import { belongingPoints } from './assess/belonging.ts';
import { causePoints } from './assess/causes.ts';
import { contradictedPoints } from './assess/contradicted.ts';
import { copiedPoints } from './assess/copied.ts';
import { countedPoints } from './assess/counted.ts';
import { dayPoints, ownDayPoints } from './assess/days.ts';
import { deedPoints } from './assess/deeds.ts';
import { deniedPoints } from './assess/denied.ts';
import { designationPoints } from './assess/designations.ts';
import { exchangedPartPoints } from './assess/exchanged-parts.ts';
import { existencePoints } from './assess/existence.ts';
import { framedPoints } from './assess/framed.ts';
import { stepPoints } from './assess/from-to.ts';
import { headlinePoints } from './assess/headline.ts';
import { holderPoints } from './assess/holders.ts';
import { internalPoints } from './assess/internal.ts';
import { leftOfficePoints } from './assess/left-office.ts';
import { isGenerated, machineTextPoints } from './assess/machine-text.ts';
import { momentPoints } from './assess/moments.ts';
import { namedPoints } from './assess/named.ts';
import { noneOfPoints } from './assess/none-of.ts';
import { opposedPoints } from './assess/opposed.ts';
import { outcomePoints } from './assess/outcomes.ts';
import { settlePoints } from './assess/point.ts';
import { professionPoints } from './assess/professions.ts';
import { quotePoints } from './assess/quotes.ts';
import type { DoubtRecord, ReportsOf } from './assess/related.ts';
import { reversedPoints } from './assess/reversed.ts';
import { type Scene, sceneOf } from './assess/scene.ts';
import { sidePoints } from './assess/sides.ts';
import { silentPoints } from './assess/silent.ts';
import { slipPoints } from './assess/slips.ts';
import { sourcingPoints } from './assess/sourcing.ts';
import { statePoints } from './assess/states.ts';
import { summaryOf } from './assess/summary.ts';
import { supportIn } from './assess/support.ts';
import { tablePoints } from './assess/tables.ts';
import { titlePoints } from './assess/titles.ts';
import { turnedPoints } from './assess/turned.ts';
import { typesettingPoints } from './assess/typesetting.ts';
import { uncorroboratedPoints } from './assess/uncorroborated.ts';
import { universalPoints } from './assess/universal.ts';
import { votePoints } from './assess/votes.ts';
import { waitPoints } from './assess/waits.ts';
import { wholePoints } from './assess/wholes.ts';
import { isEnglish } from './read/read.ts';

/** An article is doubtful with this many major points, of at least this many kinds (design, section 5). */
const MAJOR_POINTS = 2;
const KINDS = 2;

/**
 * Points against an article, major ones first.
 * @param passages all passages of the article's current revision, in order
 * @param record where other reports are looked for; the index is one
 * @param reportsOf which articles share their text: a copy neither supports nor contradicts its original
 */
export function assess(passages: readonly IndexedPassage[], record: DoubtRecord, reportsOf: ReportsOf): Point[] {
  return pointsIn(sceneOf(passages, record, reportsOf));
}

/** What speaks against an article and for it; for an article without passages nothing. */
export function dossierOf(
  passages: readonly IndexedPassage[],
  record: DoubtRecord,
  reportsOf: ReportsOf,
): Dossier | null {
  const article = passages[0]?.article;
  if (!article) return null;
  const scene = sceneOf(passages, record, reportsOf);
  const points = pointsIn(scene);
  const support = supportIn(scene, points);
  const doubtful = isDoubtful(points);
  const told = { points, support, compared: scene.reports, doubtful };
  return { article: article.id, revision: article.revision, ...told, summary: summaryOf(told) };
}

function pointsIn(scene: Scene): Point[] {
  const { passages, claims } = scene;
  if (!isEnglish(passages[0]?.article.language ?? null)) return [];
  const generated = machineTextPoints(passages);
  const made = isGenerated(generated);
  return settlePoints([
    ...contradictedPoints(scene),
    ...deniedPoints(scene),
    ...deedPoints(scene),
    ...statePoints(scene),
    ...causePoints(scene),
    ...existencePoints(scene),
    ...countedPoints(scene),
    ...opposedPoints(scene),
    ...turnedPoints(scene),
    ...dayPoints(scene),
    ...ownDayPoints(scene),
    ...namedPoints(scene),
    ...sidePoints(scene),
    ...reversedPoints(scene),
    ...outcomePoints(scene),
    ...votePoints(scene),
    ...momentPoints(scene),
    ...holderPoints(scene),
    ...exchangedPartPoints(scene),
    ...belongingPoints(scene),
    ...waitPoints(scene),
    ...wholePoints(scene),
    ...agePoints(scene),
    ...universalPoints(scene),
    ...noneOfPoints(scene),
    ...stepPoints(scene),
    ...framedPoints(scene),
    ...copiedPoints(scene),
    ...headlinePoints(scene),
    ...internalPoints(passages, claims),
    ...tablePoints(scene),
    ...anachronismPoints(passages),
    ...slipPoints(scene),
    ...leftOfficePoints(scene),
    ...titlePoints(scene),
    ...professionPoints(scene),
    ...designationPoints(scene),
    ...typesettingPoints(scene),
    ...uncorroboratedPoints(scene, made),
    ...quotePoints(scene, made),
    ...sourcingPoints(scene),
    ...silentPoints(scene),
    ...generated,
  ]);
}

/** Whether an article's facts are told with attribution only. A minor slip never makes it so. */
export function isDoubtful(points: readonly Point[]): boolean {
  const major = points.filter(({ severity }) => severity === 'major');
  return major.length >= MAJOR_POINTS && new Set(major.map(({ kind }) => kind)).size >= KINDS;
}
