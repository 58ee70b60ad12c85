import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { readEnvironment } from '../../src/client/config/env.ts';
import { huggingface } from '../../src/client/huggingface.ts';
import * as prompts from '../../src/prompt.ts';
import { startFakeTgi } from '../../src/testing/fake-tgi.ts';
import { generated, streamed } from '../../src/testing/native-answers.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { printedBy, runExample } from '../support/run-example.ts';

const PAGE = 'docs/from-python.md';
const page = readFileSync(PAGE, 'utf8');
const EXAMPLES = readCodeBlocks(PAGE, 'ts');
const SETTINGS = { apiKey: null, apiBase: undefined, promptBuilder: undefined, stopSequences: [], seed: 42 };

/** What stands in a row of a table, by its first cell. */
function rowOf(first: string): string[] {
  const line = page.split('\n').find((row) => row.startsWith(`| ${first} `)) ?? '';
  return line.split('|').map((cell) => cell.trim());
}

/** As Python spells it. */
const toSnakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('docs/from-python.md', () => {
  afterEach(() => {
    Object.assign(huggingface, SETTINGS);
  });

  test.each(EXAMPLES)('$name prints what it says', async ({ code }) => {
    const isStream = code.includes('stream: true');
    const answer = isStream ? streamed(['Who', "'s", ' there?']) : generated("Who's there?");
    await using server = await startFakeTgi({ script: [answer] });

    expect((await runExample(code, { 'http://localhost:8080': server.url })).printed).toEqual(printedBy(code));
  });

  test('names every function and list of prompts that is exported under a name of its own', () => {
    const names = Object.keys(prompts).filter((name) => /^build\w+Prompt$|StopSequences$/.test(name));

    expect(names.length).toBe(19);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    const inPython = names.filter((name) => name !== 'buildBasePrompt').map(toSnakeCase);
    expect(inPython.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('names every prompt builder, and no others', () => {
    const named = [...page.matchAll(/^\|.*\| `"(\w+)"` +\|$/gm)].map(([, name]) => name);

    expect(named).toEqual(Object.keys(prompts.promptBuilders));
  });

  test('names every variable of the environment', () => {
    const asked: string[] = [];
    const variables = new Proxy<Record<string, string | undefined>>(
      {},
      {
        get(_, name) {
          asked.push(String(name));
          return undefined;
        },
      },
    );
    readEnvironment(variables);

    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('names every setting, in both spellings', () => {
    const calls = ['ChatCompletion', 'Completion', 'Embedding'];
    const settings = ['apiKey', ...Object.keys(huggingface).filter((name) => !calls.includes(name))];

    expect(settings.length).toBe(5);
    for (const setting of settings)
      expect(rowOf(`\`huggingface.${toSnakeCase(setting)}\``)[2]).toBe(`\`huggingface.${setting}\``);
  });

  test('gives the defaults that are sent', async () => {
    await using server = await startFakeTgi({ script: [generated('Hi')] });
    Object.assign(huggingface, { apiBase: server.url, promptBuilder: 'llama2' });
    await huggingface.ChatCompletion.create({ messages: [{ role: 'user', content: 'Hi' }] });
    const { parameters } = JSON.parse(server.requests[0]?.body ?? '');

    expect(parameters).toMatchObject({ seed: 42, stop: ['</s>'] });
    expect(rowOf('`huggingface.seed`')[4]).toMatch(/^42;/);
    expect(parameters).not.toHaveProperty('repetition_penalty');
    const sent = { temperature: 'temperature', top_p: 'top_p', top_k: 'top_k', max_tokens: 'max_new_tokens' };
    for (const [name, theirs] of Object.entries(sent)) expect(rowOf(`\`${name}\``)[2]).toBe(String(parameters[theirs]));
  });
});
