/** The language model, loaded where one is set up: nobody else waits for it. */
import type { Config } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { LanguageModel, Store } from '../core/ports.ts';
import type { Log } from '../log.ts';

export async function openModel(config: Config, store: Store, warn: Log['warn']): Promise<LanguageModel | null> {
  const { modelUrl: url, modelRecord, modelReplay } = config;
  if (url === null && modelRecord === null && modelReplay === null) return null;
  const { openLanguageModel } = await import('../language-model/open.ts');
  const isPrivate = config.modelPrivate === 'on';
  return openLanguageModel({
    server: url === null ? null : { url, name: config.modelName!, key: config.modelKey, isPrivate },
    timeoutMs: config.modelTimeout * 1_000,
    budget: config.modelBudget,
    ...{ recordFile: modelRecord, replayFile: modelReplay, store, clock: systemClock, warn },
  });
}
