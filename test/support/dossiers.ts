/** Small records for tests of doubt: an article among other reports on its event, all of them invented. */
import type { Dossier, NameEntry, Point, PointKind } from '../../src/core/model.ts';
import { assess, dossierOf } from '../../src/newsroom/assess.ts';
import { aCorpus } from './corpus.ts';

export interface Report {
  text: string;
  title?: string;
  publishedAt?: string;
}

/** Two reports on one event, in detail: what an article is held against unless a test says otherwise. */
export const REPORTS: readonly Report[] = [
  {
    text: 'The ferry Sandling and a barge collided near Gull Rock in Ostby harbour on Tuesday. Three people died, the coastguard Mirel Dunst said.\n\n“We could not see our own bow in that fog,” captain Ruben Askeby told reporters. Two H225 helicopters took the injured to Ostby.\n\nTransport Minister Anders Pohlmann announced an inquiry. The ferry carries 212 passengers.',
  },
  {
    text: 'After the collision of the ferry Sandling near Gull Rock, Ostby mourns three dead. Transport Minister Anders Pohlmann came on Wednesday.\n\nCaptain Ruben Askeby was heard by the police for hours. Four Severn-class lifeboats searched all day, Mirel Dunst of the coastguard said.\n\nThe harbour of Ostby is closed. Its owners call the safety rules legally binding.',
  },
];

/** The beginning of an article on that event. */
export const LEAD =
  'The ferry Sandling hit a barge near Gull Rock in Ostby harbour on Tuesday, the coastguard Mirel Dunst said.';

export function pointsOn(article: Report, others: readonly Report[] = REPORTS, entries: NameEntry[] = []): Point[] {
  return withRecord(article, others, entries, ({ index }) => assess(index.passages('a0'), index, index.reportsOf));
}

export function dossierOn(article: Report, others: readonly Report[] = REPORTS) {
  return withRecord(article, others, [], ({ index }) => dossierOf(index.passages('a0'), index, index.reportsOf));
}

function withRecord<Made>(
  article: Report,
  others: readonly Report[],
  entries: NameEntry[],
  make: (corpus: ReturnType<typeof aCorpus>) => Made,
): Made {
  const texts = [article, ...others].map((report, n) => ({ publishedAt: '2025-05-02', ...report, id: `a${n}` }));
  const corpus = aCorpus(texts, entries);
  try {
    return make(corpus);
  } finally {
    corpus.index.close();
  }
}

/** Points of one kind on the event's article that goes on with these words, as "severity: quote". */
export function told(kind: PointKind, words: string, others: readonly Report[] = REPORTS): string[] {
  return pointsOn({ text: `${LEAD}\n\n${words}` }, others)
    .filter(point => point.kind === kind)
    .map(({ severity, quote }) => `${severity}: ${quote}`);
}

/** A dossier that nothing was found for; give only what the test is about. */
export function aDossier(given: Partial<Dossier> = {}): Dossier {
  return {
    article: 'a',
    revision: 1,
    points: [],
    support: [],
    compared: 0,
    doubtful: false,
    summary: 'No reason to doubt the article as a whole.',
    ...given,
  };
}
