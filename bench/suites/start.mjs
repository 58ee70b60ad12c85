// @ts-check
/** Fresh processes: what an import costs, and the way to the first token, in milliseconds over a Node that does nothing. */
import { execFileSync } from 'node:child_process';
import { toFigures } from '../measure.mjs';

const bench = new URL('../', import.meta.url);
const messages = `[{ role: 'user', content: 'Hi' }]`;

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const base = `${server}/packets`;
  const imports = {
    fetch: '',
    'openapi-fetch': `import 'openapi-fetch';`,
    '@huggingface/inference': `import '@huggingface/inference';`,
    openai: `import 'openai';`,
    ai: `import 'ai';`,
    xsai: `import 'xsai';`,
    easyllm: `import 'easyllm';`,
  };
  const tokens = {
    fetch: `const r = await fetch('${base}/v1/chat/completions', { method: 'POST', body: '{"stream":true}' }); await r.body.getReader().read();`,
    '@huggingface/inference': `import { InferenceClient } from '@huggingface/inference'; for await (const _ of new InferenceClient('hf_x', { endpointUrl: '${base}' }).chatCompletionStream({ model: 'm', messages: ${messages} })) break;`,
    openai: `import OpenAI from 'openai'; for await (const _ of await new OpenAI({ apiKey: 'x', baseURL: '${base}/v1' }).chat.completions.create({ model: 'm', messages: ${messages}, stream: true })) break;`,
    ai: `import { streamText } from 'ai'; import { createOpenAICompatible } from '@ai-sdk/openai-compatible'; for await (const _ of streamText({ model: createOpenAICompatible({ name: 'b', baseURL: '${base}/v1' })('m'), messages: ${messages} }).textStream) break;`,
    xsai: `import { streamText } from 'xsai'; for await (const _ of streamText({ apiKey: 'x', baseURL: '${base}/v1', model: 'm', messages: ${messages} }).textStream) break;`,
    easyllm: `import { EasyLLM } from 'easyllm'; for await (const _ of await new EasyLLM({ apiBase: '${base}', apiKey: null, promptBuilder: 'chatml' }).chat.completions.create({ messages: ${messages}, stream: true })) break;`,
  };
  // Milliseconds of a process vary by as much as some imports take.
  const times = isQuick ? 1 : 3 * rounds;
  return {
    'import, ms over bare Node': measure(imports, times),
    'new process to first token, ms over bare Node': measure(tokens, times),
  };
}

/** @param {Record<string, string>} programs @param {number} times */
function measure(programs, times) {
  /** @type {Map<string, number[]>} */
  const taken = new Map();
  for (let time = -1; time < times; time += 1) {
    const bare = start('');
    for (const [name, code] of Object.entries(programs)) {
      const ms = start(code) - bare;
      if (time >= 0) taken.set(name, [...(taken.get(name) ?? []), ms]);
    }
  }
  return toFigures(taken, '');
}

/** @param {string} code */
function start(code) {
  const begin = performance.now();
  execFileSync(process.execPath, ['--input-type=module', '-e', `${code}\nprocess.exit();`], {
    cwd: bench,
    stdio: 'ignore',
  });
  return performance.now() - begin;
}
