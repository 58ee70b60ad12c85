/** CommonJS that a compiler older than 5.8 accepts under `nodenext`: types by `resolution-mode`, values by `import()`. */
import type { EasyLLMOptions } from 'easyllm' with { 'resolution-mode': 'import' };

export async function chat(options: EasyLLMOptions): Promise<string> {
  const { EasyLLM } = await import('easyllm');
  const { buildPrompt } = await import('easyllm/prompt');
  const client = new EasyLLM(options);
  const { choices } = await client.chat.completions.create({ messages: [{ role: 'user', content: 'Knock knock.' }] });
  // @ts-expect-error A misspelled parameter.
  await client.completions.create({ promt: 'Hi' });
  return (choices[0]?.message.content ?? '') + buildPrompt('llama3', 'Hi');
}
