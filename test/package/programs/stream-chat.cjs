/** A chat, streamed by a scripted server on a socket. */
exports.streamChat = async ({ EasyLLM }, { startFakeTgi }) => {
  const token = (text, whole) =>
    `data:${JSON.stringify({ index: 1, token: { id: 1, text, logprob: -0.5, special: false }, generated_text: whole, details: null })}\n\n`;
  const server = await startFakeTgi({
    script: [
      {
        headers: { 'content-type': 'text/event-stream' },
        steps: [{ send: token('Who', null) }, { send: token("'s there?", "Who's there?") }],
      },
    ],
  });
  const client = new EasyLLM({ apiBase: server.url, apiKey: null, promptBuilder: 'chatml' });
  const messages = [{ role: 'user', content: 'Knock knock.' }];
  let text = '';
  for await (const chunk of await client.chat.completions.create({ messages, stream: true })) {
    text += chunk.choices[0]?.delta.content ?? '';
  }
  await server.close();
  return text;
};
