import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { chatCompletions } from '../../src/language-model/chat-completions.ts';
import { requestId } from '../../src/language-model/messages.ts';
import { replay } from '../../src/language-model/recording.ts';
import { languageModelContract } from '../contracts/language-model.ts';
import { aLanguageModel, failing } from '../support/language-model.ts';
import { badly, openModelServer } from '../support/model-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'stet-model-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

languageModelContract('in this process', async ({ data }, value) => ({
  model: aLanguageModel((_, sent) => (JSON.stringify(sent) === JSON.stringify(data) ? value : failing('refused'))),
  close: async () => {},
}));

languageModelContract('over HTTP', async (request, value) => {
  const refusing = badly(response => response.writeHead(500).end());
  const server = await openModelServer(({ data }) =>
    JSON.stringify(data) === JSON.stringify(request.data) ? JSON.stringify(value) : refusing,
  );
  const model = chatCompletions({ url: server.url, name: 'x', key: null, isPrivate: true, timeoutMs: 4_000 });
  return { model, close: server.close };
});

languageModelContract('recorded', async (request, value) => {
  const file = join(folder, 'replies.jsonl');
  // A text may be the JSON itself, or hold it.
  const response = typeof value === 'string' ? JSON.stringify(value) : value;
  writeFileSync(file, JSON.stringify({ id: requestId(request), response }));
  return { model: replay(file, 4_000), close: async () => {} };
});
