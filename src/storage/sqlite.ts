/**
 * The embedded Store, on `node:sqlite`: puts its parts together, each in its transaction. Its methods run on the calling thread, a
 * fraction of a millisecond each. It must never say that something is kept before it is.
 */
import type { DatabaseSync } from 'node:sqlite';
import type {
  ArticleStore,
  CaseStore,
  Clock,
  DigestStore,
  DossierStore,
  FeedbackStore,
  FeedStore,
  ImprovementStore,
  ModelStore,
  PostStore,
  RecallStore,
  RequestStore,
  RevisitStore,
  Store,
  SubscriptionStore,
  VerdictStore,
  WatchStore,
} from '../core/ports.ts';
import type { CorrectionState } from '../core/recall.ts';
import { inTransaction } from './migrate.ts';
import { articlesOn } from './sqlite-articles.ts';
import { backupTo } from './sqlite-backup.ts';
import { casePostsOn } from './sqlite-case-posts.ts';
import { type Cases, casesOn } from './sqlite-cases.ts';
import { digestsOn } from './sqlite-digests.ts';
import { dossiersOn } from './sqlite-dossiers.ts';
import { asStoreFault, guarded } from './sqlite-errors.ts';
import { feedbackOn } from './sqlite-feedback.ts';
import { feedsOn } from './sqlite-feeds.ts';
import { modelOn } from './sqlite-model.ts';
import { type OpenedStore, openMemory, openOwner, openReader } from './sqlite-open.ts';
import { type Posts, postsOn } from './sqlite-posts.ts';
import { privacyOn } from './sqlite-privacy.ts';
import { recallsOn } from './sqlite-recalls.ts';
import { requestsOn } from './sqlite-requests.ts';
import { revisitsOn } from './sqlite-revisits.ts';
import { instant } from './sqlite-rows.ts';
import { subscriptionsOn } from './sqlite-subscriptions.ts';
import { verdictsOn } from './sqlite-verdicts.ts';
import { watchesOn } from './sqlite-watches.ts';

export interface SqliteStoreOptions {
  /** Path of the store's file, or `:memory:` for one that is gone when it is closed. */
  file: string;
  /** One process owns a file and may write; any number may read it meanwhile. A store in memory is always owned. */
  mode: 'owner' | 'reader';
  clock: Clock;
}

/**
 * Opens a store; an owner makes it (and its folder) when there is none, and brings it up to date.
 * Rejects with `store-busy` (owned by another process, or by this one already), `store-newer`, `store-damaged`, `store-full`
 * or `store-failed`; a refused file is left untouched.
 */
export async function openSqliteStore({ file, mode, clock }: SqliteStoreOptions): Promise<Store> {
  const opened = file === ':memory:' ? openMemory() : mode === 'owner' ? openOwner(file) : openReader(file);
  try {
    return storeOn(opened, file, clock, file === ':memory:' || mode === 'owner');
  } catch (thrown) {
    opened.close();
    throw asStoreFault(thrown, file);
  }
}

/** A Store over an open, migrated database. `file` is what faults call it; `writable` is what it says of itself. */
export function storeOn({ db, close }: OpenedStore, file: string, clock: Clock, writable: boolean): Store {
  const backups = new Set<Promise<void>>();
  const now = () => clock.now().toISOString();
  const durable = durabilityOf(db);
  const run: Runner = async work => guarded(file, work);
  const write: Runner = async work =>
    guarded(file, () => {
      durable('FULL');
      return inTransaction(db, work);
    });
  // What is asked and said is written a dozen times a question, on the main loop: a sync each would hold everybody up.
  const runSoon: Runner = async work =>
    guarded(file, () => {
      durable('NORMAL');
      return work();
    });
  const writeSoon: Runner = work => runSoon(() => inTransaction(db, work));
  const posts = postsOn(db);
  const cases = casesOn(db);
  const articles = articlesOn(db, cases);
  const verdicts = verdictsOn(db, articles.nextSeq, cases);
  return {
    id: storeId(db),
    writable,
    ...articleMethods({ articles, verdicts }, now, run, write),
    ...chatMethods(db, { posts, cases }, now, runSoon, writeSoon),
    ...caseMethods(db, { posts, cases, verdicts }, now, runSoon, writeSoon),
    ...feedMethods(db, now, runSoon, writeSoon),
    ...digestMethods(db, posts, now, runSoon, writeSoon),
    ...recallMethods(db, posts, now, runSoon),
    ...watchMethods(db, posts, now, runSoon, writeSoon),
    ...dossierMethods(db, now, runSoon),
    ...modelMethods(db, posts, now, runSoon, writeSoon),
    backup: target => {
      const running = backupTo(db, target).finally(() => backups.delete(running));
      backups.add(running);
      return running;
    },
    close: async () => {
      // A backup still runs on this database; its own caller hears how it ended.
      await Promise.allSettled(backups);
      guarded(file, close);
    },
  };
}

/**
 * Says how the next commits are kept. Both outlive any end of the process; after a power cut `NORMAL` may have lost the last of them,
 * `FULL` has lost none, and neither harms the file (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
function durabilityOf(db: DatabaseSync): (mode: 'FULL' | 'NORMAL') => void {
  let current: string | null = null;
  return mode => {
    if (mode === current) return;
    db.exec(`PRAGMA synchronous = ${mode}`);
    current = mode;
  };
}

/** Does work on the database, turning what it throws into faults of ours; a writing one does all of it or nothing. */
type Runner = <Value>(work: () => Value) => Promise<Value>;

type Verdicts = ReturnType<typeof verdictsOn>;

function articleMethods(
  { articles, verdicts }: { articles: ReturnType<typeof articlesOn>; verdicts: Verdicts },
  now: () => string,
  run: Runner,
  write: Runner,
): ArticleStore & VerdictStore {
  return {
    saveArticle: draft => write(() => articles.save(draft, now())),
    article: id => run(() => articles.article(id)),
    revision: (id, number) => run(() => articles.revision(id, number)),
    articles: ({ after, limit, seeds }) => run(() => articles.articles(after ?? '', limit, seeds)),
    countArticles: () => run(() => articles.counts()),
    changesSince: (seq, limit) => run(() => articles.changes(seq, limit)),
    lastSeq: () => run(() => articles.lastSeq()),
    rule: draft => write(() => verdicts.rule(draft, now())),
    verdicts: article => run(() => verdicts.list(article)),
  };
}

type ChatMethods = RequestStore & PostStore & FeedbackStore & Pick<Store, 'tidy' | 'forget'>;

function chatMethods(
  db: DatabaseSync,
  { posts, cases }: { posts: Posts; cases: Cases },
  now: () => string,
  run: Runner,
  write: Runner,
): ChatMethods {
  const requests = requestsOn(db);
  const feedback = feedbackOn(db);
  const privacy = privacyOn(db, write, cases);
  return {
    openRequest: draft => write(() => requests.open(draft, now())),
    closeRequest: (id, outcome) => write(() => requests.close(id, outcome, now())),
    request: id => run(() => requests.byId(id)),
    openRequests: platform => run(() => requests.openOn(platform)),
    lastRequest: (place, command, person) => run(() => requests.last(place, command, person)),
    countRequests: (since, by, until, each) =>
      run(() =>
        'person' in by
          ? requests.countOfPerson(by.person, since, until)
          : requests.countInChannel(by, since, until, each),
      ),
    queuePost: draft => run(() => posts.queue(draft, now())),
    claimPost: key => run(() => posts.claim(key, now())),
    partlySent: (key, refs) => run(() => posts.keepMessages(key, refs)),
    retellPost: (post, reply) => write(() => posts.retell(post, reply)),
    markSent: (key, refs) => run(() => posts.sent(key, refs, now())),
    markUnsent: (key, reason, state, untried = false) => run(() => posts.unsent(key, reason, state, untried)),
    post: key => run(() => posts.byKey(key)),
    postOfMessage: message => run(() => posts.byMessage(message)),
    postOfRequest: id => run(() => posts.byRequest(id)),
    postsShowing: (article, { after, limit }) => run(() => posts.showing(article, after ?? '', limit)),
    unsentPosts: before => run(() => posts.unsentKeys(before)),
    offerActions: drafts => write(() => drafts.map(feedback.offer)),
    action: id => run(() => feedback.action(id, now())),
    vote: (request, person, vote) => write(() => feedback.vote(request, person, vote, now())),
    votes: request => run(() => feedback.votes(request)),
    tidy: async before => privacy.tidy(instant(before), now()),
    forget: person => privacy.forget(person),
  };
}

function dossierMethods(db: DatabaseSync, now: () => string, run: Runner): DossierStore {
  const dossiers = dossiersOn(db);
  return {
    keepDossier: dossier => run(() => dossiers.keep(dossier, now())),
    dossier: (article, revision) => run(() => dossiers.kept(article, revision)),
    unassessed: limit => run(() => dossiers.without(limit)),
  };
}

function caseMethods(
  db: DatabaseSync,
  { posts, cases, verdicts }: { posts: Posts; cases: Cases; verdicts: Verdicts },
  now: () => string,
  run: Runner,
  write: Runner,
): CaseStore {
  const told = casePostsOn(db, posts);
  return {
    flag: draft => write(() => cases.flag(draft, now())),
    withdrawFlag: (person, by) => write(() => cases.withdraw(person, by, now())),
    takeCase: (id, by) => write(() => cases.take(id, by, now())),
    case: id =>
      run(() => {
        const known = cases.byId(id);
        const said = known?.articles.flatMap(verdicts.list) ?? [];
        return known && { ...known, verdicts: said.toSorted((a, b) => a.number - b.number) };
      }),
    hasCases: () => run(() => cases.areAny()),
    articlesToJoin: limit => run(() => cases.toJoin(limit)),
    joinCases: (found, seq) => write(() => cases.join(found, seq, now())),
    caseOf: article => run(() => cases.idOf(article)),
    cases: ({ states, limit }) => run(() => cases.list(states, limit)),
    caseLog: id => run(() => cases.log(id)),
    rebuildCases: () =>
      write(() => {
        cases.rebuild();
        verdicts.restore();
      }),
    keepCasePost: (draft, of) => write(() => told.keep(draft, of, now())),
    casePost: key => run(() => told.shown(key)),
    markCaseShown: (key, version, refs) => write(() => told.markShown(key, version, refs)),
    unshownCases: (places, limit) => run(() => told.unshown(places, limit)),
    untoldDecisions: () => run(() => told.untold()),
    tellDecision: (entry, drafts) => write(() => told.tell(entry, drafts, now())),
    askFlagger: question => write(() => told.ask(question, now())),
    flagQuestion: (person, article) => run(() => told.questionOf(person, article)),
    oldFlagQuestions: (before, limit) => run(() => told.oldQuestions(instant(before), limit)),
    settleFlagQuestion: (question, said) => write(() => told.settle(question, said ?? null, now())),
  };
}

type FeedMethods = FeedStore & RevisitStore & SubscriptionStore;

function feedMethods(db: DatabaseSync, now: () => string, run: Runner, write: Runner): FeedMethods {
  const revisits = revisitsOn(db);
  const feeds = feedsOn(db);
  const subscriptions = subscriptionsOn(db);
  return {
    addFeed: draft => write(() => feeds.add(draft, now())),
    feed: id => run(() => feeds.byId(id)),
    feeds: () => run(() => feeds.all()),
    feedsDue: limit => run(() => feeds.due(now(), limit)),
    keepItems: items => run(() => feeds.keepItems(items, now())),
    keepPoll: (id, poll) => write(() => feeds.keepPoll(id, poll)),
    setFeedState: (id, state) => write(() => feeds.setState(id, state, now())),
    markTrouble: (id, since) => write(() => feeds.markTrouble(id, since)),
    removeFeed: id => write(() => feeds.remove(id)),
    feedItem: (feed, item) => run(() => feeds.item(feed, item)),
    feedItems: (feed, limit) => run(() => feeds.items(feed, limit)),
    openItems: (limit, feed) => run(() => feeds.open(limit, feed)),
    settleItem: (feed, item, outcome) => write(() => feeds.settle(feed, item, outcome)),
    markItems: (feed, said) => run(() => revisits.mark(feed, said, now())),
    wantRevisits: each => run(() => revisits.want(each)),
    openRevisits: (limit, feed) => run(() => revisits.open(limit, feed ?? null)),
    closeRevisit: (revisit, changed) => run(() => revisits.close(revisit, changed, now())),
    subscribe: draft => write(() => subscriptions.subscribe(draft, now())),
    unsubscribe: id => write(() => subscriptions.unsubscribe(id)),
    subscription: id => run(() => subscriptions.byId(id)),
    subscriptions: place => run(() => subscriptions.list(place)),
    pauseSubscription: (id, reason) => write(() => subscriptions.pause(id, reason)),
    unbriefed: limit => run(() => subscriptions.unbriefed(limit)),
    markBriefed: (article, feeds) => write(() => subscriptions.markBriefed(article, feeds, now())),
    lastShownIn: (place, limit, before) => run(() => subscriptions.lastShownIn(place, limit, before?.key)),
    feedsOf: article => run(() => subscriptions.feedsOf(article)),
  };
}

function digestMethods(db: DatabaseSync, posts: Posts, now: () => string, run: Runner, write: Runner): DigestStore {
  const digests = digestsOn(db, posts.add);
  return {
    planDigest: draft => write(() => digests.plan(draft, now())),
    digestPlan: at => run(() => (typeof at === 'string' ? digests.byId(at) : digests.ofPlace(at))),
    digestPlans: () => run(() => digests.all()),
    endDigest: place => write(() => digests.end(place)),
    pauseDigest: (id, reason) => write(() => digests.pause(id, reason)),
    hadDigest: (id, date) => run(() => digests.had(id, date)),
    keepDigest: draft => write(() => digests.keep(draft, now())),
    digestMark: instant =>
      run(() => ({ mark: digests.markAt(instant ?? null), at: instant === undefined ? now() : instant })),
    arrivals: (after, until, limit) => run(() => digests.between(after, until, limit)),
  };
}

const EVERY_STATE: readonly CorrectionState[] = ['due', 'shown', 'noted', 'unreachable', 'removed'];

function recallMethods(db: DatabaseSync, posts: Posts, now: () => string, run: Runner): RecallStore {
  const recalls = recallsOn(db, posts);
  return {
    unrecalled: limit => run(() => recalls.unrecalled(limit)),
    postsToRecall: (recall, { after, limit }) => run(() => recalls.toRecall(recall, after ?? '', limit)),
    recallsOnTheirWay: recall => run(() => recalls.onTheirWay(recall)),
    keepAsItIs: (post, recall) => run(() => recalls.keep(post, recall, now())),
    correctPost: (post, recall, made) => run(() => recalls.correct(post, recall, made, now())),
    dueCorrections: recall => run(() => recalls.due(recall)),
    closeCorrection: (correction, outcome) => run(() => recalls.close(correction, outcome, now())),
    lastCorrection: (post, of) => run(() => recalls.last(post, of ?? null)),
    correctedVersions: (article, since) => run(() => recalls.versions(article, instant(since))),
    corrections: ({ limit, states = EVERY_STATE }) => run(() => recalls.list(limit, states)),
    untoldCorrections: recall => run(() => recalls.untold(recall)),
    tellOfCorrections: (corrections, drafts) => run(() => recalls.tell(corrections, drafts, now())),
    markUnreached: recall => run(() => recalls.markUnreached(recall)),
    markUnstable: article => run(() => recalls.markUnstable(article, now())),
    unstableArticles: since => run(() => recalls.unstable(instant(since))),
  };
}

function watchMethods(db: DatabaseSync, posts: Posts, now: () => string, run: Runner, write: Runner): WatchStore {
  const watches = watchesOn(db, posts.add);
  return {
    openWatch: (draft, limits) => write(() => watches.open(draft, limits, now())),
    watch: id => run(() => watches.byId(id)),
    watchAbout: about => run(() => watches.about(about)),
    openWatches: of =>
      run(() => ('person' in of ? watches.ofPerson(of.person, now()) : watches.inChannel(of.channel, now()))),
    endWatch: (id, end) => write(() => watches.end(id, end)),
    hasOpenWatches: () => run(() => watches.isAnyOpen(now())),
    articlesToWatch: limit => run(() => watches.articles(limit)),
    watchesFor: (article, terms) => run(() => watches.wokenBy(article, terms, now())),
    wakeWatches: (ids, seq) => write(() => watches.wake(ids, seq)),
    wokenWatches: limit => run(() => watches.toAsk(limit, now())),
    markWatchAsked: (id, seq, articles) => write(() => watches.asked(id, seq, articles)),
    tellOfWatch: (id, told, seq, news) => write(() => watches.tell(id, told, seq, news, now())),
  };
}

function modelMethods(
  db: DatabaseSync,
  posts: Posts,
  now: () => string,
  run: Runner,
  write: Runner,
): ImprovementStore & ModelStore {
  const model = modelOn(db, posts);
  return {
    improvePost: (post, reply) => write(() => model.improve(post, reply, now())),
    unshownImprovements: limit => run(() => model.unshown(limit)),
    markImproved: (key, refs) => write(() => model.markShown(key, refs)),
    spendTokens: (day, tokens, most) => write(() => model.spend(day, tokens, most ?? null)),
  };
}

/** Read once: it never changes while a store is open. */
function storeId(db: DatabaseSync): string {
  return String(db.prepare('SELECT id FROM store').get()?.id);
}
