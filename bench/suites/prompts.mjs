// @ts-check
/** Prompt building beside the equivalent Jinja template: microseconds a prompt. */
import { buildPrompt, chatTemplate } from 'easyllm/prompt';
import { expectSame, measureCpu } from '../measure.mjs';

const CHATML =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/** @param {number} count */
export function conversation(count) {
  const content = 'The quick brown fox jumps over the lazy dog. '.repeat(4);
  return Array.from({ length: count }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }))
    .slice(0, -1)
    .concat({ role: 'user', content });
}

/** @param {import('../run.mjs').Context} context */
export async function run({ rounds }) {
  const jinja = await chatTemplate({ template: CHATML });
  /** @type {Record<string, Record<string, import('../measure.mjs').Figure>>} */
  const rows = {};
  for (const count of [2, 20, 200]) {
    const messages = conversation(count);
    expectSame('easyllm', buildPrompt('chatml', messages), jinja(messages));
    const repeat = Math.ceil(4000 / count);
    const entries = [
      { name: '@huggingface/jinja', run: () => jinja(messages) },
      { name: 'easyllm', run: () => buildPrompt('chatml', messages) },
    ];
    rows[`prompt of ${count} messages, µs`] = await measureCpu(entries, {
      units: 1,
      repeat,
      rounds,
      baseline: '@huggingface/jinja',
    });
  }
  return rows;
}
