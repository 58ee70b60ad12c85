/** Answers with an error status, from TGI, TEI, Hugging Face and others: every operation throws the same readable error. */
import { differenceOfError, expectedError } from './expected-error.ts';
import { type Outcome, passedUnless, skipped } from './outcome.ts';
import type { Recording } from './recording.ts';
import { MODEL, createReplayClient, toApiBase, toResponse } from './replay.ts';

export async function checkError(recording: Recording): Promise<Outcome> {
  const { status, body, url = '' } = recording;
  if (status === undefined) return skipped('no status is recorded');
  if (status < 400 || status > 599) return skipped('the recorded status is not an error');
  const want = expectedError({ status, body, url });
  const client = createReplayClient(() => toResponse(recording), { apiBase: toApiBase(recording) });
  const messages = [{ role: 'user' as const, content: 'Hello.' }];
  const completion = { model: MODEL, prompt: 'Hello.' };
  const calls: readonly [name: string, run: () => Promise<unknown>][] = [
    ['chat', async () => client.chat.completions.create({ model: MODEL, messages })],
    ['streamed chat', async () => client.chat.completions.create({ model: MODEL, messages, stream: true })],
    ['completion', async () => client.completions.create(completion)],
    ['streamed completion', async () => client.completions.create({ ...completion, stream: true })],
    ['embedding', async () => client.embeddings.create({ model: MODEL, input: 'Hello.' })],
  ];
  const differences: (string | undefined)[] = [];
  for (const [name, run] of calls) {
    const found = await run().then(
      () => 'no error was thrown',
      (error: unknown) => differenceOfError(error, want),
    );
    differences.push(found === undefined ? undefined : `${name}: ${found}`);
  }
  return passedUnless(differences);
}
