/** All that a Store must do, in one place: each engine's own test file runs the suites on itself. */
import type { Clock } from '../../src/core/ports.ts';
import { caseContract, keptCaseContract } from '../contracts/cases.ts';
import { digestContract, keptDigestContract } from '../contracts/digests.ts';
import { dossierContract, keptDossierContract } from '../contracts/dossiers.ts';
import { feedbackContract, keptFeedbackContract } from '../contracts/feedback.ts';
import { feedContract, keptFeedContract } from '../contracts/feeds.ts';
import { leaseContract } from '../contracts/leases.ts';
import { keptModelContract, modelContract } from '../contracts/model.ts';
import { keptPostContract, postContract } from '../contracts/posts.ts';
import { keptPrivacyContract, privacyContract } from '../contracts/privacy.ts';
import { keptRecallContract, recallContract } from '../contracts/recalls.ts';
import { keptRequestContract, requestContract } from '../contracts/requests.ts';
import { keptRevisitContract, revisitContract } from '../contracts/revisits.ts';
import { type KeptForTest, keptStoreContract, type OpenedForTest, storeContract } from '../contracts/store.ts';
import { keptSubscriptionContract, subscriptionContract } from '../contracts/subscriptions.ts';
import { keptVerdictContract, verdictContract } from '../contracts/verdicts.ts';
import { keptWatchContract, watchContract } from '../contracts/watches.ts';
import { clock } from './stores.ts';

const contracts = [
  requestContract,
  postContract,
  feedbackContract,
  privacyContract,
  feedContract,
  subscriptionContract,
  verdictContract,
  caseContract,
  digestContract,
  recallContract,
  revisitContract,
  watchContract,
  dossierContract,
  modelContract,
  leaseContract,
];
const keptContracts = [
  keptRequestContract,
  keptPostContract,
  keptFeedbackContract,
  keptPrivacyContract,
  keptFeedContract,
  keptSubscriptionContract,
  keptVerdictContract,
  keptCaseContract,
  keptDigestContract,
  keptRecallContract,
  keptRevisitContract,
  keptWatchContract,
  keptDossierContract,
  keptModelContract,
];

/** What any store must do. @param open makes an empty one. */
export function everyStoreContract(name: string, open: (by: Clock) => Promise<OpenedForTest>): void {
  storeContract(name, () => open(clock));
  for (const contract of contracts) contract(name, open);
}

/** What a store must do that outlives the process. @param open makes an empty one that can be opened again. */
export function everyKeptStoreContract(name: string, open: (by: Clock) => Promise<KeptForTest>): void {
  keptStoreContract(name, () => open(clock));
  for (const contract of keptContracts) contract(name, open);
}
