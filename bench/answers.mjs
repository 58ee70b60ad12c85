// @ts-check
/** What the server answers: made once, and the same in each run. */

export const TOKENS = 4096;
export const VECTORS = 256;
export const DIMENSIONS = 1024;

/** English as models write it: one token in fifty has a letter outside ASCII. */
const WORDS = [
  ' the',
  ' city',
  ' of',
  ' light',
  ' is',
  ' old',
  ' and',
  ' “new”',
  ',',
  ' a',
  ' river',
  ' runs',
  '.',
  ' It',
  ' has',
  ' many',
];
const word = (/** @type {number} */ index) =>
  index % 50 === 7 ? ' “new”' : (WORDS[(index * 7) % WORDS.length] ?? '').replace(/[“”]/g, '');

export const TEXT = Array.from({ length: TOKENS }, (_, index) => word(index)).join('');
export const REPLY = 'The capital of France is Paris, a city on the Seine.';

const chunk = (/** @type {string} */ content, /** @type {string | null} */ reason) =>
  JSON.stringify({
    object: 'chat.completion.chunk',
    id: '',
    created: 1736953800,
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    system_fingerprint: '3.3.6-native',
    choices: [{ index: 0, delta: { role: 'assistant', content }, logprobs: null, finish_reason: reason }],
    usage: null,
  });

/** @param {number} count */
export function chatEvents(count) {
  const events = Array.from({ length: count }, (_, index) => chunk(word(index), index === count - 1 ? 'stop' : null));
  return [...events, '[DONE]'].map((data) => `data: ${data}\n\n`);
}

/** @param {number} count */
export function nativeEvents(count) {
  const text = Array.from({ length: count }, (_, index) => word(index)).join('');
  return Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1;
    const token = {
      id: 1000 + ((index * 37) % 30000),
      text: word(index),
      logprob: -(index % 97) / 31 - 0.013,
      special: false,
    };
    const details = isLast ? { finish_reason: 'length', generated_tokens: count, seed: null, input_length: 5 } : null;
    return `data: ${JSON.stringify({ index: index + 1, token, generated_text: isLast ? text : null, details })}\n\n`;
  });
}

export const CHAT = {
  id: '',
  object: 'chat.completion',
  created: 1736953800,
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  system_fingerprint: '3.3.6-native',
  choices: [{ index: 0, message: { role: 'assistant', content: REPLY }, logprobs: null, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 12, total_tokens: 22 },
};

const tokens = REPLY.split(/(?= )/).map((text, index) => ({
  id: index + 100,
  text,
  logprob: -0.5 - index / 100,
  special: false,
}));
const details = { finish_reason: 'eos_token', generated_tokens: tokens.length, seed: null, prefill: [], tokens };
export const GENERATED = [{ generated_text: REPLY, details }];

/** Floats as TEI prints them: the shortest that are read as the same float32. */
export function vectors(count = VECTORS) {
  let state = 7;
  const float = new Float32Array(1);
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    float[0] = (state / 2 ** 32 - 0.5) / 5;
    return Number((float[0] ?? 0).toPrecision(8));
  };
  return Array.from({ length: count }, () => Array.from({ length: DIMENSIONS }, next));
}
