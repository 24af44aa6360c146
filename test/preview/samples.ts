/** Replies to draw: answers that Stet itself gives on the seed corpus, a dossier, and a fault. Nothing here is written by hand but questions. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assess } from '../../commands/assess.ts';
import { dispatch } from '../../src/adapters/dispatch.ts';
import { homeView } from '../../src/adapters/slack/home.ts';
import { renderSlack, type SlackMessage } from '../../src/adapters/slack/render.ts';
import type { Answer, Evidence } from '../../src/core/model.ts';
import { type Reply, type ReplyAction, reply, text } from '../../src/core/reply.ts';
import { answerReply } from '../../src/newsroom/answer-reply.ts';
import { makeDigest } from '../../src/newsroom/digest/digest.ts';
import { digestReply } from '../../src/newsroom/digest/reply.ts';
import { makeDoubt } from '../../src/newsroom/doubt.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { aContext, aNewsroom, memoryStore } from '../adapters/parts.ts';
import { SEED_IDS, seed, seedEntries } from '../newsroom/read/seed.ts';
import { aCorpus } from '../support/corpus.ts';
import { stet } from '../support/stet.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);

export interface Sample {
  name: string;
  /** What it shows. */
  title: string;
  messages: SlackMessage[];
}

const ASKED = [
  { name: 'answer', title: 'An answer that several reports give', question: 'who leads monitoring?' },
  {
    name: 'disagreement',
    title: 'Sources disagree',
    question: 'Are these guarantees legally binding or merely political?',
  },
  {
    name: 'doubtful',
    title: 'A fact that stands in a doubtful article alone',
    question: 'In which town is the “Eastern Shield” hub?',
  },
  {
    name: 'refusal',
    title: 'The record does not say',
    question: 'How many observers will be sent to watch over the ceasefire?',
  },
];

/** The reader of the pictures. */
const ASKER = 'U024BE7LH';

const ANSWERED = ['Sources', 'Who else says so', 'Why', '👍', '👎'].map(buttonOf);
const REFUSED = ['Why', '👍', '👎'].map(buttonOf);

function buttonOf(label: string, at: number): ReplyAction {
  return { label, style: 'plain', action: `sample-${at}` };
}

/** Every sample, made anew: takes a few seconds, for Stet is started on the seeds. */
export async function makeSamples(): Promise<Sample[]> {
  const answers = await askSeeds();
  const answered = ASKED.map(({ name, title, question }) =>
    sample(name, title, answerSample(answers.find(answer => answer.id === name)!), question),
  );
  return [
    ...answered,
    sample('dossier', 'A dossier: what speaks against an article', await dossierSample(), 'assess 000'),
    sample('fault', 'A fault of ours, with the id that stands in the log', await faultReply(), ASKED[0]!.question),
    sample('long', 'What one message cannot hold follows in another', longReply(), 'all of 002 and 000'),
    { name: 'digest', title: 'A digest of the seed corpus', messages: renderSlack(await digestOfSeeds()) },
    { name: 'home', title: 'The App Home', messages: [{ text: 'Stet', blocks: homeView(HOME).blocks }] },
  ];
}

function sample(name: string, title: string, given: Reply, question: string): Sample {
  return { name, title, messages: renderSlack(given, { question, by: ASKER }) };
}

function answerSample(answer: Answer): Reply {
  return { ...answerReply(answer), actions: answer.status === 'answered' ? ANSWERED : REFUSED };
}

async function askSeeds(): Promise<Answer[]> {
  const data = await mkdtemp(path.join(tmpdir(), 'stet-preview-'));
  const input = ASKED.map(({ name, question }) => `${JSON.stringify({ id: name, question })}\n`).join('');
  const { code, stdout, stderr } = await stet(['ask', '--json', '--questions', '-'], { data, input });
  await rm(data, { recursive: true, force: true });
  if (code !== 0) throw new Error(`Stet ended with ${code}: ${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Answer);
}

/** As it comes at its time, late, with what it could not tell the day before. */
export async function digestOfSeeds(): Promise<Reply> {
  const store = await memoryStore();
  for (const id of SEED_IDS) await store.saveArticle({ ...seed(id), origin: 'seed' });
  const newsroom = openNewsroom({ store, indexFile: ':memory:', names: seedEntries, thread: THREAD, seeds: 'on' });
  const since = { mark: 0, at: '2026-01-06T06:30:00Z' };
  const place = { platform: 'console', space: 'local', channel: 'console', thread: null };
  const { digest } = await makeDigest({ place, since, feeds: [] }, { store, newsroom });
  await newsroom.close();
  await store.close();
  const late = { at: '07:30', zone: 'Europe/Berlin' };
  return digestReply({ ...digest, date: '2026-01-08', late, skipped: ['2026-01-07'] });
}

/** Of the seed that should be doubted, as the command shows it. */
async function dossierSample(): Promise<Reply> {
  const texts = SEED_IDS.map(seed).map(({ id, text: body, title, publishedAt }) => ({
    id,
    text: body,
    ...(title && { title }),
    ...(publishedAt && { publishedAt }),
  }));
  const { index } = aCorpus(texts, seedEntries);
  const store = await memoryStore();
  await store.saveArticle({ ...seed('000'), origin: 'seed' });
  const newsroom = aNewsroom({ assess: async id => makeDoubt(index).dossier(id) });
  const shown = await assess.run({ article: '000', revision: undefined }, aContext(store, { newsroom }));
  await store.close();
  index.close();
  return shown;
}

async function faultReply(): Promise<Reply> {
  const store = await memoryStore();
  const newsroom = aNewsroom({ ask: () => Promise.reject(new Error('a planted fault')) });
  const call = { command: 'ask', input: { kind: 'words' as const, words: ['anything'] } };
  const outcome = await dispatch(call, aContext(store, { newsroom, surface: 'chat' }));
  await store.close();
  return outcome.reply;
}

/** Two whole articles, each as one quotation: longer than a block, and both longer than a message. */
function longReply(): Reply {
  const quotes = ['002', '000'].map(id => {
    const { outlet, title, publishedAt, text: quote } = seed(id);
    const evidence: Evidence = {
      article: id,
      revision: 1,
      outlet,
      title,
      publishedAt,
      quote,
      start: 0,
      end: quote.length,
    };
    return { evidence, says: null };
  });
  const fallback = 'Two whole texts, word for word.';
  return reply({ body: [text(fallback)], quotes, actions: REFUSED, fallback });
}

const HOME = {
  status: [
    { name: 'Articles', value: [text('5, the seed corpus')] },
    { name: 'Answers', value: [text('balanced')] },
  ],
};
