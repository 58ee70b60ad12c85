/**
 * A Hono application with OpenAI's API under `/llm/v1`, beside routes of its own. Callers send APP_KEY as a bearer token.
 *
 *     APP_KEY=secret EASYLLM_API_BASE=http://localhost:8080 npx jiti examples/hono.ts
 */
import { serve } from '@hono/node-server';
import { EasyLLM } from 'easyllm';
import { createGateway } from 'easyllm/gateway';
import { Hono } from 'hono';

const key = process.env['APP_KEY'];
if (key === undefined || key === '') {
  console.error('Set APP_KEY: the key that callers must send.');
  process.exit(2);
}

const gateway = createGateway(new EasyLLM(), {
  auth: { keys: [key] },
  maxConcurrent: 32,
  accessLog: ({ path, status, durationMs }) => console.log(`${path} ${status} ${Math.round(durationMs)} ms`),
});

const app = new Hono();
app.get('/', (context) => context.text('OpenAI’s API is at /llm/v1.'));
app.mount('/llm', gateway.fetch);

const port = Number(process.env['PORT'] ?? 3000);
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ({ port: taken }) => {
  console.log(`listening on http://127.0.0.1:${taken}`);
});
server.on('error', ({ message }) => {
  console.error(`${message}. Choose another with PORT.`);
  process.exitCode = 1;
});
// Answers under way may end; new ones are not begun.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
