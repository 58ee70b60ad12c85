/** Our gateway, and a client as a `fetch`, over a scripted server in OpenAI's shape. */
import { createGateway } from '../../../src/gateway.ts';
import { EasyLLM } from '../../../src/index.ts';
import { serveV1 } from '../../support/scripted-v1.ts';
import { type Seat, apiKey, listen } from '../server.ts';

const config = {
  apiKey: null,
  apiBase: 'http://vllm.test/v1',
  maxRetries: 0,
  fetch: async (request: Request) => serveV1(request),
};

async function sitInProcess(): Promise<Seat> {
  return { baseURL: 'http://easyllm/v1', fetch: new EasyLLM(config).fetch, close: async () => {} };
}

async function sitBehindGateway(): Promise<Seat> {
  const { url, close } = await listen(createGateway({ ...config, auth: { keys: [apiKey] } }).fetch);
  return { baseURL: `${url}/v1`, fetch: (input, init) => globalThis.fetch(input, init), close };
}

export { apiKey };

export const SEATS = [
  { name: 'client.fetch', sit: sitInProcess },
  { name: 'a gateway over a socket', sit: sitBehindGateway },
];
