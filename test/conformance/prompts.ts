/** Runs recorded conversations against the prompt builders: what the Python package makes of them, and the models' own templates. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { UnsupportedError } from '../../src/base/errors.ts';
import { type PromptMessage, buildPrompt, chatTemplate } from '../../src/prompt.ts';

export interface PromptCaseResult {
  kind: 'prompt_builder' | 'chat_template';
  id: string;
  outcome: 'passed' | 'failed' | 'skipped';
  reason?: string;
}

/** One line of `prompt-cases.jsonl`. */
interface PromptCase {
  id: string;
  source?: string;
  builder: string;
  messages: PromptMessage[] | string;
  /** What the Python package's builder makes of the messages. */
  easyllm_py?: string | null;
  /** How it refuses them. */
  easyllm_py_error?: string | null;
  template?: string | null;
  template_vars?: Record<string, unknown> | null;
  /** What the template makes of the messages. */
  expected?: string | null;
}

/** Checks every line of `prompt-cases.jsonl` in the folder: each gives one result for its builder, and one for its template if it has one. */
export async function runPromptCases(folder: string): Promise<PromptCaseResult[]> {
  const text = await readFile(join(folder, 'prompt-cases.jsonl'), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const results = await Promise.all(
    lines.map(async (line) => {
      const promptCase: PromptCase = JSON.parse(line);
      return [checkBuilder(promptCase), ...(await checkTemplate(promptCase))];
    }),
  );
  return results.flat();
}

function checkBuilder({ id, builder, messages, easyllm_py, easyllm_py_error }: PromptCase): PromptCaseResult {
  const kind = 'prompt_builder';
  try {
    const prompt = buildPrompt(builder, messages);
    if (typeof easyllm_py_error === 'string') {
      return { kind, id, outcome: 'failed', reason: `not refused, where Python says: ${easyllm_py_error}` };
    }
    if (typeof easyllm_py !== 'string') return { kind, id, outcome: 'skipped', reason: 'nothing is recorded' };
    return compare(kind, id, prompt, easyllm_py);
  } catch (error) {
    const isRefusedToo = typeof easyllm_py_error === 'string' && UnsupportedError.isInstance(error);
    return isRefusedToo ? { kind, id, outcome: 'passed' } : { kind, id, outcome: 'failed', reason: String(error) };
  }
}

async function checkTemplate(promptCase: PromptCase): Promise<PromptCaseResult[]> {
  const { id, messages, template_vars, expected } = promptCase;
  const template = templateAsRendered(promptCase);
  if (template === undefined || typeof expected !== 'string') return [];
  const kind = 'chat_template';
  try {
    const build = await chatTemplate({ ...template_vars, template });
    return [compare(kind, id, build(messages), expected)];
  } catch (error) {
    return [{ kind, id, outcome: 'failed', reason: String(error) }];
  }
}

/** Some templates are indented for reading, and are meant to lose line ends and indentation first. Their `source` says so. */
function templateAsRendered({ source, template }: PromptCase): string | undefined {
  if (typeof template !== 'string') return undefined;
  if (source?.includes('(whitespace-stripped)') !== true) return template;
  return template
    .split('\n')
    .map((line) => line.trim())
    .join('');
}

function compare(kind: PromptCaseResult['kind'], id: string, got: string, want: string): PromptCaseResult {
  if (got === want) return { kind, id, outcome: 'passed' };
  return { kind, id, outcome: 'failed', reason: `${JSON.stringify(got)} is not ${JSON.stringify(want)}` };
}
