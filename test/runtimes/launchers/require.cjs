// CommonJS, in Node, Bun and Deno.
const { EasyLLM } = require('easyllm');

for (const part of ['gateway', 'prompt', 'sse', 'tgi', 'tei', 'openai', 'vllm']) require(`easyllm/${part}`);
if (typeof new EasyLLM().fetch !== 'function') throw new Error('EasyLLM has no `fetch`.');
