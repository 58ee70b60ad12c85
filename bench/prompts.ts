/**
 * `npm run bench`: what building a prompt costs, against rendering the equivalent Jinja template; and that it grows with the number of
 * messages, not with its square. Medians of rounds in which all take turns; read the ratios.
 */
import { buildPrompt, chatTemplate } from '../src/prompt.ts';
import type { PromptMessage } from '../src/prompt.ts';

const CHATML =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
const SIZES = [2, 20, 200, 400];
const ROUNDS = 7;
const ROUND_MS = 100;

function createConversation(messages: number): PromptMessage[] {
  const content = 'The quick brown fox jumps over the lazy dog. '.repeat(4);
  return Array.from({ length: messages - 1 }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content,
  })).concat({
    role: 'user',
    content,
  });
}

/** Microseconds a call, over about ROUND_MS. */
function measure(run: () => unknown): number {
  let calls = 0;
  const start = performance.now();
  while (performance.now() - start < ROUND_MS) {
    run();
    calls += 1;
  }
  return ((performance.now() - start) * 1000) / calls;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const jinja = await chatTemplate({ template: CHATML });
console.log('messages   chatml µs   Jinja µs   Jinja ÷ chatml');
for (const size of SIZES) {
  const messages = createConversation(size);
  if (buildPrompt('chatml', messages) !== jinja(messages)) throw new Error('The two prompts differ.');
  const rounds = Array.from(
    { length: ROUNDS },
    () => [measure(() => buildPrompt('chatml', messages)), measure(() => jinja(messages))] as const,
  );
  const [ours, theirs] = [median(rounds.map(([a]) => a)), median(rounds.map(([, b]) => b))];
  const ratio = median(rounds.map(([a, b]) => b / a));
  console.log(
    `${String(size).padStart(8)}${ours.toFixed(1).padStart(12)}${theirs.toFixed(0).padStart(11)}${ratio.toFixed(1).padStart(17)}`,
  );
}
