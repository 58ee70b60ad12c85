/** Every entry point by `require`, and a streamed chat. Prints the names that each entry exports. */
const { streamChat } = require('./stream-chat.cjs');

const warnings = [];
process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`));

const entries = {
  main: require('easyllm'),
  batch: require('easyllm/batch'),
  'batch/queue': require('easyllm/batch/queue'),
  gateway: require('easyllm/gateway'),
  openai: require('easyllm/openai'),
  prompt: require('easyllm/prompt'),
  sse: require('easyllm/sse'),
  tei: require('easyllm/tei'),
  testing: require('easyllm/testing'),
  tgi: require('easyllm/tgi'),
  vllm: require('easyllm/vllm'),
};
// Node marks a module that has a default export for CommonJS.
const isOurs = (/** @type {string} */ name) => name !== '__esModule';
const names = Object.entries(entries).map(([entry, exported]) => [entry, Object.keys(exported).filter(isOurs)]);
streamChat(entries.main, entries.testing).then((text) => console.log(JSON.stringify({ names, text, warnings })));
