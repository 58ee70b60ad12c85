/** What the compiler must refuse in the bodies that are sent to servers. */
import type { Connection } from '../../src/net/call.ts';
import { typedBy } from '../../src/servers/client.ts';
import { createTei } from '../../src/servers/tei.ts';
import { createTgiRoutes } from '../../src/servers/tgi-routes.ts';
import { createTgi } from '../../src/servers/tgi.ts';
import type { TgiChatBody, TgiCompletionBody } from '../../src/servers/v1.ts';
import { createV1 } from '../../src/servers/v1.ts';
import type { paths } from '../../generated/tgi.ts';

const connection: Connection = { transport: async () => new Response(), redact: String };
const url = 'http://tgi.test';

export async function native(): Promise<void> {
  const tgi = createTgi(connection);
  await tgi.generate(url, { inputs: 'a', parameters: { max_new_tokens: 3 } }, {});
  // @ts-expect-error A misspelled parameter.
  await tgi.generate(url, { inputs: 'a', parameters: { max_new_token: 3 } }, {});
  // @ts-expect-error A parameter of another type.
  await tgi.generate(url, { inputs: 'a', parameters: { max_new_tokens: '3' } }, {});
  // @ts-expect-error A seed stands apart, as a bigint.
  await tgi.generate(url, { inputs: 'a', parameters: { seed: 3 } }, {});
  // @ts-expect-error Messages of a chat have a role.
  await createTgiRoutes(connection).chatTokenize(url, [{ content: 'Hi' }], {});
}

export async function v1(): Promise<void> {
  const messages = [{ role: 'user', content: 'Hi' }];
  // @ts-expect-error A misspelled member of a chat for TGI.
  ({ messages, temprature: 1 }) satisfies TgiChatBody;
  // @ts-expect-error A member that chats for TGI have, and completions have not.
  ({ prompt: 'a', tools: [] }) satisfies TgiCompletionBody;

  const wanted = { choices: 1 };
  const create = createV1(connection).create;
  const route = '/v1/chat/completions';
  await create(url, { route, body: { messages: [], min_tokens: 1 }, ...wanted }, {});
  // @ts-expect-error A known member of another type, whichever server it is for.
  await create(url, { route, body: { messages: [], temperature: '1' }, ...wanted }, {});
  // @ts-expect-error A chat has messages.
  await create(url, { route, body: { prompt: 'a' }, ...wanted }, {});
}

export async function embeddings(): Promise<void> {
  const tei = createTei(connection);
  // @ts-expect-error A misspelled member.
  await tei.embed(url, { inputs: 'a', trunctate: true }, {});
  // @ts-expect-error A member of TEI's own route.
  await tei.embedOpenAI(url, { input: 'a', truncate: true }, {});
}

export async function operations(): Promise<void> {
  const tgi = typedBy<paths>();
  // @ts-expect-error No such path.
  await tgi.POST('/generat', { body: { inputs: 'a' } });
  // @ts-expect-error No such method there.
  await tgi.GET('/generate');
  // @ts-expect-error A body lacks what it must have.
  await tgi.POST('/generate', { body: { parameters: {} } });
}
