/** What posts that show an article are held against: its text as it is by now, or the verdict that is in force. The last state is told. */
import type { Article } from '../../core/model.ts';
import type { Newsroom, Store } from '../../core/ports.ts';
import type { Recall, RecallReason } from '../../core/recall.ts';
import type { Ruling, Verdict } from '../../core/verdicts.ts';
import { type Mender, makeMender } from './mend.ts';
import { makeVerdictMender } from './verdict.ts';

export interface Held {
  recall: Recall;
  mender: Mender;
}

interface Tools {
  store: Pick<Store, 'verdicts' | 'lastCorrection' | 'lastShownIn'>;
  newsroom: Pick<Newsroom, 'ask' | 'brief' | 'changes'>;
}

/** Null where nobody has decided on the article. */
export async function heldAgainst(reason: RecallReason, article: Article, tools: Tools): Promise<Held | null> {
  return reason === 'revision' ? againstText(article, tools) : againstVerdict(article, tools);
}

function againstText(article: Article, tools: Tools): Held {
  const recall: Recall = { article: article.id, reason: 'revision', version: article.revision };
  return { recall, mender: makeMender({ ...tools, recall, article }) };
}

async function againstVerdict(article: Article, tools: Tools): Promise<Held | null> {
  const words = await tools.store.verdicts(article.id);
  const verdict = words.findLast((word): word is InForce => word.effect !== null);
  if (verdict === undefined) return null;
  const recall: Recall = { article: article.id, reason: 'verdict', version: verdict.number };
  return { recall, mender: makeVerdictMender({ ...tools, recall, article, verdict }) };
}

type InForce = Verdict & { effect: Ruling };
