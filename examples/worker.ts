/**
 * A Cloudflare Worker with OpenAI's API under `/v1`. Settings are the Worker's own variables and secrets: there is no `process.env`.
 *
 *     npx wrangler dev examples/worker.ts --compatibility-date 2025-09-01 --var API_BASE:https://… --var WORKER_KEY:secret
 */
import { createGateway } from 'easyllm/gateway';
import type { Gateway } from 'easyllm/gateway';

interface Env {
  /** The server of the model. */
  API_BASE?: string;
  /** What that server asks of us: `wrangler secret put API_KEY`. */
  API_KEY?: string;
  /** What we ask of callers: `wrangler secret put WORKER_KEY`. */
  WORKER_KEY?: string;
}

let gateway: Gateway | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { API_BASE: apiBase, API_KEY: apiKey = null, WORKER_KEY: key } = env;
    if (!apiBase || !key) return new Response('Set API_BASE and WORKER_KEY.\n', { status: 500 });
    // The first request of an instance makes it; the variables stay as they are.
    gateway ??= createGateway({ apiBase, apiKey, auth: { keys: [key] } });
    return gateway.fetch(request);
  },
};
