/** A page: a streamed chat, and a whole one through the client as a `fetch`, which is loaded when it is first used. */
import { EasyLLM } from 'easyllm';

const messages = [{ role: 'user', content: 'Knock knock.' }];

async function chat() {
  const client = new EasyLLM({ apiBase: location.origin, promptBuilder: 'chatml' });
  const chunks = [];
  for await (const chunk of await client.chat.completions.create({ messages, stream: true })) {
    chunks.push(chunk.choices[0]?.delta.content ?? '');
  }
  const answer = await client.fetch('http://easyllm/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ messages }),
  });
  return { streamed: chunks.join(''), whole: (await answer.json()).choices[0].message.content };
}

const result = await chat().catch((error) => ({ error: `${error.name}: ${error.message}` }));
await fetch(new URL('/result', location.href), { method: 'POST', body: JSON.stringify(result) });
