import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LanguageModel, ModelReply, ModelRequest } from '../../src/core/language-model.ts';
import { requestId } from '../../src/language-model/messages.ts';
import { type ModelOptions, openLanguageModel } from '../../src/language-model/open.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { fixedClock } from '../support/clock.ts';
import { badly, CALL_TOKENS, completionOf, type ModelServer, openModelServer } from '../support/model-server.ts';
import { endless } from '../support/web.ts';

const folder = mkdtempSync(join(tmpdir(), 'stet-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const clock = fixedClock();
const SECRET = 'k3y-s3cret';
const widen: ModelRequest = {
  task: 'widen',
  instructions: 'Give words.',
  data: { question: 'Who said "{\\n"?' },
  maxTokens: 50,
};

let server: ModelServer;
const open: LanguageModel[] = [];
beforeEach(async () => {
  clock.set('2026-01-07T12:00:00Z');
  server = await openModelServer(() => ({ words: ['one'] }));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(model => model.close()));
  await server.close();
});

/** A store that counts in memory. */
function counting(writable = true) {
  let spent = 0;
  const spendTokens = async (_: string, tokens: number, most = Number.POSITIVE_INFINITY) => {
    if (spent + tokens > most) return false;
    spent += tokens;
    return true;
  };
  return { writable, spendTokens, spent: () => spent };
}

function opened(given: Partial<ModelOptions> = {}): LanguageModel {
  const model = openLanguageModel({
    ...{ server: { url: server.url, name: 'small', key: SECRET, isPrivate: true }, timeoutMs: 4_000 },
    ...{ budget: 1_000_000, recordFile: null, replayFile: null, store: counting(), clock, warn: () => {}, ...given },
  });
  open.push(model);
  return model;
}

const ask = (model: LanguageModel, signal = new AbortController().signal): Promise<ModelReply> =>
  model.ask(widen, signal);

describe('a model over HTTP', () => {
  it('is asked as the protocol has it, with its key, and gives back JSON and what it cost', async () => {
    expect(await ask(opened())).toEqual({ value: { words: ['one'] }, tokens: CALL_TOKENS });
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]).toMatchObject({
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      body: { model: 'small', temperature: 0, max_tokens: 50, response_format: { type: 'json_object' } },
      ...{ instructions: 'Give words.', data: widen.data },
    });
  });

  it.each([
    ['refused', badly(response => response.writeHead(500).end())],
    ['refused', badly(response => response.writeHead(401).end(completionOf('{}')))],
    // A redirect would carry the key to wherever it leads.
    ['refused', badly(response => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end())],
    ['malformed', badly(response => response.end('<html>'))],
    ['malformed', badly(response => response.end(JSON.stringify({ choices: [] })))],
    ['malformed', badly(response => response.end(JSON.stringify({ choices: [{ message: { content: null } }] })))],
    ['not-json', 'Sure! Here is your JSON: {}'],
    ['not-json', ''],
    ['too-large', badly(response => endless(response.writeHead(200), 'x'.repeat(4_096)))],
    ['unreachable', badly(response => response.destroy())],
    [
      'unreachable',
      badly(response => response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy())),
    ],
  ])('gives a fault and nothing else: %s', async (fault, behaviour) => {
    server.script = () => behaviour;
    expect(await ask(opened())).toMatchObject({ fault });
  });

  it('is late when whoever asks has no more time, and then counts what it may have cost', async () => {
    const stop = new AbortController();
    server.script = () => badly(() => stop.abort());
    expect(await ask(opened(), stop.signal)).toEqual({
      fault: 'late',
      tokens: expect.toSatisfy(tokens => tokens > 50),
    });
  });

  it('is unreachable where nothing listens', async () => {
    await server.close();
    expect(await ask(opened())).toEqual({ fault: 'unreachable', tokens: 0 });
  });

  it('has what it costs estimated where its server does not say', async () => {
    server.script = () =>
      badly(response => response.end(JSON.stringify({ choices: [{ message: { content: '{}' } }] })));
    expect(await ask(opened())).toMatchObject({
      value: {},
      tokens: expect.toSatisfy(tokens => tokens > 5 && tokens < 50),
    });
  });

  it.each([
    ['http://models.example/v1', false, 'not https'],
    ['https://models.example:8443/v1', false, 'may not be opened'],
    ['https://127.0.0.1/v1', false, 'may not be opened'],
    ['https://me:you@models.example/v1', true, 'may not be opened'],
    ['http://169.254.169.254/v1', true, 'may not be opened'],
  ])('is refused at %s, private: %s', (url, isPrivate, why) => {
    const server = { url, name: 'small', key: SECRET, isPrivate };
    expect(() => opened({ server })).toThrow(
      expect.objectContaining({ code: 'bad-config', userMessage: expect.stringContaining(why) }),
    );
  });

  it('is not connected to where its name leads to a private address, unless that is set', async () => {
    const at = (isPrivate: boolean) => {
      const { port } = new URL(server.url);
      const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
      const url = isPrivate ? `http://models.example:${port}/v1` : 'https://models.example/v1';
      return opened({ server: { url, name: 'small', key: SECRET, isPrivate, lookup } });
    };
    expect(await ask(at(false))).toEqual({ fault: 'unreachable', tokens: 0 });
    expect(server.asked).toEqual([]);
    expect(await ask(at(true))).toMatchObject({ value: { words: ['one'] } });
  });
});

describe('a model that is broken', () => {
  const failing = badly(response => response.writeHead(500).end());

  it('is left alone after three faults, tried once later, and asked again when it works', async () => {
    server.script = () => failing;
    const warned: unknown[] = [];
    const model = opened({ warn: (...told) => warned.push(told) });
    for (let n = 0; n < 5; n++) await ask(model);
    expect(server.asked).toHaveLength(3);
    expect(warned).toEqual([[expect.stringContaining('left alone'), { fault: 'refused', seconds: 30 }]]);
    expect(await ask(model)).toEqual({ fault: 'paused', tokens: 0 });
    clock.advance(31_000);
    const both = await Promise.all([ask(model), ask(model)]);
    expect(both.map(reply => 'fault' in reply && reply.fault).sort()).toEqual(['paused', 'refused']);
    clock.advance(31_000);
    expect(await ask(model)).toMatchObject({ fault: 'paused' });
    clock.advance(31_000);
    server.script = () => ({});
    expect(await ask(model)).toMatchObject({ value: {} });
    expect(await ask(model)).toMatchObject({ value: {} });
  });

  it('is not one that gives back nonsense', async () => {
    server.script = () => 'nonsense';
    const model = opened();
    for (let n = 0; n < 5; n++) expect(await ask(model)).toMatchObject({ fault: 'not-json' });
  });
});

describe('what a model may cost', () => {
  const aStore = async (mode: 'owner' | 'reader', file = ':memory:') => openSqliteStore({ file, mode, clock });

  it('is counted as it was, and ends for the day', async () => {
    const store = counting();
    const model = opened({ store, budget: 250 });
    expect([await ask(model), await ask(model)]).toMatchObject([{ tokens: CALL_TOKENS }, { tokens: CALL_TOKENS }]);
    expect(store.spent()).toBe(200);
    expect(await ask(model)).toEqual({ fault: 'budget', tokens: 0 });
    expect(server.asked).toHaveLength(2);
  });

  it('is reserved before it is spent, so that two at once have no more than one', async () => {
    const model = opened({ budget: 100 });
    const replies = await Promise.all([ask(model), ask(model)]);
    expect(replies.filter(reply => 'fault' in reply)).toEqual([{ fault: 'budget', tokens: 0 }]);
  });

  it('is not renewed by a restart, and is by the next day', async () => {
    const file = join(folder, 'budget.sqlite');
    for (const fault of [false, true]) {
      const store = await aStore('owner', file);
      expect('fault' in (await ask(opened({ store, budget: 150 })))).toBe(fault);
      await store.close();
    }
    clock.set('2026-01-08T00:00:01Z');
    const store = await aStore('owner', file);
    expect(await ask(opened({ store, budget: 150 }))).toMatchObject({ value: {} });
    await store.close();
  });

  it('is nothing where it cannot be counted', async () => {
    expect(await ask(opened({ store: counting(false) }))).toEqual({ fault: 'uncounted', tokens: 0 });
    const spendTokens = () => Promise.reject(new Error('the store is full'));
    expect(await ask(opened({ store: { writable: true, spendTokens } }))).toEqual({ fault: 'uncounted', tokens: 0 });
    expect(server.asked).toEqual([]);
  });
});

describe('recorded replies', () => {
  it('are written with their requests, for their owner alone, and answer in place of a model', async () => {
    const file = join(folder, 'recorded.jsonl');
    await ask(opened({ recordFile: file }));
    const [line] = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(each => JSON.parse(each));
    expect(line).toMatchObject({ id: requestId(widen), task: 'widen', response: { words: ['one'] } });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(JSON.stringify(line)).not.toContain(SECRET);
    const model = opened({ server: null, replayFile: file });
    expect(await ask(model)).toEqual({ value: { words: ['one'] }, tokens: CALL_TOKENS });
    expect(server.asked).toHaveLength(1);
  });

  it('can be asked for without a model, and written by anybody', async () => {
    const file = join(folder, 'asked.jsonl');
    expect(await ask(opened({ server: null, recordFile: file }))).toEqual({ fault: 'unrecorded', tokens: 0 });
    const { id } = JSON.parse(readFileSync(file, 'utf8'));
    const replies = join(folder, 'replies.jsonl');
    const response = '{"words":["two"]}';
    writeFileSync(replies, `${JSON.stringify({ id, response })}\n\n${JSON.stringify({ id: 'other' })}\n`);
    expect(await ask(opened({ server: null, replayFile: replies }))).toMatchObject({ value: { words: ['two'] } });
    expect(
      await opened({ server: null, replayFile: replies }).ask({ ...widen, data: 1 }, new AbortController().signal),
    ).toEqual({
      ...{ fault: 'unrecorded', tokens: 0 },
    });
  });

  it('are a fault of the settings where their file cannot be read or written', () => {
    const broken = join(folder, 'broken.jsonl');
    writeFileSync(broken, '{"id": "1", "response": 1}\n{');
    const badConfig = expect.objectContaining({ code: 'bad-config' });
    expect(() => opened({ replayFile: broken })).toThrow(badConfig);
    expect(() => opened({ replayFile: join(folder, 'none') })).toThrow(badConfig);
    expect(() => opened({ recordFile: folder })).toThrow(badConfig);
  });
});
