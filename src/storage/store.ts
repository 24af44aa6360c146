/**
 * The Store over a database: puts its parts together, each method in its transaction. It knows no engine, and must never say that something is
 * kept before it is.
 */
import type {
  ArticleStore,
  CaseStore,
  Clock,
  DigestStore,
  DossierStore,
  FeedbackStore,
  FeedStore,
  ImprovementStore,
  LeaseStore,
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
import { articlesOn } from './articles.ts';
import { casePostsOn } from './case-posts.ts';
import { casesOn } from './cases.ts';
import { digestsOn } from './digests.ts';
import { dossiersOn } from './dossiers.ts';
import { feedbackOn } from './feedback.ts';
import { feedsOn } from './feeds.ts';
import { improvementsOn } from './improvements.ts';
import { leasesOn } from './leases.ts';
import { postsOn } from './posts.ts';
import { privacyOn } from './privacy.ts';
import { recallsOn } from './recalls.ts';
import { requestsOn } from './requests.ts';
import { revisitsOn } from './revisits.ts';
import { instant } from './rows.ts';
import { sendingMethods } from './sending.ts';
import type { Database } from './sql.ts';
import { subscriptionsOn } from './subscriptions.ts';
import { tokensOn } from './tokens.ts';
import { verdictsOn } from './verdicts.ts';
import { waitingReactionsOn } from './waiting-reactions.ts';
import { watchesOn } from './watches.ts';

export interface StoreParts {
  database: Database;
  /** As the store tells it. */
  place: string;
  onChange: Store['onChange'];
  clock: Clock;
  /** What the store says of itself. */
  writable: boolean;
  /** Names this process among those that share the store; it says elsewhere that it lives. */
  process: string;
}

/** A Store over an open, migrated database. */
export async function storeOn({ database, place, onChange, clock, writable, process }: StoreParts): Promise<Store> {
  const on: Parts = { ...database, now: () => clock.now().toISOString() };
  const { id } = (await database.read(sql => sql.get<{ id: string }>('SELECT id FROM store')))!;
  return {
    id,
    place,
    writable,
    onChange,
    ...articleMethods(on),
    ...requestMethods(on),
    ...postMethods(on),
    ...sendingMethods(on, process),
    ...feedbackMethods(on),
    ...caseMethods(on),
    ...feedMethods(on),
    ...digestMethods(on),
    ...recallMethods(on),
    ...watchMethods(on),
    ...dossierMethods(on),
    ...leaseMethods(on),
    ...modelMethods(on),
    ...privacyMethods(on),
    backup: file => database.backup(file),
    close: () => database.close(),
  };
}

type Parts = Pick<Database, 'read' | 'view' | 'write'> & { now: () => string };

function articleMethods({ read, write, now }: Parts): ArticleStore & VerdictStore {
  return {
    saveArticle: draft => write('record', sql => articlesOn(sql).save(draft, now())),
    article: id => read(sql => articlesOn(sql).article(id)),
    revision: (id, number) => read(sql => articlesOn(sql).revision(id, number)),
    articles: ({ after, limit, seeds }) => read(sql => articlesOn(sql).articles(after ?? '', limit, seeds)),
    countArticles: () => read(sql => articlesOn(sql).counts()),
    changesSince: (seq, limit) => read(sql => articlesOn(sql).changes(seq, limit)),
    lastSeq: () => read(sql => articlesOn(sql).lastSeq()),
    rule: draft => write('record', sql => verdictsOn(sql).rule(draft, now())),
    verdicts: article => read(sql => verdictsOn(sql).list(article)),
  };
}

// What is asked and said is written a dozen times a question: by keys, so that nobody waits for anybody.
function requestMethods({ read, write, now }: Parts): RequestStore {
  return {
    openRequest: draft => write('row', sql => requestsOn(sql).open(draft, now())),
    closeRequest: (id, outcome) => write('row', sql => requestsOn(sql).close(id, outcome, now())),
    request: id => read(sql => requestsOn(sql).byId(id)),
    openRequests: platform => read(sql => requestsOn(sql).openOn(platform)),
    lastRequest: (place, command, person) => read(sql => requestsOn(sql).last(place, command, person ?? null)),
    countRequests: (since, by, until, each) =>
      read(sql =>
        'person' in by
          ? requestsOn(sql).countOfPerson(by.person, since, until)
          : requestsOn(sql).countInChannel(by, since, until, each),
      ),
  };
}

function postMethods({ read, view, write, now }: Parts): Omit<PostStore, 'claimPost' | 'markSent' | 'markUnsent'> {
  return {
    queuePost: draft => write('row', sql => postsOn(sql).add(draft, now())),
    partlySent: (key, refs) => write('row', sql => postsOn(sql).setMessages(key, refs)),
    retellPost: (post, reply) => write('desk', sql => postsOn(sql).retell(post, reply)),
    post: key => view(sql => postsOn(sql).byKey(key)),
    postOfMessage: message => view(sql => postsOn(sql).byMessage(message)),
    postOfRequest: id => view(sql => postsOn(sql).byRequest(id)),
    postsShowing: (article, { after, limit }) => view(sql => postsOn(sql).showing(article, after ?? '', limit)),
    unsentPosts: before => read(sql => postsOn(sql).unsentKeys(before ?? null)),
  };
}

function modelMethods({ read, write, now }: Parts): ImprovementStore & ModelStore {
  return {
    improvePost: (post, reply) => write('desk', sql => improvementsOn(sql).improve(post, reply, now())),
    unshownImprovements: limit => read(sql => improvementsOn(sql).unshown(limit)),
    markImproved: (key, refs) => write('row', sql => improvementsOn(sql).markShown(key, refs)),
    spendTokens: (day, tokens, most) => write('row', sql => tokensOn(sql).spend(day, tokens, most ?? null)),
  };
}

function feedbackMethods({ read, write, now }: Parts): FeedbackStore {
  return {
    offerActions: drafts => write('row', sql => feedbackOn(sql).offer(drafts)),
    action: id => read(sql => feedbackOn(sql).action(id, now())),
    vote: (request, person, vote) => write('row', sql => feedbackOn(sql).vote(request, person, vote, now())),
    votes: request => read(sql => feedbackOn(sql).votes(request)),
  };
}

function privacyMethods({ write, now }: Parts): Pick<Store, 'tidy' | 'forget'> {
  const privacy = privacyOn({ write });
  return {
    tidy: async before => privacy.tidy(instant(before), now()),
    forget: person => privacy.forget(person),
  };
}

function dossierMethods({ read, write, now }: Parts): DossierStore {
  return {
    keepDossier: dossier => write('row', sql => dossiersOn(sql).keep(dossier, now())),
    dossier: (article, revision) => read(sql => dossiersOn(sql).kept(article, revision ?? null)),
    unassessed: limit => read(sql => dossiersOn(sql).without(limit)),
  };
}

function leaseMethods({ write }: Parts): LeaseStore {
  return {
    takeLease: (name, holder, ttlMs) => write('row', sql => leasesOn(sql).take(name, holder, ttlMs)),
    renewLease: (name, fence, ttlMs) => write('row', sql => leasesOn(sql).renew(name, fence, ttlMs)),
    releaseLease: (name, fence) => write('row', sql => leasesOn(sql).release(name, fence)),
  };
}

function caseMethods({ read, view, write, now }: Parts): CaseStore {
  return {
    flag: draft => write('desk', sql => casesOn(sql).flag(draft, now())),
    withdrawFlag: (person, by) => write('desk', sql => casesOn(sql).withdraw(person, by, now())),
    takeCase: (id, by) => write('desk', sql => casesOn(sql).take(id, by, now())),
    case: id =>
      view(async sql => {
        const known = await casesOn(sql).byId(id);
        if (known === null) return null;
        const said = [];
        for (const article of known.articles) said.push(...(await verdictsOn(sql).list(article)));
        return { ...known, verdicts: said.toSorted((a, b) => a.number - b.number) };
      }),
    hasCases: () => read(sql => casesOn(sql).areAny()),
    articlesToJoin: limit => read(sql => casesOn(sql).toJoin(limit)),
    joinCases: (found, seq) => write('desk', sql => casesOn(sql).join(found, seq, now())),
    caseOf: article => read(sql => casesOn(sql).idOf(article)),
    cases: ({ states, limit }) => view(sql => casesOn(sql).list(states, limit)),
    caseLog: id => read(sql => casesOn(sql).log(id)),
    rebuildCases: () =>
      write('desk', async sql => {
        await casesOn(sql).rebuild();
        await verdictsOn(sql).restore();
      }),
    keepCasePost: (draft, of) => write('desk', sql => casePostsOn(sql).keep(draft, of, now())),
    casePost: key => read(sql => casePostsOn(sql).shown(key)),
    markCaseShown: (key, version, refs) => write('desk', sql => casePostsOn(sql).markShown(key, version, refs)),
    unshownCases: (places, limit) => read(sql => casePostsOn(sql).unshown(places, limit)),
    untoldDecisions: () => read(sql => casePostsOn(sql).untold()),
    tellDecision: (entry, drafts) => write('desk', sql => casePostsOn(sql).tell(entry, drafts, now())),
    askFlagger: question => write('desk', sql => casePostsOn(sql).ask(question, now())),
    flagQuestion: (person, article) => read(sql => casePostsOn(sql).questionOf(person, article)),
    oldFlagQuestions: async (before, limit) => read(sql => casePostsOn(sql).oldQuestions(instant(before), limit)),
    settleFlagQuestion: (question, said) =>
      write('desk', sql => casePostsOn(sql).settle(question, said ?? null, now())),
    keepReaction: heard => write('row', sql => waitingReactionsOn(sql).keep(heard, now())),
    waitingReactions: platform => read(sql => waitingReactionsOn(sql).on(platform)),
    dropReaction: reaction => write('row', sql => waitingReactionsOn(sql).drop(reaction)),
  };
}

function feedMethods({ read, write, now }: Parts): FeedStore & RevisitStore & SubscriptionStore {
  return {
    addFeed: draft => write('desk', sql => feedsOn(sql).add(draft, now())),
    feed: id => read(sql => feedsOn(sql).byId(id)),
    feeds: () => read(sql => feedsOn(sql).all()),
    feedsDue: limit => read(sql => feedsOn(sql).due(now(), limit)),
    keepItems: items => write('desk', sql => feedsOn(sql).keepItems(items, now())),
    keepPoll: (id, poll) => write('desk', sql => feedsOn(sql).keepPoll(id, poll)),
    setFeedState: (id, state) => write('desk', sql => feedsOn(sql).setState(id, state, now())),
    markTrouble: (id, since) => write('desk', sql => feedsOn(sql).markTrouble(id, since)),
    removeFeed: id => write('desk', sql => feedsOn(sql).remove(id)),
    feedItem: (feed, item) => read(sql => feedsOn(sql).item(feed, item)),
    feedItems: (feed, limit) => read(sql => feedsOn(sql).items(feed, limit)),
    openItems: (limit, feed) => read(sql => feedsOn(sql).open(limit, feed ?? null)),
    settleItem: (feed, item, outcome) => write('desk', sql => feedsOn(sql).settle(feed, item, outcome)),
    itemMarks: (feed, items) => read(sql => revisitsOn(sql).marks(feed, items)),
    wantRevisits: each => write('desk', sql => revisitsOn(sql).want(each)),
    openRevisits: (limit, feed) => read(sql => revisitsOn(sql).open(limit, feed ?? null)),
    closeRevisit: (revisit, changed) => write('desk', sql => revisitsOn(sql).close(revisit, changed, now())),
    subscribe: draft => write('desk', sql => subscriptionsOn(sql).subscribe(draft, now())),
    unsubscribe: id => write('desk', sql => subscriptionsOn(sql).unsubscribe(id)),
    subscription: id => read(sql => subscriptionsOn(sql).byId(id)),
    subscriptions: place => read(sql => subscriptionsOn(sql).list(place ?? null)),
    pauseSubscription: (id, reason) => write('desk', sql => subscriptionsOn(sql).pause(id, reason)),
    unbriefed: limit => read(sql => subscriptionsOn(sql).unbriefed(limit)),
    markBriefed: (article, feeds) => write('desk', sql => subscriptionsOn(sql).markBriefed(article, feeds, now())),
    lastShownIn: (place, limit, before) =>
      read(sql => subscriptionsOn(sql).lastShownIn(place, limit, before?.key ?? null)),
    feedsOf: article => read(sql => subscriptionsOn(sql).feedsOf(article)),
  };
}

function digestMethods({ read, write, now }: Parts): DigestStore {
  return {
    planDigest: draft => write('desk', sql => digestsOn(sql).plan(draft, now())),
    digestPlan: at => read(sql => (typeof at === 'string' ? digestsOn(sql).byId(at) : digestsOn(sql).ofPlace(at))),
    digestPlans: () => read(sql => digestsOn(sql).all()),
    endDigest: place => write('desk', sql => digestsOn(sql).end(place)),
    pauseDigest: (id, reason) => write('desk', sql => digestsOn(sql).pause(id, reason)),
    hadDigest: (id, date) => read(sql => digestsOn(sql).had(id, date)),
    keepDigest: draft => write('desk', sql => digestsOn(sql).keep(draft, now())),
    digestMark: at => read(async sql => ({ mark: await digestsOn(sql).markAt(at ?? null), at: at ?? now() })),
    arrivals: (after, until, limit) => read(sql => digestsOn(sql).between(after, until, limit)),
  };
}

const EVERY_STATE: readonly CorrectionState[] = ['due', 'shown', 'noted', 'unreachable', 'removed'];

function recallMethods({ read, view, write, now }: Parts): RecallStore {
  return {
    unrecalled: limit => read(sql => recallsOn(sql).unrecalled(limit)),
    postsToRecall: (recall, { after, limit }) => view(sql => recallsOn(sql).toRecall(recall, after ?? '', limit)),
    recallsOnTheirWay: recall => read(sql => recallsOn(sql).onTheirWay(recall)),
    keepAsItIs: (post, recall) => write('desk', sql => recallsOn(sql).keep(post, recall, now())),
    correctPost: (post, recall, made) => write('desk', sql => recallsOn(sql).correct(post, recall, made, now())),
    dueCorrections: recall => read(sql => recallsOn(sql).due(recall)),
    closeCorrection: (correction, outcome) => write('desk', sql => recallsOn(sql).close(correction, outcome, now())),
    lastCorrection: (post, of) => read(sql => recallsOn(sql).last(post, of ?? null)),
    correctedVersions: async (article, since) => read(sql => recallsOn(sql).versions(article, instant(since))),
    corrections: ({ limit, states = EVERY_STATE }) => read(sql => recallsOn(sql).list(limit, states)),
    untoldCorrections: recall => read(sql => recallsOn(sql).untold(recall)),
    tellOfCorrections: (corrections, drafts) => write('desk', sql => recallsOn(sql).tell(corrections, drafts, now())),
    markUnreached: recall => write('desk', sql => recallsOn(sql).markUnreached(recall)),
    markUnstable: article => write('desk', sql => recallsOn(sql).markUnstable(article, now())),
    unstableArticles: async since => read(sql => recallsOn(sql).unstable(instant(since))),
  };
}

function watchMethods({ read, write, now }: Parts): WatchStore {
  return {
    openWatch: (draft, limits) => write('desk', sql => watchesOn(sql).open(draft, limits, now())),
    watch: id => read(sql => watchesOn(sql).byId(id)),
    watchAbout: about => read(sql => watchesOn(sql).about(about)),
    openWatches: of =>
      read(sql =>
        'person' in of ? watchesOn(sql).ofPerson(of.person, now()) : watchesOn(sql).inChannel(of.channel, now()),
      ),
    endWatch: (id, end) => write('desk', sql => watchesOn(sql).end(id, end)),
    reopenWatch: (id, known) => write('desk', sql => watchesOn(sql).reopen(id, known, now())),
    hasOpenWatches: () => read(sql => watchesOn(sql).isAnyOpen(now())),
    articlesToWatch: limit => read(sql => watchesOn(sql).articles(limit)),
    watchesFor: (article, terms) => read(sql => watchesOn(sql).wokenBy(article, terms, now())),
    wakeWatches: (ids, seq) => write('desk', sql => watchesOn(sql).wake(ids, seq)),
    wokenWatches: limit => read(sql => watchesOn(sql).toAsk(limit, now())),
    markWatchAsked: (id, seq, articles) => write('desk', sql => watchesOn(sql).asked(id, seq, articles)),
    tellOfWatch: (id, told, seq, news) => write('desk', sql => watchesOn(sql).tell(id, told, seq, news, now())),
  };
}
