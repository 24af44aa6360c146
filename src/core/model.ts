/**
 * The words of Stet, as types. Everything else speaks in these; nothing here imports anything of ours.
 *
 * article   one published text                       revision  an immutable version of an article's text
 * passage   a sentence, heading, item or table row   report    articles that share their text (wire copies)
 * evidence  a verbatim quote with its place          answer    what `ask` returns
 * brief     an extractive summary of one article
 *
 * All offsets are UTF-16 code units into `Revision.text`; `end` is exclusive.
 */
import type { ModelUse } from './language-model.ts';
import type { Ruling } from './verdicts.ts';

/** The corpus's own id (`000`), else `a-` + 10 base32 characters of the SHA-256 of its canonical URL. */
export type ArticleId = string;

/** The id of the report's earliest stored article, so that it stays while copies come; a report of one bears its article's. */
export type ReportId = ArticleId;

/** Where an article came from. Seeds leave the record when a newsroom brings texts of its own. */
export type Origin = 'seed' | 'file' | 'feed';

/** What is known about an article besides its text. Unknown is null, and is shown as unknown. */
export interface ArticleMeta {
  /** Canonical URL, or null for a text that never had one. */
  url: string | null;
  /** The name an editor gave the feed, else the registrable domain. */
  outlet: string | null;
  byline: string | null;
  title: string | null;
  /** ISO 8601 date (`2026-01-07`) or instant (`2026-01-07T01:20:35Z`). */
  publishedAt: string | null;
  /** BCP 47 primary tag, `en`. */
  language: string | null;
}

export interface Article extends ArticleMeta {
  id: ArticleId;
  origin: Origin;
  /** Number of the current revision; the first is 1. */
  revision: number;
  /** Grows with every change of any article, so that a follower asks only for what is newer. */
  seq: number;
  /** Instant the article was first stored, ISO 8601 UTC. */
  storedAt: string;
  /** What editors decided about it; null where they have not. */
  verdict: Ruling | null;
}

export interface Revision {
  article: ArticleId;
  number: number;
  /** Well-formed UTF-16 without NUL; never changed once stored. */
  text: string;
  /** Lower-case hex SHA-256 of `text` in UTF-8. */
  hash: string;
  storedAt: string;
}

/** An article as it arrives: read from a file or a page, not yet stored. */
export interface ArticleDraft extends ArticleMeta {
  id: ArticleId;
  origin: Origin;
  text: string;
}

/** A current article with its current text: what the index is fed. */
export interface ArticleText {
  article: Article;
  text: string;
}

export type PassageKind = 'heading' | 'sentence' | 'item' | 'row';

/** Which part of the page a passage is. Only `title` and `body` may ever be an answer. */
export type PagePart = 'title' | 'body' | 'byline' | 'embed' | 'furniture';

/**
 * How firmly a passage says what it says: plain fact, agreed, planned for certain (`will`), proposed, possible (`may`),
 * asked for, denied.
 */
export type Firmness = 'stated' | 'agreed' | 'will' | 'proposed' | 'may' | 'asked' | 'denied';

export type EntityKind = 'person' | 'place' | 'organisation' | 'thing';

interface Span {
  /** Offsets into the revision's text. */
  start: number;
  end: number;
}

/** Words in quotation marks, or a whole clause told as somebody's words ("X said that ..."). */
export interface Speech extends Span {
  /** Canonical name, or the words of the text where it is not a known name; null when nobody is named. */
  speaker: string | null;
  direct: boolean;
}

export interface DateMention extends Span {
  /** ISO 8601 to the precision told: `2026-01-06`, `2026-01`, `2026`; null when it cannot be resolved. */
  value: string | null;
}

export interface NumberMention extends Span {
  value: number;
  /** What is counted or measured, lower case: `countries`, `%`, `eur`, `usd`, `years`; null when the text does not say. */
  unit: string | null;
}

export interface EntityMention extends Span {
  /** Canonical name. */
  name: string;
  kind: EntityKind;
}

/** One sentence, heading, list item or table row of a revision, and what reading found in it. */
export interface Passage extends Span {
  /** Order within the revision, from 0. */
  n: number;
  /** `revision.text.slice(start, end)`. */
  text: string;
  kind: PassageKind;
  part: PagePart;
  /** `n` of the heading this passage stands under, or null. */
  section: number | null;
  /** Number of the paragraph or block, from 0: passages that share it stand together. */
  block: number;
  /** Who is speaking in the passage as a whole, when its words are somebody's; else null. */
  speaker: string | null;
  speech: Speech[];
  dates: DateMention[];
  numbers: NumberMention[];
  entities: EntityMention[];
  firmness: Firmness;
}

/** A known name with the other ways of writing it; data, kept in `seeds/` or learnt from a corpus. */
export interface NameEntry {
  name: string;
  kind: EntityKind;
  /** Other spellings, short forms and abbreviations, as they are written. */
  aliases: string[];
  /** Adjectives made from the name, if any. */
  adjectives?: string[];
}

/** A verbatim quote: `text.slice(start, end) === quote` in that revision. */
export interface Evidence extends Span {
  article: ArticleId;
  revision: number;
  outlet: string | null;
  title: string | null;
  publishedAt: string | null;
  /** Canonical URL of the article, where it has one. */
  url?: string;
  quote: string;
  /** That editors dispute its article; missing where they do not. */
  disputed?: true;
}

export interface Agreement {
  articles: number;
  /** Distinct groups of articles that share their text. */
  reports: number;
  /** Distinct outlets that are known by name. */
  outlets: number;
}

export interface DisagreementSide {
  says: string;
  evidence: Evidence[];
}

export interface Disagreement {
  kind: 'conflict' | 'cannot-compare';
  sides: DisagreementSide[];
}

export type CaveatCode =
  | 'single-report'
  | 'doubtful-source'
  | 'disputed-source'
  | 'disputed'
  | 'not-yet-agreed'
  | 'attributed'
  | 'denied'
  | 'other-premise';

export interface Caveat {
  code: CaveatCode;
  text: string;
}

/** How a number stands to the truth it tells: "about 40", "at least 40", "up to 40". */
export type Bound = 'exact' | 'about' | 'at-least' | 'at-most';

export type ClaimValue =
  /** `unit` as a stem, `family` the kind of count (`deaths`) where words name one. */
  | { kind: 'number'; value: number; unit: string | null; family: string | null; bound: Bound }
  /**
   * ISO 8601 to the precision told, or a time of day as `T03:10`. What was not told in full was worked out, perhaps wrongly; a time of a `half-day` may be
   * one before noon or after.
   */
  | { kind: 'date'; value: string; told: 'full' | 'yearless' | 'relative' | 'half-day' }
  /** `office` as a lower-case noun (`prime minister`), `of` the index terms of what it belongs to. */
  | { kind: 'office'; holder: string; office: string; of: string[]; former: boolean }
  | { kind: 'yes-no'; value: boolean };

/** What a claim holds for; claims of different scope cannot be compared. */
export interface ClaimScope {
  /** ISO 8601 dates told beside the value. */
  dates: string[];
  /** Canonical names told beside the value. */
  names: string[];
  /** Canonical names of the whole sentence, and of the one before where it begins with a pronoun; where they were gathered. */
  anchors?: string[];
  /** One of several, a share of a whole, or a rate. */
  part: boolean;
}

/** A passage read as subject, relation and value, with who said it and how firmly. Words are index terms. */
export interface Claim extends Span {
  kind: 'count' | 'date' | 'role' | 'deed';
  /** `Passage.n`. */
  passage: number;
  subject: string[];
  relation: string[];
  value: ClaimValue;
  speaker: string | null;
  firmness: Firmness;
  scope: ClaimScope;
}

/**
 * contradicted            other reports say otherwise       internal-contradiction  the article says otherwise itself
 * anachronism             told of an impossible time        garbled                 names, titles and words damaged or mixed up
 * uncorroborated          weighty, and in no other report   quotes                  words, or whose they are, differ or stand alone
 * sourcing                a source that cannot carry it     machine-text            generated text and page furniture sold as reporting
 */
export type PointKind =
  | 'contradicted'
  | 'internal-contradiction'
  | 'anachronism'
  | 'garbled'
  | 'uncorroborated'
  | 'quotes'
  | 'sourcing'
  | 'machine-text';

/** A reason to doubt one passage of an article, with what speaks against it. */
export interface Point extends Span {
  kind: PointKind;
  severity: 'major' | 'minor';
  article: ArticleId;
  revision: number;
  /** `Passage.n`. */
  passage: number;
  quote: string;
  /** One plain sentence. */
  why: string;
  /** Other passages, of other reports or of the article itself; empty where the passage speaks against itself. */
  against: Evidence[];
}

/** A reason to believe one passage: other reports that tell the same, or quote the same words. */
export interface Support extends Span {
  kind: 'confirmed' | 'quoted';
  /** `Passage.n`. */
  passage: number;
  quote: string;
  /** One plain sentence. */
  why: string;
  /** Other reports that say the same. */
  by: number;
  /** Passages of them, at most 3. */
  with: Evidence[];
}

/** What speaks against an article and for it, passage by passage. What `assess` returns; never one score. */
export interface Dossier {
  article: ArticleId;
  revision: number;
  /** Major ones first, then in the order of the text. */
  points: Point[];
  /** Those with most reports first, at most 50. */
  support: Support[];
  /** Other reports on the same event that it was held against. */
  compared: number;
  doubtful: boolean;
  /** What weighs, in one or two plain sentences. */
  summary: string;
}

/** What `ask` returns, and what `--json` prints: one line a question. Fields may be added, never renamed. */
export interface Answer {
  /** The question's own id, where it came with one. */
  id?: string;
  question: string;
  /** The whole question, where it leaned on the one before it. */
  readAs?: string;
  status: 'answered' | 'not-in-corpus';
  /** A span, a list or one sentence, at most 60 words; empty when refused. */
  answer: string;
  /** 0 to 1: the probability that the evidence carries the question; given on refusals too. */
  confidence: number;
  /** Best first, at most 5: first what gives the answer, then what stands nearest to it. */
  evidence: Evidence[];
  /** How many of `evidence`, from the first, give the answer. */
  supporting: number;
  agreement: Agreement;
  disagreement: Disagreement | null;
  caveats: Caveat[];
  /** On a refusal, the three passages that come closest. */
  nearest: Evidence[];
  /** What a language model did for it; missing where none was asked. */
  model?: ModelUse;
  /** Milliseconds from question to answer. */
  ms: number;
}

/** A sentence of a brief. */
export interface BriefSentence {
  evidence: Evidence;
  /** Whether it tells what the channel was not told before. */
  fresh: boolean;
  /** Who says it, in words of the article itself, where its words are somebody's; else null. */
  speaker: string | null;
}

/** Where other reports say otherwise: what this article says, and what they say. */
export interface BriefDifference {
  evidence: Evidence;
  against: Evidence[];
}

/** An article as a brief names it: what is known about it, and none of its words. */
export type ArticleReference = Pick<Article, 'outlet' | 'title' | 'publishedAt' | 'url'> & { article: ArticleId };

/** An extractive summary of one article: verbatim sentences, what is new first. What `brief` returns. */
export interface Brief {
  article: ArticleId;
  url: string | null;
  /** The line that is the article's title, else its first sentence; null where it has neither. */
  headline: Evidence | null;
  /** Why it is one line without sentences: a copy of what was told, or nothing in it that is new. Null where there is news. */
  told: 'copy' | 'nothing-new' | null;
  /** At most 4: what is new, in the order of the text, then what was told before. */
  sentences: BriefSentence[];
  /** At most 2, those about its own sentences first. */
  differences: BriefDifference[];
  /** Whether there is reason to doubt the article as a whole. */
  doubtful: boolean;
  /** Copies of the article, those that were told first; where nothing is new, the articles that told it. */
  alsoIn: ArticleReference[];
  /** What a language model did for it; missing where none was asked. */
  model?: ModelUse;
}

export interface SearchResult extends Evidence {
  /** Higher is better; comparable within one search only. */
  score: number;
}

/** What one figure brought: its value, its weight, and the two multiplied. */
export interface Figure {
  name: string;
  value: number;
  weight: number;
}

/** A sentence of an article as a brief weighs it, but for how new it is, which every channel has its own measure of. */
export interface WeighedSentence {
  evidence: Evidence;
  /** The most telling first. */
  figures: Figure[];
}

export interface WeighedPassage {
  evidence: Evidence;
  rank: number;
  total: number;
  figures: Figure[];
  /** What it answers, and how surely it fills the slot (0 to 1). */
  extracted: string;
  slot: number;
  /** `best`, `says the same`, or why it was not counted. */
  outcome: string;
}

export interface Explanation {
  answer: Answer;
  understood: {
    kind: string;
    form: string;
    type: string;
    names: string[];
    terms: { term: string; weight: number; passages: number }[];
  };
  passages: WeighedPassage[];
  /** Passages that were found and ranked, of which `passages` are the first. */
  ranked: number;
  confidence: Figure[];
  threshold: number;
  /** Doubt about the articles of the passages, by article. */
  doubt: { article: string; doubtful: boolean; points: Point[] }[];
}

/** How sure an answer must be: fewer and surer answers, or more and bolder ones. */
export type Boldness = 'cautious' | 'balanced' | 'eager' | 'all';
