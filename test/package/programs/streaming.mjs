/** What is weighed: one program that streams a chat. */
import { EasyLLM } from 'easyllm';

const client = new EasyLLM({ apiBase: location.origin, promptBuilder: 'chatml' });
const messages = [{ role: 'user', content: 'Knock knock.' }];
for await (const chunk of await client.chat.completions.create({ messages, stream: true })) {
  console.log(chunk.choices[0]?.delta.content);
}
