/** The check for what a test leaves running, seen to find it. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { watchResources } from './resources.ts';

test('finds a timer that is left running, and says where it was made', async () => {
  const watch = watchResources();
  const timer = setInterval(() => {}, 1_000);
  expect(await watch.left(20)).toEqual([expect.stringMatching(/^a timer made at .*resources\.test\.ts/)]);
  clearInterval(timer);
});

test('does not mind timers that were cleared, have rung, hold nothing up or are the test runner’s', async () => {
  const watch = watchResources();
  clearTimeout(setTimeout(() => {}, 1_000));
  const idle = setInterval(() => {}, 1_000).unref();
  let rung = false;
  setTimeout(() => {
    rung = true;
  }, 1);
  await vi.waitFor(() => expect(rung).toBe(true), { interval: 1 });
  expect(await watch.left()).toEqual([]);
  clearInterval(idle);
});

test('finds a server that is left open', async () => {
  const watch = watchResources();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(await watch.left(20)).toEqual(['TCPServerWrap']);
  server.close();
});
