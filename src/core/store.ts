/**
 * The Store port: the truth, in parts by what they keep. Each part has a contract suite in `test/contracts` that runs on every version.
 * Nothing here knows a database.
 */
import type {
  Case,
  CaseEntry,
  CaseId,
  CaseState,
  FlagDraft,
  Flagged,
  FlagQuestion,
  Grouped,
  KnownCase,
} from './cases.ts';
import type {
  Action,
  ActionDraft,
  ActionId,
  MessageId,
  MessageRef,
  PersonId,
  Place,
  Post,
  PostDraft,
  Request,
  RequestDraft,
  RequestId,
  RequestOutcome,
  Vote,
} from './chat.ts';
import type {
  Arrival,
  DigestDraft,
  DigestMark,
  DigestPlan,
  DigestPlanDraft,
  DigestPlanId,
  LocalDate,
} from './digests.ts';
import type {
  Feed,
  FeedDraft,
  FeedId,
  FeedItem,
  FeedItemDraft,
  FeedPoll,
  FeedState,
  ItemMark,
  Revisit,
  Subscription,
  SubscriptionDraft,
  SubscriptionId,
} from './feeds.ts';
import type { Answer, Article, ArticleDraft, ArticleId, ArticleText, Dossier, Revision } from './model.ts';
import type { HeardReaction, Reaction, WaitingReaction } from './reactions.ts';
import type {
  CorrectedFact,
  Correction,
  CorrectionState,
  DueCorrection,
  ListedCorrection,
  Recall,
  ShownCorrection,
  UnstableArticle,
} from './recall.ts';
import type { Reply } from './reply.ts';
import type { FLAGGED_IT, Ruled, Verdict, VerdictDraft } from './verdicts.ts';
import type { Watch, WatchDraft, WatchEnd, WatchId, WatchLimits, WatchNews } from './watches.ts';

export type SaveOutcome = 'new' | 'revised' | 'unchanged';

/** The truth. Every method may reject with a StetError of a `store-*` code. */
export interface Store
  extends ArticleStore,
    VerdictStore,
    RequestStore,
    PostStore,
    FeedbackStore,
    FeedStore,
    RevisitStore,
    SubscriptionStore,
    DigestStore,
    RecallStore,
    WatchStore,
    DossierStore,
    CaseStore,
    ImprovementStore,
    LeaseStore,
    ModelStore {
  /**
   * Random, made with the store and kept with it, so that what follows a store can tell it from another. A backup has an id
   * of its own: its sequence numbers part from those of the store it was taken of.
   */
  id: string;
  /** What it is and where it is kept, as people know it; holds no password. */
  place: string;
  /** False for a process that may only read, because another one owns the store. */
  writable: boolean;
  /**
   * Removes what is older than `before` (ISO 8601): closed requests, what was asked in posts, votes, watches; and actions that have
   * expired. Posts and what they show stay, so that they can still be mended; but for those that one person saw for a moment and
   * nothing can mend. An open request is never removed. Resolves to the number of requests removed.
   */
  tidy: (before: string) => Promise<number>;
  /**
   * Removes a person: their name and questions, the private answers they got, the watches they set or whose question is theirs, and
   * what they follow in a direct conversation; counts
   * of requests and votes stay, and so does all that others asked and what channels follow. Requests of theirs that are still open are
   * closed as `stopped`; what is told of them after that goes with the next `tidy`. Resolves to how many requests, votes and flags were
   * theirs; verdicts stay as they are.
   */
  forget: (person: PersonId) => Promise<{ requests: number; votes: number; flags: number }>;
  /**
   * Calls `wake` soon after articles changed, whoever changed them; gives what ends that. A change may be missed where a connection is lost, so
   * `lastSeq` is to be asked now and then. Null where no other process may write.
   */
  onChange: ((wake: () => void) => () => Promise<void>) | null;
  /** Writes a consistent copy to a file that must not exist, while others read and write. */
  backup: (file: string) => Promise<void>;
  /** Safe to call twice. */
  close: () => Promise<void>;
}

/** What came of moving a store to another database. */
export interface MovedStore {
  id: string;
  /** Where it is now, as people know it. */
  place: string;
  rows: number;
}

/** Articles and their revisions. */
export interface ArticleStore {
  /**
   * Stores a draft once: a new article, a new revision when its text differs from the current one, changed metadata, or
   * nothing. Both kinds of change give the article the next sequence number; `unchanged` does not. A seed draft never
   * changes an article of another origin: that one is given back as `unchanged`.
   */
  saveArticle: (draft: ArticleDraft) => Promise<{ article: Article; outcome: SaveOutcome }>;
  article: (id: ArticleId) => Promise<Article | null>;
  /** The current revision, or the one of that number. */
  revision: (id: ArticleId, number?: number) => Promise<Revision | null>;
  /** By id, from after `after` (exclusive), at most `limit`; seed articles only where they are wanted. */
  articles: (page: { after?: ArticleId; limit: number; seeds: boolean }) => Promise<Article[]>;
  countArticles: () => Promise<Record<Article['origin'], number>>;
  /** Articles whose sequence number is above `seq`, in that order, with their current text; at most `limit`. */
  changesSince: (seq: number, limit: number) => Promise<ArticleText[]>;
  /** Highest sequence number given so far; 0 for an empty store. */
  lastSeq: () => Promise<number>;
}

/** What editors decide about articles; kept for ever. */
export interface VerdictStore {
  /**
   * Keeps an editor's word, on the article and on those of its copies that nobody decided otherwise. It takes effect once as many editors as it
   * needs (`countEditors`) have said the same since the last that did; what it changes then gets the next sequence number. Null when there is no
   * such article. Whoever flagged it, or a copy, since it was last decided has no say in a retraction: `FLAGGED_IT`, and nothing is kept.
   */
  rule: (draft: VerdictDraft) => Promise<Ruled | typeof FLAGGED_IT | null>;
  /** Every word on an article, the oldest first. */
  verdicts: (article: ArticleId) => Promise<Verdict[]>;
}

/** Flags, and the cases they make: a log that only grows, and what is told of it. */
export interface CaseStore {
  /**
   * Keeps a flag, once a person, article and source: in the case of its article, in that of a copy, or in a new one. A case that was decided is
   * open again. Nothing is kept where a limit would be passed.
   */
  flag: (draft: FlagDraft) => Promise<Flagged>;
  /** Takes back what a person flagged: with one source, or an article by whatever way. Resolves to the cases it was in. */
  withdrawFlag: (person: PersonId, by: { source: string } | { article: ArticleId }) => Promise<CaseId[]>;
  /** Says who looks after a case; the last one does. Null when there is none of that id. */
  takeCase: (id: CaseId, by: { person: PersonId; name: string }) => Promise<Case | null>;
  case: (id: CaseId) => Promise<KnownCase | null>;
  /** Whether anything was ever flagged or judged. */
  hasCases: () => Promise<boolean>;
  /** Articles that were not looked at for being copies of what was, in the order of their sequence numbers, at most `limit`. */
  articlesToJoin: (limit: number) => Promise<{ article: ArticleId; seq: number }[]>;
  /**
   * Puts articles in the case of a copy, where editors have said nothing of them yet; one of which a copy was disputed or retracted without a case
   * opens one. Says that all were looked at up to this sequence number. All or nothing; resolves to the cases that have changed.
   */
  joinCases: (found: readonly Grouped[], seq: number) => Promise<CaseId[]>;
  /** The case an article is in; null where nobody flagged its report. */
  caseOf: (article: ArticleId) => Promise<CaseId | null>;
  /** Those in these states, the last changed first, at most `limit`. */
  cases: (page: { states: readonly CaseState[]; limit: number }) => Promise<Case[]>;
  /** Everything that happened in a case, the oldest first. */
  caseLog: (id: CaseId) => Promise<CaseEntry[]>;
  /** Makes anew what is worked out from the logs of cases and verdicts: which article is in which case, how each stands, what is in force. */
  rebuildCases: () => Promise<void>;
  /** Queues the post of a case, or gives it this reply where its own is of an earlier version. */
  keepCasePost: (draft: PostDraft, of: { case: CaseId; place: string; version: number }) => Promise<Post>;
  /** Of which version its row is, and which one its messages show; null where it is no post of a case. */
  casePost: (key: string) => Promise<{ version: number; shown: number } | null>;
  markCaseShown: (key: string, version: number, refs: MessageRef[]) => Promise<void>;
  /** Cases that are not shown as they are in all of these places, at most `limit`. */
  unshownCases: (places: readonly string[], limit: number) => Promise<{ case: CaseId; version: number }[]>;
  /** Decisions of which those who flagged were not told, the oldest first. */
  untoldDecisions: () => Promise<{ case: CaseId; entry: number }[]>;
  /** Queues the posts that tell of a decision, and closes it: all of it or nothing. */
  tellDecision: (entry: number, drafts: readonly PostDraft[]) => Promise<void>;
  /** Keeps which articles a flagger was asked about, once a person and message. */
  askFlagger: (question: Omit<FlagQuestion, 'askedAt'>) => Promise<void>;
  /** The last open question to a person about an article, among others. */
  flagQuestion: (person: PersonId, article: ArticleId) => Promise<FlagQuestion | null>;
  /** Questions asked at that instant (ISO 8601) or before, the oldest first, at most `limit`. */
  oldFlagQuestions: (before: string, limit: number) => Promise<FlagQuestion[]>;
  /** Ends a question, and queues what says so: all of it or nothing. False where it was ended before. */
  settleFlagQuestion: (question: Pick<FlagQuestion, 'source' | 'person'>, said?: PostDraft) => Promise<boolean>;
  /** Keeps a reaction on a message of ours until its post is known, once a person and message. */
  keepReaction: (heard: HeardReaction) => Promise<void>;
  /** Those on a platform, the oldest first. */
  waitingReactions: (platform: string) => Promise<WaitingReaction[]>;
  dropReaction: (reaction: Pick<Reaction, 'person' | 'message'>) => Promise<void>;
}

/** What was asked: stored before it is acknowledged, closed by its outcome. */
export interface RequestStore {
  /** Stores what was asked, once an event; `fresh` is false where the event was known. */
  openRequest: (draft: RequestDraft) => Promise<{ request: Request; fresh: boolean }>;
  /** The first outcome stays. */
  closeRequest: (id: RequestId, outcome: RequestOutcome) => Promise<void>;
  request: (id: RequestId) => Promise<Request | null>;
  /** Those without an outcome on a platform, the oldest first. */
  openRequests: (platform: string) => Promise<Request[]>;
  /**
   * The last request for a command in a place: by one person where one is given, else among those that everyone there sees.
   * Null when there is none.
   */
  lastRequest: (place: Place, command: string, person?: PersonId) => Promise<Request | null>;
  /**
   * How many requests a person made, or were made in a channel (its threads counted), from an instant until another, both counted. Of
   * one person in the channel at most `each` count, so that nobody uses it up for the others.
   */
  countRequests: (
    since: string,
    by: { person: PersonId } | Pick<Place, 'platform' | 'space' | 'channel'>,
    until?: string,
    each?: number,
  ) => Promise<number>;
}

/** What was said: outbox row before, ledger row after. */
export interface PostStore {
  /** Queues a post, once a key; `fresh` is false where the key was known. */
  queuePost: (draft: PostDraft) => Promise<{ post: Post; fresh: boolean }>;
  /**
   * Takes a post to be sent now: null when it is sent, failed, unknown or being sent by a process that lives. `doubtSince` is set where it
   * may have been handed to the platform before: by a process that is gone, or in a try that failed, for a call that timed out may
   * have been done. It is then looked for since that instant, before it is sent again.
   */
  claimPost: (key: string) => Promise<{ post: Post; doubtSince: string | null } | null>;
  /** Keeps the messages it became so far, though not all of them are sent. */
  partlySent: (key: string, refs: MessageRef[]) => Promise<void>;
  /**
   * Gives a post another reply before anything of it is seen. False, and nothing is kept, where its row is no longer as `post` has it, or
   * messages of it stand.
   */
  retellPost: (post: Post, reply: Reply) => Promise<boolean>;
  /** Closes a claimed post with the messages it became. */
  markSent: (key: string, refs: MessageRef[]) => Promise<void>;
  /**
   * Puts a claimed post back to be tried again, or closes it for good; a post that is sent stays sent. `reason` holds no secret.
   * `untried` says that nothing was handed to the platform this time, so that nothing can have come of it.
   */
  markUnsent: (key: string, reason: string, state: 'queued' | 'failed', untried?: boolean) => Promise<void>;
  post: (key: string) => Promise<Post | null>;
  /** The post a message belongs to, however old. */
  postOfMessage: (message: MessageId) => Promise<Post | null>;
  /** The answer a request got. */
  postOfRequest: (id: RequestId) => Promise<Post | null>;
  /** Posts that show an article in messages that stand, by key after `after`, at most `limit`. */
  postsShowing: (article: ArticleId, page: { after?: string; limit: number }) => Promise<Post[]>;
  /** Keys of posts queued or in doubt, the oldest first; only those queued before an instant, where one is given. */
  unsentPosts: (before?: string) => Promise<string[]>;
}

/**
 * What was done about posts that show an article which has changed since, or was judged. A post is held against each version once, and
 * corrected in its row before its messages are edited, so that a process may end at any moment.
 */
export interface RecallStore {
  /**
   * What is not done: posts that were not held against an article's current revision, corrections that are not shown, or could not be and no
   * editor was told, and those whose note reached nobody; at most `limit`.
   */
  unrecalled: (limit: number) => Promise<Recall[]>;
  /**
   * Posts in messages that stand, which show the article (an earlier revision, where that is the reason) and were not held against this
   * version; by key after `after`, at most `limit`.
   */
  postsToRecall: (recall: Recall, page: { after?: string; limit: number }) => Promise<Post[]>;
  /** Whether such posts are still to be sent, or being sent. */
  recallsOnTheirWay: (recall: Recall) => Promise<boolean>;
  /** Says that nothing the post shows is told otherwise. */
  keepAsItIs: (post: string, recall: Recall) => Promise<void>;
  /**
   * Gives a post another reply, with the passages it shows, as a correction that is `due`. False, and nothing is kept, where its row is no longer as
   * `post` has it, or it was corrected for this version before.
   */
  correctPost: (post: Post, recall: Recall, made: { reply: Reply; facts: CorrectedFact[] }) => Promise<boolean>;
  /** Corrections of an article that are still to be shown, the oldest first. */
  dueCorrections: (recall: Pick<Recall, 'article' | 'reason'>) => Promise<DueCorrection[]>;
  /** Closes a correction that is due, and queues its note: all of it or nothing. */
  closeCorrection: (correction: Correction, outcome: ShownCorrection) => Promise<void>;
  /** The last one of a post, or of a post for one article and reason; null where there is none. */
  lastCorrection: (post: string, of?: Pick<Recall, 'article' | 'reason'>) => Promise<Correction | null>;
  /** For how many versions of an article posts were corrected since an instant. */
  correctedVersions: (article: ArticleId, since: string) => Promise<number>;
  /** The newest first, at most `limit`, of these states where they are given. */
  corrections: (page: { limit: number; states?: readonly CorrectionState[] }) => Promise<ListedCorrection[]>;
  /** Corrections of an article whose messages could not be edited and of which no editor was told, the oldest first. */
  untoldCorrections: (recall: Pick<Recall, 'article' | 'reason'>) => Promise<ListedCorrection[]>;
  /** Queues what tells editors of corrections, and keeps that they were told: all of it or nothing. */
  tellOfCorrections: (corrections: readonly Correction[], drafts: readonly PostDraft[]) => Promise<void>;
  /** Says of an article's corrections whose note failed for good that they reached nobody, and that no editor was told. */
  markUnreached: (recall: Pick<Recall, 'article' | 'reason'>) => Promise<void>;
  markUnstable: (article: ArticleId) => Promise<void>;
  /** Found to be so since an instant, the latest first. */
  unstableArticles: (since: string) => Promise<UnstableArticle[]>;
}

/** A name that was taken. */
export interface Lease {
  /** Grows each time the name is taken, so that whoever is late can be told from whoever came after. */
  fence: number;
}

/** What one holder at a time may have, among all processes on the store, by the clock of the database. */
export interface LeaseStore {
  /** Takes a name for so many milliseconds; null while another holder has it. Its own holder may take it anew. */
  takeLease: (name: string, holder: string, ttlMs: number) => Promise<Lease | null>;
  /** Has it for so long from now on. False where its time was over, or it was taken since: then it must be taken anew. */
  renewLease: (name: string, fence: number, ttlMs: number) => Promise<boolean>;
  /** Gives it back; nothing where it was taken since. */
  releaseLease: (name: string, fence: number) => Promise<void>;
}

/** What buttons do, and what people thought of an answer. */
export interface FeedbackStore {
  /** In the order of the drafts; all of them or none. */
  offerActions: (drafts: readonly ActionDraft[]) => Promise<ActionId[]>;
  /** Null when unknown or expired. */
  action: (id: ActionId) => Promise<Action | null>;
  /** One vote a person and answer: the last one counts. */
  vote: (request: RequestId, person: PersonId, vote: Vote) => Promise<void>;
  votes: (request: RequestId) => Promise<Record<Vote, number>>;
}

/** Feeds, and what came of each of their items. */
export interface FeedStore {
  /** Adds a feed, once an id; it is due at once. */
  addFeed: (draft: FeedDraft) => Promise<{ feed: Feed; fresh: boolean }>;
  feed: (id: FeedId) => Promise<Feed | null>;
  /** All of them, the oldest first. */
  feeds: () => Promise<Feed[]>;
  /** Ids of active feeds to be asked now, the longest due first. */
  feedsDue: (limit: number) => Promise<FeedId[]>;
  /**
   * Keeps items, each once and with what their feed said of them first: a page that changes after it was read is known by that alone.
   * Resolves to those that were not known. Those of a feed that was removed are not kept.
   */
  keepItems: (items: FeedItemDraft[]) => Promise<FeedItem[]>;
  keepPoll: (id: FeedId, poll: FeedPoll) => Promise<void>;
  /** An active feed is due at once. */
  setFeedState: (id: FeedId, state: FeedState) => Promise<void>;
  /** Since when followers know of the feed's trouble; null when it is over. */
  markTrouble: (id: FeedId, since: string | null) => Promise<void>;
  /** Removes a feed and its items; articles and posts stay. False when there is none. */
  removeFeed: (id: FeedId) => Promise<boolean>;
  feedItem: (feed: FeedId, item: string) => Promise<FeedItem | null>;
  /** The newest items of a feed, at most `limit`. */
  feedItems: (feed: FeedId, limit: number) => Promise<FeedItem[]>;
  /** Items still to be fetched, of one feed or of all, the oldest first, at most `limit`. */
  openItems: (limit: number, feed?: FeedId) => Promise<FeedItem[]>;
  /**
   * Closes an item: with the article it became, or with the reason why it became none. An article that came before, by another
   * item, is to be told once more where the item is not quiet: by then it may have other followers.
   */
  settleItem: (feed: FeedId, item: string, outcome: { article: ArticleId } | { reason: string }) => Promise<void>;
}

/** Items whose feed says something else of them than before, and whose page is therefore read again. */
export interface RevisitStore {
  /** What is kept of these items of a feed, of those that became articles. */
  itemMarks: (feed: FeedId, items: readonly string[]) => Promise<ItemMark[]>;
  /** Says that pages are to be read again for these marks. */
  wantRevisits: (revisits: readonly Revisit[]) => Promise<void>;
  /** Pages that are to be read again, of one feed or of all, at most `limit`. */
  openRevisits: (limit: number, feed?: FeedId) => Promise<Revisit[]>;
  /** Says that a page was read for a mark, and whether it had changed. */
  closeRevisit: (revisit: Revisit, changed: boolean) => Promise<void>;
}

/** Who follows what, and what they were told. */
export interface SubscriptionStore {
  /** What a place follows it follows once; `fresh` is false where it did, and then its words are replaced. */
  subscribe: (draft: SubscriptionDraft) => Promise<{ subscription: Subscription; fresh: boolean }>;
  /** False when there is none. */
  unsubscribe: (id: SubscriptionId) => Promise<boolean>;
  subscription: (id: SubscriptionId) => Promise<Subscription | null>;
  /** Those of one place, or all; the oldest first. */
  subscriptions: (place?: Place) => Promise<Subscription[]>;
  /** Why nothing is posted there now; null: posted again. */
  pauseSubscription: (id: SubscriptionId, reason: string | null) => Promise<void>;
  /** Articles that came by a feed, are to be told, and were not; the oldest first, at most `limit`. */
  unbriefed: (limit: number) => Promise<ArticleId[]>;
  /**
   * Says that everyone was told who follows an article or one of these feeds; false, and nothing is kept, when it has come by another
   * feed meanwhile, whose followers were not.
   */
  markBriefed: (article: ArticleId, feeds: readonly FeedId[]) => Promise<boolean>;
  /**
   * The articles that posts in this channel showed last, or are about to, the newest first, at most `limit`; or those that had been shown
   * when a post was queued. What one person alone saw in a channel was not shown in it.
   */
  lastShownIn: (place: Omit<Place, 'thread'>, limit: number, before?: Pick<Post, 'key'>) => Promise<ArticleId[]>;
  /** The feeds that an article came by. */
  feedsOf: (article: ArticleId) => Promise<FeedId[]>;
}

/** When each place gets its digest, the local dates that had one, and what came in between. */
export interface DigestStore {
  /**
   * Sets when a place gets its digest; a place has one plan, and one that is set again goes on where its last digest ended, and is
   * posted again where it was paused. One that was ended begins anew; the dates that had a digest keep it.
   */
  planDigest: (draft: DigestPlanDraft) => Promise<DigestPlan>;
  /** Null when the place has none. */
  digestPlan: (at: Place | DigestPlanId) => Promise<DigestPlan | null>;
  /** All of them, the oldest first. */
  digestPlans: () => Promise<DigestPlan[]>;
  /** False when there is none. */
  endDigest: (place: Place) => Promise<boolean>;
  /** Why nothing is posted there now; null: posted again. */
  pauseDigest: (id: DigestPlanId, reason: string | null) => Promise<void>;
  /** Whether a date had its digest, or silence was kept on it. */
  hadDigest: (id: DigestPlanId, date: LocalDate) => Promise<boolean>;
  /** Keeps a digest and queues its post, once a date; false, and nothing is kept, where the date had one, or none is wanted any more. */
  keepDigest: (draft: DigestDraft) => Promise<boolean>;
  /** How far the record has come, or had come at an instant. */
  digestMark: (instant?: string) => Promise<DigestMark>;
  /**
   * Articles with a revision stored after one mark and until another, the latest first, at most `limit`; without those that were there
   * when their feed was first read, which are news to nobody.
   */
  arrivals: (after: Pick<DigestMark, 'mark'>, until: Pick<DigestMark, 'mark'>, limit: number) => Promise<Arrival[]>;
}

/** Questions that are asked again when articles arrive. */
export interface WatchStore {
  /**
   * Opens a watch, to be asked at once. An answer is watched once: `fresh` is false where a watch is open, or had told what it waited
   * for. One that was ended or has expired is opened again, and keeps its count. `full`: whose limit is reached, and nothing is kept.
   */
  openWatch: (
    draft: WatchDraft,
    limits: WatchLimits,
  ) => Promise<{ watch: Watch; fresh: boolean } | { full: keyof WatchLimits }>;
  watch: (id: WatchId) => Promise<Watch | null>;
  /** The watch on an answer. */
  watchAbout: (about: string) => Promise<Watch | null>;
  /** Open watches, the oldest first: those that all may see in a channel with its threads, and those that a person set or asked. */
  openWatches: (of: { channel: Omit<Place, 'thread'> } | { person: PersonId }) => Promise<Watch[]>;
  /** The first end stays. False where it was ended, or is unknown. */
  endWatch: (id: WatchId, end: WatchEnd) => Promise<boolean>;
  /** Opens a watch again that told what it waited for, to be asked anew against this answer. False where it did not, or its time is over. */
  reopenWatch: (id: WatchId, known: Answer) => Promise<boolean>;
  hasOpenWatches: () => Promise<boolean>;
  /** Articles that watches were not looked through for, in the order of their sequence numbers, at most `limit`. */
  articlesToWatch: (limit: number) => Promise<{ article: ArticleId; seq: number }[]>;
  /** Open watches that an article may wake: by one of these terms, or because its answer shows the article. */
  watchesFor: (article: ArticleId, terms: readonly string[]) => Promise<Watch[]>;
  /** Says that these watches are to be asked again, and that all were looked through for articles up to this number; all or nothing. */
  wakeWatches: (ids: readonly WatchId[], seq: number) => Promise<void>;
  /** Open watches that are to be asked again, the oldest first, at most `limit`, with the number of the article that woke each last. */
  wokenWatches: (limit: number) => Promise<{ watch: WatchId; seq: number }[]>;
  /** Says that a watch was asked when the record held everything up to this number, and had nothing to tell; its answer shows these articles. */
  markWatchAsked: (id: WatchId, seq: number, articles: readonly ArticleId[]) => Promise<void>;
  /**
   * Queues what a watch has to tell for the `told`th time (from 1), and keeps that it did; all or nothing. False, and nothing is kept, when
   * it has ended, or has told as often already.
   */
  tellOfWatch: (id: WatchId, told: number, seq: number, news: WatchNews) => Promise<boolean>;
}

/** A dossier as it was found, and when (ISO 8601). */
export interface KeptDossier {
  dossier: Dossier;
  madeAt: string;
}

/** What was found when articles were assessed, kept with their revisions. */
export interface DossierStore {
  /** Takes the place of an earlier one of that revision. False, and nothing is kept, where there is no such revision. */
  keepDossier: (dossier: Dossier) => Promise<boolean>;
  /** Of the current revision, or the one of that number. */
  dossier: (article: ArticleId, revision?: number) => Promise<KeptDossier | null>;
  /** Articles whose current revision has none, the newest first, at most `limit`. */
  unassessed: (limit: number) => Promise<ArticleId[]>;
}

/** Answers that a language model helped to find after they had been given without it. */
export interface ImprovementStore {
  /**
   * Gives a sent post another reply, with the passages it shows, to be shown in its messages. False, and nothing is kept, where its row is
   * no longer as `post` has it, or it was improved before.
   */
  improvePost: (post: Post, reply: Reply) => Promise<boolean>;
  /** Keys of posts whose messages do not show that yet, at most `limit`. */
  unshownImprovements: (limit: number) => Promise<string[]>;
  /** Says that a post's messages, which are now these, show its reply. */
  markImproved: (key: string, refs: MessageRef[]) => Promise<void>;
}

/** What a language model costs. */
export interface ModelStore {
  /**
   * Adds tokens to those of a day (an ISO 8601 date); fewer than none are given back. False, and nothing is kept, where that would make more
   * than `most`.
   */
  spendTokens: (day: string, tokens: number, most?: number) => Promise<boolean>;
}
