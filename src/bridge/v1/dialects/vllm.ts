import type { DialectFacts } from './facts.ts';
import { TGI_ALONE } from './facts.ts';

const structured = (member: string) => `\`structured_outputs: { ${member} }\``;

export const vllm: DialectFacts = {
  name: 'vLLM',
  seenAt: '0.32.0',
  tokenizer: 'vllm',
  takesLists: true,
  owner: 'vllm',
  ignores: { chat: TGI_ALONE, completions: TGI_ALONE },
  // `reasoning_content` before 0.12, which reads both.
  reasoning: 'reasoning',
  completionSchema: 'response_format',
  regex: (regex) => ({ structured_outputs: { regex } }),
  skipsSpecialTokens: true,
  // Known until 0.11; since 0.12 answered with 200, and without the guidance.
  renamed: {
    guided_json: structured('json: …'),
    guided_regex: structured('regex: …'),
    guided_choice: structured('choice: […]'),
    guided_grammar: structured('grammar: …'),
    guided_decoding_backend: 'the option of the server, `--structured-outputs-config`',
    guided_whitespace_pattern: structured('whitespace_pattern: …'),
    structural_tag: structured('structural_tag: …'),
  },
};
