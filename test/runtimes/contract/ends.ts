/** What ends a call before its time: the caller, or a deadline. */
import { APIConnectionTimeoutError, APIUserAbortError, StreamIdleTimeoutError } from 'easyllm';
import type { CallOptions } from 'easyllm';
import type { Behaviour } from '../contract.ts';
import { generated, streaming, toEvents } from './answers.ts';
import { partialText } from './streams.ts';
import type { Scene } from './world.ts';
import { MESSAGES, connect, expectEqual, expectError } from './world.ts';

const [first = ''] = toEvents(['one', ' two']);
const DEADLINE_MS = 200;

const ask = (scene: Scene, options: CallOptions) =>
  connect(scene).chat.completions.create({ messages: MESSAGES }, options);

const stream = (scene: Scene, options: CallOptions) =>
  connect(scene).chat.completions.create({ messages: MESSAGES, stream: true }, options);

export const ENDS: readonly Behaviour[] = [
  {
    name: 'the signal ends a whole answer: APIUserAbortError, connection closed',
    async run({ serve }) {
      const scene = await serve({ steps: ['headers', 'stall'] });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), DEADLINE_MS);
      await expectError(ask(scene, { signal: controller.signal }), APIUserAbortError);
      expectEqual(await scene.isIdle(), true, 'the server saw it');
    },
  },
  {
    name: 'the signal ends a stream: APIUserAbortError, connection closed',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: first }, 'stall']));
      const controller = new AbortController();
      const answer = await stream(scene, { signal: controller.signal });
      setTimeout(() => controller.abort(), DEADLINE_MS);
      const error = await expectError(Promise.resolve(answer), APIUserAbortError);
      expectEqual([partialText(error), await scene.isIdle()], ['one', true]);
    },
  },
  {
    name: 'a signal that is aborted already sends nothing',
    async run({ serve }) {
      const scene = await serve(generated('a'));
      await expectError(ask(scene, { signal: AbortSignal.abort() }), APIUserAbortError);
      expectEqual(await scene.readRequests(), []);
    },
  },
  {
    name: '`timeout` ends a silent call: APIConnectionTimeoutError, connection closed',
    async run({ serve }) {
      const scene = await serve({ steps: ['stall'] });
      const { code } = await expectError(ask(scene, { timeout: DEADLINE_MS }), APIConnectionTimeoutError);
      expectEqual([code, await scene.isIdle()], ['timeout', true]);
    },
  },
  {
    name: '`firstTokenTimeout` ends a stream that does not begin',
    async run({ serve }) {
      const scene = await serve(streaming(['headers', 'stall']));
      await expectError(stream(scene, { firstTokenTimeout: DEADLINE_MS }), APIConnectionTimeoutError);
      expectEqual(await scene.isIdle(), true, 'the server saw it');
    },
  },
  {
    name: '`idleTimeout` ends a stream that stalls: StreamIdleTimeoutError, with what came',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: first }, 'stall']));
      const error = await expectError(stream(scene, { idleTimeout: DEADLINE_MS }), StreamIdleTimeoutError);
      expectEqual([partialText(error), await scene.isIdle()], ['one', true]);
    },
  },
  {
    name: '`totalTimeout` ends a stream that goes on',
    async run({ serve }) {
      const steps = Array.from({ length: 200 }, () => [{ send: first }, { waitMs: 20 }]).flat();
      const scene = await serve(streaming(steps));
      const error = await expectError(stream(scene, { totalTimeout: 3 * DEADLINE_MS }), APIConnectionTimeoutError);
      expectEqual([error.code, await scene.isIdle()], ['total_timeout', true]);
    },
  },
];
