/**
 * A conversation in the terminal: answers appear as they are written, Ctrl-C stops one, and the model knows what was said before.
 *
 *     EASYLLM_API_BASE=http://localhost:8080 npx jiti examples/cli-chat.ts
 */
import { createInterface } from 'node:readline/promises';
import { APIUserAbortError, EasyLLM, EasyLLMError } from 'easyllm';
import type { ChatCompletionMessageParam } from 'easyllm';

const client = new EasyLLM();
const model = process.env['MODEL'];
let history: ChatCompletionMessageParam[] = [{ role: 'system', content: 'Answer in a sentence or two.' }];
let answering: AbortController | undefined;
let isOpen = true;

const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
// A terminal that is read line by line gives Ctrl-C to its reader, and sends no signal.
terminal.on('SIGINT', () => {
  if (answering === undefined) console.log('\nCtrl-D leaves.');
  else answering.abort();
});
terminal.on('close', () => {
  isOpen = false;
});

terminal.prompt();
for await (const line of terminal) {
  if (line.trim() !== '') process.exitCode = (await answer(line)) ? 0 : 1;
  if (isOpen) terminal.prompt();
}
console.log();

/** Writes the answer, and remembers it. A failure is told, and the conversation goes on as if nothing had been asked. */
async function answer(question: string): Promise<boolean> {
  const messages: ChatCompletionMessageParam[] = [...history, { role: 'user', content: question }];
  answering = new AbortController();
  let text = '';
  try {
    const stream = await client.chat.completions.create(
      { model, messages, stream: true },
      { signal: answering.signal },
    );
    for await (const { choices } of stream) {
      const piece = choices[0]?.delta.content ?? '';
      text += piece;
      process.stdout.write(piece);
    }
  } catch (error) {
    // What was stopped was said all the same.
    if (!APIUserAbortError.isInstance(error)) {
      if (!EasyLLMError.isInstance(error)) throw error;
      console.error(error.message);
      return false;
    }
  } finally {
    answering = undefined;
  }
  console.log();
  history = [...messages, { role: 'assistant', content: text }];
  return true;
}
