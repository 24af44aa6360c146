/** One load on one record: starts Stet, asks, and gathers what both sides saw. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StetError } from '../../../src/core/errors.ts';
import { NODE_FLAGS } from '../../support/node-process.ts';
import { questionsOf } from '../questions.ts';
import { discordUnderLoad } from './discord.ts';
import { type ChatFigures, spread } from './figures.ts';
import { runLoad } from './load.ts';
import { slackUnderLoad } from './slack.ts';
import type { Job, Told } from './stet.ts';

const STET = fileURLToPath(new URL('./stet.ts', import.meta.url));
const SEED_QUESTIONS = new URL('../../../seeds/questions.jsonl', import.meta.url);

/** Each platform with a channel and a person for every question under way. */
export const UNDER_LOAD = { slack: slackUnderLoad, discord: discordUnderLoad } as const;

export type ChatPlatformName = keyof typeof UNDER_LOAD;

/** This many articles mean the seed corpus, and its own questions. */
export const SEED_ARTICLES = 5;

export interface Load {
  articles: number;
  questions: number;
  inFlight: number;
  seed: number;
}

export async function measureChat(platform: ChatPlatformName, load: Load): Promise<ChatFigures> {
  const { articles, inFlight, seed } = load;
  const folder = await mkdtemp(path.join(tmpdir(), 'stet-bench-'));
  const chat = await UNDER_LOAD[platform](inFlight);
  const stet = startStet({ ...chat.stet, articles, seed, folder });
  try {
    const ready = await stet.told('ready');
    stet.say('measure');
    const asked = await runLoad(chat.slots, questionsFor(load));
    stet.say('report');
    const { memory, loop } = await stet.told('figures');
    const acknowledged = asked.flatMap(each => each.acknowledged);
    return {
      ...{ platform, articles, questions: load.questions, inFlight, loop },
      acknowledged: {
        sent: acknowledged.length,
        again: asked.reduce((sum, each) => sum + each.again, 0),
        ...spread(acknowledged),
      },
      outcomes: asked.length,
      answers: asked.filter(({ isAnswer }) => isAnswer).length,
      answered: spread(asked.map(({ answered }) => answered)),
      memory: { start: ready.memory, end: memory },
    };
  } finally {
    await stet.end();
    await chat.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function questionsFor({ articles, questions, seed }: Load): string[] {
  const all =
    articles === SEED_ARTICLES
      ? seedQuestions()
      : questionsOf(seed, articles, questions).asked.map(each => each.question);
  return Array.from({ length: questions }, (_, n) => all[n % all.length]!);
}

function seedQuestions(): string[] {
  const lines = readFileSync(SEED_QUESTIONS, 'utf8').trim().split('\n');
  return lines.map(line => (JSON.parse(line) as { question: string }).question);
}

function startStet(job: Job) {
  const child = fork(STET, [JSON.stringify(job)], { execArgv: [...NODE_FLAGS, '--expose-gc', '--no-warnings'] });
  const heard: Told[] = [];
  const waiting = new Set<() => void>();
  const look = () => {
    for (const each of waiting) each();
  };
  let gone = false;
  child.on('message', (told: Told) => {
    if (told.kind === 'fault') console.error(told.message);
    heard.push(told);
    look();
  });
  const ended = once(child, 'exit').then(() => {
    gone = true;
    look();
  });
  return {
    say: (words: 'measure' | 'report' | 'end') => void child.send(words),
    told: <Kind extends Told['kind']>(kind: Kind) =>
      new Promise<Extract<Told, { kind: Kind }>>((resolve, reject) => {
        const one = () => {
          const found = heard.find(told => told.kind === kind);
          if (!found && !gone) return;
          waiting.delete(one);
          if (found) resolve(found as Extract<Told, { kind: Kind }>);
          else reject(new StetError('internal', 'Stet ended before it was measured'));
        };
        waiting.add(one);
        one();
      }),
    end: async () => {
      if (!gone) child.send('end');
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}
