/** Errors and retries, and where a token goes. */
import { APIConnectionError, AuthenticationError, BadRequestError, ConfigurationError, EasyLLM } from 'easyllm';
import type { Behaviour } from '../contract.ts';
import { generated, json } from './answers.ts';
import { Lacking, MESSAGES, connect, describe, expectEqual, expectError } from './world.ts';

const TOKEN = 'hf_PlantedSecret0123456789';

/** Browsers show every visitor the keys of a page. */
const isBrowser = 'window' in globalThis && 'document' in globalThis;

const ask = (client: EasyLLM) => client.chat.completions.create({ messages: MESSAGES });

export const FAILURES: readonly Behaviour[] = [
  {
    name: 'a busy server is asked again, as late as Retry-After says',
    async run({ serve }) {
      const busy = json({ error: 'Model is overloaded' }, { status: 429, headers: { 'retry-after': '1' } });
      const scene = await serve(busy, generated('a'));
      const { choices } = await ask(connect(scene, { maxRetries: 1 }));
      const [before, after] = await scene.readRequests();
      const waitedMs = (after?.at ?? 0) - (before?.at ?? 0);
      expectEqual(choices[0]?.message.content, 'a');
      expectEqual(waitedMs >= 990 && waitedMs < 5000, true, `the wait of ${waitedMs} ms is as asked for`);
    },
  },
  {
    name: '401 is an AuthenticationError, which holds no token',
    async run({ serve }) {
      const scene = await serve(json({ error: `Invalid token ${TOKEN}` }, { status: 401 }));
      const error = await expectError(ask(connect(scene, { apiKey: TOKEN })), AuthenticationError);
      const [request] = await scene.readRequests();
      const said = [describe(error), error.stack, JSON.stringify(error), JSON.stringify(Object.entries(error))].join();
      expectEqual(request?.headers['authorization'], `Bearer ${TOKEN}`);
      expectEqual([error.status, said.includes(TOKEN)], [401, false]);
    },
  },
  {
    name: 'a bad request is a BadRequestError, and sends nothing',
    async run({ serve }) {
      const scene = await serve(generated('a'));
      const call = connect(scene).chat.completions.create({ messages: MESSAGES, temperature: -1 });
      const { param } = await expectError(call, BadRequestError);
      expectEqual([param, await scene.readRequests()], ['temperature', []]);
    },
  },
  {
    name: 'no server is an APIConnectionError that names the address',
    async run({ deadUrl }) {
      const { message } = await expectError(ask(connect({ url: deadUrl })), APIConnectionError);
      expectEqual(message.includes(deadUrl), true, message);
    },
  },
  {
    name: 'a connection that is reset is an APIConnectionError',
    async run({ serve }) {
      const scene = await serve({ steps: [{ send: '[{"generated' }, { waitMs: 20 }, 'reset'] });
      await expectError(ask(connect(scene)), APIConnectionError);
    },
  },
  {
    name: 'a redirect to another origin loses the token',
    async run({ serve }) {
      const other = await serve(generated('Who’s there?'));
      const scene = await serve({ status: 307, headers: { location: other.otherUrl } });
      const { choices } = await ask(connect(scene, { apiKey: TOKEN }));
      const [before] = await scene.readRequests();
      const [after] = await other.readRequests();
      expectEqual(choices[0]?.message.content, 'Who’s there?');
      const tokens = [before?.headers['authorization'], after?.headers['authorization'] ?? null];
      expectEqual(tokens, [`Bearer ${TOKEN}`, null], 'the tokens sent to the two');
      expectEqual(after?.body, before?.body, 'the body');
    },
  },
  {
    name: 'a key in the code is refused in browsers, and there only',
    async run({ serve }) {
      const scene = await serve(generated('a'));
      const start = async () => connect(scene, { apiKey: TOKEN, dangerouslyAllowBrowser: false });
      if (isBrowser) await expectError(start(), ConfigurationError);
      else await ask(await start());
    },
  },
  {
    name: 'the environment is read at the first call',
    async run({ serve, lacksEnvironment }) {
      if (lacksEnvironment !== null) throw new Lacking(lacksEnvironment);
      const scene = await serve(generated('a'));
      const client = new EasyLLM();
      const variables = {
        HUGGINGFACE_API_BASE: scene.url,
        HUGGINGFACE_TOKEN: TOKEN,
        HUGGINGFACE_PROMPT: 'llama2',
      };
      Object.assign(process.env, variables);
      await ask(client).finally(() => {
        for (const name of Object.keys(variables)) delete process.env[name];
      });
      const [request] = await scene.readRequests();
      expectEqual(request?.headers['authorization'], `Bearer ${TOKEN}`);
      expectEqual(JSON.parse(request?.body ?? '').inputs, '<s>[INST] Knock knock. [/INST]');
    },
  },
  {
    name: 'the token of `hf auth login` goes to Hugging Face, where files can be read',
    async run({ loginToken }) {
      let authorization: string | null = null;
      const client = new EasyLLM({
        promptBuilder: 'chatml',
        async fetch(request) {
          authorization = request.headers.get('authorization');
          return Response.json([{ generated_text: 'a' }]);
        },
      });
      await client.chat.completions.create({ model: 'org/model', messages: MESSAGES });
      expectEqual(authorization, loginToken === null ? null : `Bearer ${loginToken}`);
    },
  },
];
