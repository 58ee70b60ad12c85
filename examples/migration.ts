/**
 * From the `openai` package, and from Python's EasyLLM: what was, in comments, above what it becomes.
 *
 *     EASYLLM_API_BASE=http://localhost:8080 npx jiti examples/migration.ts
 */
import { EasyLLM, EasyLLMError, RateLimitError, huggingface } from 'easyllm';

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const model = process.env['MODEL'];

// import OpenAI from 'openai';
// const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
async function fromOpenAI(): Promise<void> {
  // The address and the token are read from EASYLLM_API_BASE and EASYLLM_API_KEY.
  const client = new EasyLLM();

  // const reply = await client.chat.completions.create({ model: 'gpt-4o', messages });
  const reply = await client.chat.completions.create({ model, messages });
  console.log(`openai, whole:    ${reply.choices[0]?.message.content}`);

  // const stream = await client.chat.completions.create({ model: 'gpt-4o', messages, stream: true });
  const stream = await client.chat.completions.create({ model, messages, stream: true });
  process.stdout.write('openai, streamed: ');
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  console.log();
}

// from easyllm.clients import huggingface
async function fromPython(): Promise<void> {
  // huggingface.prompt_builder = "chatml"
  huggingface.promptBuilder = 'chatml';

  // response = huggingface.ChatCompletion.create(model=model, messages=messages, temperature=0.9, max_tokens=64)
  // print(response["choices"][0]["message"]["content"])
  const response = await huggingface.ChatCompletion.create({ model, messages, temperature: 0.9, max_tokens: 64 });
  console.log(`python:           ${response.choices[0]?.message.content?.trim()}`);
}

try {
  await fromOpenAI();
  await fromPython();
} catch (error) {
  // } catch (error) { if (error instanceof OpenAI.RateLimitError) … }
  if (error instanceof RateLimitError) console.error(`Busy: ${error.message}`);
  else if (EasyLLMError.isInstance(error)) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
