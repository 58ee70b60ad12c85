/** Asks the server at an address for a chat, and prints what comes: `program.ts APIBASE node|fetch`. */
import { EasyLLM } from 'easyllm';

const [apiBase = '', transport] = process.argv.slice(2);
const silent = { error() {}, warn() {}, info() {}, debug() {} };
const client = new EasyLLM({
  apiBase,
  apiKey: null,
  promptBuilder: 'chatml',
  maxRetries: 0,
  logger: silent,
  ...(transport === 'fetch' && { fetch: (request: Request) => fetch(request) }),
});

try {
  const stream = await client.chat.completions.create({ messages: [{ role: 'user', content: 'Hi' }], stream: true });
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
} catch (error) {
  process.stdout.write(String(error));
}
