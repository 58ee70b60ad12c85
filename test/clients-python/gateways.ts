/** Two gateways on loopback: over a server in OpenAI's shape, and over a TGI that gives the tokens of prompts. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { folderBatches } from '../../src/batch.ts';
import type { BatchService } from '../../src/batch.ts';
import { createGateway } from '../../src/gateway.ts';
import { logprobOf, serveV1, tokensOf } from '../support/scripted-v1.ts';

export const KEY = 'sk-test';

const words: readonly string[] = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8'));

export interface Gateways {
  v1: string;
  tgi: string;
  close(): Promise<void>;
}

export async function startGateways(): Promise<Gateways> {
  const folder = await mkdtemp(join(tmpdir(), 'easyllm-clients-python-data-'));
  const batches = await folderBatches({ folder });
  const v1 = await listen({ apiBase: 'http://vllm.test/v1', fetch: (request) => serveV1(request, words), batches });
  const tgi = await listen({ apiBase: 'http://tgi.test', fetch: serveTgi });
  return {
    v1: v1.url,
    tgi: tgi.url,
    async close() {
      v1.close();
      tgi.close();
      await batches.stop();
      await rm(folder, { recursive: true });
    },
  };
}

interface Behind {
  apiBase: string;
  fetch(request: Request): Promise<Response>;
  batches?: BatchService;
}

async function listen({ apiBase, fetch, batches }: Behind) {
  const gateway = createGateway({ apiKey: null, apiBase, maxRetries: 0, fetch, auth: { keys: [KEY] }, batches });
  const server = serve({ fetch: gateway.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}

/** A TGI that was started with `--enable-prefill-logprobs`. */
async function serveTgi(request: Request): Promise<Response> {
  if (request.method !== 'POST') return Response.json({ model_id: 'served', version: '3.3.7' });
  const { inputs, parameters }: { inputs: string; parameters: Record<string, unknown> } = JSON.parse(
    await request.text(),
  );
  const prompt = tokensOf(inputs);
  const toToken = (text: string, at: number) => ({ id: at, text, logprob: at === 0 ? null : logprobOf(text, at) });
  const token = { ...toToken(' end', prompt.length), special: false };
  const isTold = parameters['decoder_input_details'] === true;
  const details = {
    finish_reason: 'length',
    generated_tokens: 1,
    seed: null,
    prefill: isTold ? prompt.map(toToken) : [],
    tokens: [token],
    ...(parameters['top_n_tokens'] === undefined ? {} : { top_tokens: [[token]] }),
  };
  const text = `${parameters['return_full_text'] === true ? inputs : ''} end`;
  return Response.json([{ generated_text: text, details }], {
    headers: { 'x-prompt-tokens': String(prompt.length), 'x-generated-tokens': '1' },
  });
}
