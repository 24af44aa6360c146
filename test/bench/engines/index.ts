/** Every engine by the name it has in the tables; Stet first, then the peers it is measured against. */
import type { OpenEngine } from './engine.ts';

/** Loaded one at a time, so that no engine's code is in another's memory. */
const ENGINES = {
  stet: async () => (await import('./stet.ts')).openStet,
  fts5: async () => (await import('./fts5.ts')).openFts5,
  minisearch: async () => (await import('./minisearch.ts')).openMiniSearch,
  flexsearch: async () => (await import('./flexsearch.ts')).openFlexSearch,
  orama: async () => (await import('./orama.ts')).openOrama,
} satisfies Record<string, () => Promise<OpenEngine>>;

export type EngineName = keyof typeof ENGINES;

export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];

export function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(ENGINES, name);
}

/** @param folder where the engine keeps its file, if it keeps one. */
export async function openEngine(name: EngineName, folder: string) {
  const open: OpenEngine = await ENGINES[name]();
  return open(folder);
}
