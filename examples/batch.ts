/**
 * Many prompts, a few at once: one line of JSON for each answer, progress on standard error. Ctrl-C stops; the next run does the rest.
 *
 *     EASYLLM_API_BASE=http://localhost:8080 npx jiti examples/batch.ts prompts.txt answers.jsonl
 */
import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { APIUserAbortError, EasyLLM, EasyLLMError } from 'easyllm';

const CONCURRENCY = 8;

interface Line {
  prompt: string;
  answer?: string | null;
  error?: string;
}

let told = '';
const client = new EasyLLM({
  maxRetries: 5,
  onRetry: ({ message }) => {
    // All wait for the same reason: one line says it for all.
    if (message !== told) process.stderr.write(`\n${message} Trying again …\n`);
    told = message;
  },
});
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

async function main(promptsFile: string, answersFile: string): Promise<void> {
  const known = new Set(await readAnswered(answersFile));
  const prompts = new Set(toLines(await readFile(promptsFile, 'utf8')).filter((prompt) => !known.has(prompt)));
  let done = 0;
  let failed = 0;
  const queue = prompts.values();
  const work = async () => {
    // All take from the same queue: each prompt goes to whoever is free.
    for (const prompt of queue) {
      const line = await ask(prompt);
      await appendFile(answersFile, `${JSON.stringify(line)}\n`);
      if (line.error === undefined) done += 1;
      else failed += 1;
      process.stderr.write(`\r${done} of ${prompts.size} answered, ${failed} failed`);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  } finally {
    // The first that fails ends the others.
    stop.abort();
    if (done + failed > 0) process.stderr.write('\n');
  }
  if (failed > 0) process.exitCode = 1;
}

/** A prompt that the server refuses is a line of its own; what no prompt would get past, such as a lost server, ends the run. */
async function ask(prompt: string): Promise<Line> {
  try {
    const { choices } = await client.chat.completions.create(
      { model: process.env['MODEL'], messages: [{ role: 'user', content: prompt }], max_tokens: 256 },
      { signal: stop.signal },
    );
    return { prompt, answer: choices[0]?.message.content ?? null };
  } catch (error) {
    if (!EasyLLMError.isInstance(error) || [undefined, null, 401, 403, 404].includes(error.status)) throw error;
    return { prompt, error: error.message };
  }
}

/** The prompts that need not be asked again; those that failed are. */
async function readAnswered(file: string): Promise<string[]> {
  if (!existsSync(file)) return [];
  const lines: Line[] = toLines(await readFile(file, 'utf8')).map((line) => JSON.parse(line));
  return lines.filter(({ error }) => error === undefined).map(({ prompt }) => prompt);
}

function toLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

const [promptsFile, answersFile] = process.argv.slice(2);
if (promptsFile === undefined || answersFile === undefined) {
  console.error('Usage: batch.ts PROMPTS.txt ANSWERS.jsonl (a prompt on each line)');
  process.exit(2);
}
await main(promptsFile, answersFile).catch((error: unknown) => {
  if (APIUserAbortError.isInstance(error)) {
    console.error('Stopped. Run it again for the rest.');
    process.exitCode = 130;
  } else {
    // No such file, no such server: what happened is in the message.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
});
