/**
 * A dossier as a page that is read in a minute: what weighs, the heaviest points with what speaks against each, and what confirms the
 * article. Puts into words and decides nothing; `--json` has all of it.
 */
import type { Article, Dossier, Evidence, Point, PointKind, Support } from '../../core/model.ts';
import {
  emphasis,
  lineBreak,
  type Reply,
  type ReplyField,
  type ReplyQuote,
  reply,
  type Span,
  strong,
  text,
  time,
} from '../../core/reply.ts';
import { KIND_WORDS } from './summary.ts';

/** Points and confirmed passages shown: what a minute is enough for. */
const MOST_POINTS = 6;
const MOST_SUPPORT = 2;
/** Quotations in all, counter-evidence too: what fits one message of any platform. */
const MOST_QUOTES = 9;

/** What weighs most comes first: what other reports say against it, then what the text itself shows. */
const WEIGHT: readonly PointKind[] = [
  'contradicted',
  'anachronism',
  'quotes',
  'internal-contradiction',
  'garbled',
  'uncorroborated',
  'sourcing',
  'machine-text',
];

/** @param madeAt when it was made, where it is an earlier revision's; ISO 8601. */
export function dossierReply(article: Article, dossier: Dossier, madeAt: string | null = null): Reply {
  const title = article.title ?? article.id;
  const support = dossier.support.slice(0, MOST_SUPPORT).map(each => supportQuote(article, dossier.revision, each));
  const { shown, quotes } = against(article, dossier.points, MOST_QUOTES - support.length);
  return reply({
    body: [strong(title), lineBreak, text(dossier.summary), ...earlierLine(dossier, madeAt)],
    quotes: [...quotes, ...support],
    fields: [...restField(dossier.points, shown), ...revisionField(dossier)],
    tone: dossier.doubtful ? 'warning' : 'plain',
    fallback: `${title}: ${dossier.summary}`,
    data: dataOf(dossier),
  });
}

/** The heaviest points with what speaks against each, in at most so many quotations. */
function against(article: Article, points: readonly Point[], room: number): { shown: Point[]; quotes: ReplyQuote[] } {
  const shown: Point[] = [];
  const quotes: ReplyQuote[] = [];
  for (const point of heaviest(points)) {
    const made = pointQuotes(article, point, points);
    if (quotes.length + made.length > room) continue;
    shown.push(point);
    quotes.push(...made);
  }
  return { shown, quotes };
}

/** One of each kind first, the weightiest kind first, then a second of each; major before minor, and no passage twice. */
function heaviest(points: readonly Point[]): Point[] {
  const passages = new Set<number>();
  const chosen: Point[] = [];
  for (const severity of ['major', 'minor'] as const) {
    const kinds = WEIGHT.map(kind => points.filter(point => point.kind === kind && point.severity === severity));
    for (let round = 0; kinds.some(kind => kind.length > round); round++)
      for (const kind of kinds) {
        const point = kind[round];
        if (!point || passages.has(point.passage) || chosen.length >= MOST_POINTS) continue;
        passages.add(point.passage);
        chosen.push(point);
      }
  }
  return chosen;
}

/** The passage with every reason there is to doubt it, and one passage that speaks against it. */
function pointQuotes(article: Article, point: Point, points: readonly Point[]): ReplyQuote[] {
  const same = points.filter(({ passage, severity }) => passage === point.passage && severity === point.severity);
  const kinds = [...new Set(same.map(({ kind }) => KIND_WORDS[kind]))].join(', ');
  const lead = point.severity === 'major' ? 'Against' : 'Slightly against';
  const says = `${lead} · ${kinds}: ${same.map(({ why }) => why).join(' ')}`;
  const other = same.flatMap(({ against }) => against)[0];
  const own = { evidence: evidenceIn(article, point), says };
  if (!other) return [own];
  return [own, { evidence: other, says: other.article === article.id ? 'The same article' : 'Against it stands' }];
}

function supportQuote(article: Article, revision: number, support: Support): ReplyQuote {
  return { evidence: evidenceIn(article, { ...support, revision }), says: `For it · ${support.why}` };
}

function evidenceIn(
  { id, outlet, title, publishedAt, url }: Article,
  { quote, start, end, revision }: Pick<Evidence, 'quote' | 'start' | 'end' | 'revision'>,
): Evidence {
  return { article: id, revision, outlet, title, publishedAt, ...(url === null ? {} : { url }), quote, start, end };
}

function earlierLine({ revision }: Dossier, madeAt: string | null): Span[] {
  return madeAt === null ? [] : [lineBreak, emphasis(`As revision ${revision} was found on `), time(madeAt)];
}

/** How many points are not shown, by kind. */
function restField(points: readonly Point[], shown: readonly Point[]): ReplyField[] {
  const told = (point: Point) =>
    shown.some(({ passage, severity }) => passage === point.passage && severity === point.severity);
  const rest = points.filter(point => !told(point));
  if (rest.length === 0) return [];
  const kinds = WEIGHT.flatMap(kind => {
    const count = rest.filter(point => point.kind === kind).length;
    return count === 0 ? [] : [`${count} ${KIND_WORDS[kind]}`];
  });
  return [{ name: 'Also', value: [text(kinds.join(', '))] }];
}

function revisionField({ article, revision, compared }: Dossier): ReplyField[] {
  const held = `held against ${compared} other report${compared === 1 ? '' : 's'}`;
  return [{ name: 'Article', value: [text(`${article}, revision ${revision}, ${held}`)] }];
}

/** What `--json` prints. */
function dataOf({ article, revision, points, support, summary, doubtful, compared }: Dossier): unknown {
  return {
    article,
    revision,
    points: points.map(({ kind, severity, quote, start, end, why, against }) => {
      return { kind, severity, passage: quote, start, end, why, against };
    }),
    support: support.map(({ kind, quote, start, end, why, by, with: others }) => {
      return { kind, passage: quote, start, end, why, by, with: others };
    }),
    summary,
    doubtful,
    compared,
  };
}
