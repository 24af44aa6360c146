/**
 * Where a text says it has it from: a source that cannot have said it yet, one source dressed as several, a row of official papers that
 * nobody else has, and nobody in particular.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { pointAt } from './point.ts';
import type { Scene } from './scene.ts';

/** Figures may be told "as of" a day; a source is only where the words follow it. */
const UP_TO =
  /\b(?:statements?|information|reports?|positions?|data|sources?)(?:.{0,60}\b(?:up to|until|released by|available (?:on|by))|\sas of)\s/iu;
const SEVERAL =
  /\b(?:two|three|four|five|several|multiple|various|many|\d+)\s(?:\p{L}+\s)?(?:independent|separate|different|unrelated)\s(?:\p{L}+\s)?(?:sources|reports|accounts|confirmations|outlets)\b[^:,.]{0,30}(?<lead>[:,(–—-]|, including|such as)\s(?<list>[^.]+)/iu;
const LABEL = /(?:^|\|\s?|\s)(?:sources?|references?)\s?:\s(?<list>.+)$/iu;
/** A paper with its day: what it is cited for lies before. */
const DATED_PAPER =
  /\baccording to (?:an?|the|its|his|her|their)\s(?:\p{L}+\s){0,2}?(?:statement|report|letter|document|release|paper|memo|note)\b.{0,60}?\b(?:of|dated|from)\s$/iu;
/** Words for what a source gave out, which tell no source from another. */
const PAPERS = new Set(
  'statement press release communique official officially spokesman spokeswoman spokesperson report website page post account briefing source verified announcement document paper'
    .split(' ')
    .map(word => contentWords(word)[0]?.term ?? word),
);
const NOBODY =
  /\b(?:analysts?|experts?|observers|commentators|insiders|critics|many|some)\s(?:have\s|also\s|widely\s)?(?:note[sd]?|highlight(?:s|ed)?|believe[sd]?|argue[sd]?|suggest(?:s|ed)?|agree[sd]?|say|said|point(?:s|ed)? out|emphasi[sz]e[sd]?|stress(?:es|ed)?)\b|\bit is (?:widely|generally|well|commonly) (?:known|believed|understood|accepted) that\b|\brumou?rs (?:say|have it|suggest)\b|\brumou?rs on social media\b/iu;
/** "According to experts and insiders", "sources who did not wish to be named". */
const NO_SOURCE =
  /\baccording to (?:\p{Ll}+\s)?(?:experts|insiders|sources|observers|analysts|critics|reports|rumou?rs)\b|\b(?:sources?|insiders?|people|persons?|officials?)\s(?:who|that)\s(?:does|did|do) not (?:wish|want) to be (?:named|identified)\b|\banonymous (?:sources|insiders|experts)\b/iu;
/** Somebody who could be anybody; several of them in one sentence are still nobody. */
const UNNAMED = new RegExp(
  [
    String.raw`(?:people|persons?|sources?|insiders?|observers?|officials?|figures|experts?|voices|circles|individuals)\s(?:who are |said to be )?(?:close to|familiar with|with (?:\p{L}+\s)?knowledge of|in the know|near to|briefed on)`,
    String.raw`(?:informed|well-informed|well-placed|knowledgeable|usually reliable)\s(?:observers?|sources?|circles|people|insiders?|persons?)`,
    String.raw`(?:other|unnamed|anonymous|unidentified|undisclosed|unspecified|various|several|multiple|many|numerous|different|reliable|credible|trusted|certain|confidential)\s(?:\p{L}+\s)?(?:sources|insiders?|observers|experts|analysts|outlets|voices|commentators)`,
    String.raw`(?:an|one)\s(?:insider|unnamed \p{L}+|anonymous \p{L}+|observer|expert)`,
    'rumou?rs?|hearsay|word (?:on the street|has it)|(?:it is|is|are) (?:said|rumou?red|whispered)|social media (?:users|posts|accounts)|online (?:users|posts|forums)|internet (?:users|posts|forums)',
  ].join('|'),
  'giu',
);
const CONFIRMING =
  /\b(?:all|have|has|independently|now|also|both|unanimously)\s(?:\p{L}+ly\s)?(?:confirm(?:s|ed)?|agree[sd]?|verif(?:y|ied)|insist(?:s|ed)?)\b|\bconfirmed\s(?:that|by|it|this)\b/iu;
/** Told as settled all the same. */
const SETTLED =
  /\b(?:is|was|been|already)\s(?:already\s|now\s)?(?:confirmed|proven|proved|certain|established|settled)\b|\bbeyond doubt\b|\bno longer in doubt\b/iu;
/** Papers named in one line, none of which any other report mentions. */
const ROW = 2;

export function sourcingPoints(scene: Scene): Point[] {
  return scene.passages.flatMap(at => {
    const told =
      tooEarly(at, scene.passages) ??
      beforeEvent(at.passage) ??
      dressedUp(at.passage) ??
      leaningOn(at.passage) ??
      rowOfPapers(at.passage) ??
      nobody(at.passage);
    return told ? [pointAt(at, { kind: 'sourcing', ...told.reason }, told.against)] : [];
  });
}

interface Told {
  reason: Pick<Point, 'severity' | 'why'>;
  against: IndexedPassage[];
}

const told = (severity: Point['severity'], why: string, against: IndexedPassage[] = []): Told => ({
  reason: { severity, why },
  against,
});

/** "Statements released up to 6 January", in an article that tells what happened in February. */
function tooEarly({ passage }: IndexedPassage, passages: readonly IndexedPassage[]): Told | null {
  const cue = UP_TO.exec(passage.text);
  const date = passage.dates.find(({ start, value }) => cue && start - passage.start >= cue.index && isDay(value));
  if (!cue || !date) return null;
  const later = passages.find(
    ({ passage: other }) =>
      other.n !== passage.n &&
      other.part === 'body' &&
      other.firmness === 'stated' &&
      other.dates.some(({ value }) => isDay(value) && value! > date.value!),
  );
  if (!later) return null;
  return told('major', 'It cannot rest on what was said by then: the article tells of a later day.', [later]);
}

/** "According to a letter of 2 May, he resigned on 9 May." */
function beforeEvent({ text, start: from, dates, firmness }: Passage): Told | null {
  const paper = dates.find(({ start, value }) => isDay(value) && DATED_PAPER.test(text.slice(0, start - from)));
  if (!paper || firmness !== 'stated') return null;
  const later = dates.find(({ start, value }) => start > paper.end && isDay(value) && value! > paper.value!);
  if (!later || AHEAD.test(text.slice(paper.end - from, later.start - from))) return null;
  return told('major', 'What it is cited for happened after the day it is dated.');
}

const AHEAD = /\b(?:will|would|shall|should|is to|are to|was to|were to|must|until|by|expire[sd]?|due|planned)\b/iu;

function isDay(value: string | null): boolean {
  return value !== null && /^\d{4}-\d{2}-\d{2}/.test(value);
}

/** "Three independent sources: the agency, an agency statement and ...". */
function dressedUp({ text }: Passage): Told | null {
  const list = SEVERAL.exec(text)?.groups?.list;
  if (list === undefined) return null;
  const named = partsOf(list);
  const same = named.some((one, n) => named.some((other, m) => m > n && isOne(one, other)));
  return same ? told('major', 'These are told as several sources, and are one.') : null;
}

function partsOf(list: string): Set<string>[] {
  return list
    .split(/,\s(?:and\s)?|\sand\s/u)
    .map(
      part =>
        new Set(
          contentWords(part)
            .map(({ term }) => term)
            .filter(term => !PAPERS.has(term)),
        ),
    )
    .filter((part, _, all) => part.size > 0 || all.length > 1);
}

/** "The mayor, his office and a statement of his, independently of each other": all but the first lean on it. */
function leaningOn({ text }: Passage): Told | null {
  if (!INDEPENDENT.test(text) || !/\b(?:confirm|report|sa(?:id|y)|source|account|tell|told|state)/iu.test(text))
    return null;
  const parts = text.split(/,\s(?:and\s)?|\sand\s|\sas well as\s/u).filter(part => OF_ANOTHER.test(part));
  return parts.length >= ROW ? told('major', 'These are told as several sources, and are one.') : null;
}

const INDEPENDENT =
  /\bindependent(?:ly)?\b|\b(?:separate|different|unrelated) (?:sources|accounts|confirmations|witnesses)\b|\b(?:two|three|four|five|several) sources\b/iu;
const OF_ANOTHER =
  /^(?:\S+\s){0,3}?(?:its|his|her|their|the same|that)\s(?:own\s)?(?:\p{L}+\s){0,2}(?:statement|press|release|spokes\p{L}+|office|website|page|post|account|report|lawyer|brother|sister|wife|husband|deputy|assistant|secretary|colleague|staff|newsletter|channel)/iu;

/** What one names, papers aside, the other names too. */
function isOne(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [short, long] = one.size <= other.size ? [one, other] : [other, one];
  return [...short].every(term => long.has(term));
}

/** "Source: official communiqué, press release, statement": papers without a date, a link or a word quoted from them. */
function rowOfPapers({ text, part }: Passage): Told | null {
  const list = part === 'furniture' ? undefined : LABEL.exec(text)?.groups?.list;
  if (list === undefined || /https?:|www\.|[“"]/u.test(list)) return null;
  const papers = list
    .split(/,\s(?:and\s)?|;\s|\sand\s/u)
    .filter(each => contentWords(each).some(({ term }) => PAPERS.has(term)));
  return papers.length >= ROW
    ? told('major', 'A row of official papers is named as the source, and nothing is quoted from any of them.')
    : null;
}

/** "Analysts note": nobody in particular, of whom no word is quoted. */
function nobody({ text, part, speech, entities }: Passage): Told | null {
  if (part !== 'body' || speech.some(({ direct }) => direct)) return null;
  if (NO_SOURCE.test(text) && SETTLED.test(text)) return told('major', 'Told as settled, and nobody is named for it.');
  const unnamed = new Set([...text.matchAll(UNNAMED)].map(([whole]) => whole.toLowerCase())).size;
  const isNamed = entities.some(({ kind }) => kind === 'person');
  if (!isNamed && unnamed > 0 && (unnamed >= ROW || CONFIRMING.test(text)))
    return told(unnamed >= ROW ? 'major' : 'minor', 'Told as if many said it, and nobody who did is named.');
  if (!NOBODY.test(text)) return null;
  return entities.some(({ kind }) => kind === 'person' || kind === 'organisation')
    ? null
    : told('minor', 'Whose view this is, is not told.');
}
