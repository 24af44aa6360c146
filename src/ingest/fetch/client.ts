/**
 * The HTTP client under the fetcher: undici's agent, its connector and one request, by the files they are in. The whole of undici, with a
 * browser's fetch, WebSockets, caches and mocks, holds 15 MB that nobody here uses.
 */
import type { Dispatcher } from 'undici';
import requestOn from 'undici/lib/api/api-request.js';
import buildConnector from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';

export { Agent, buildConnector };

/** Sends a request; resolves when the head of the response is there. */
export function request(agent: Agent, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData> {
  return requestOn.call(agent, options);
}
