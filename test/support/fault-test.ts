import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test as base } from 'vitest';

import { EasyLLM } from '../../src/client/easyllm.ts';
import type { EasyLLMOptions } from '../../src/client/options.ts';
import type { FakeScript, FakeStep, FakeTgi } from '../../src/testing/fake-tgi.ts';
import { startFakeTgi } from '../../src/testing/fake-tgi.ts';

export const MESSAGES = [{ role: 'user' as const, content: 'Knock knock.' }];

/** Whether these tests run on the transport of `fetch`, and not on Node's own: all of them run on each. */
export const isFetch = process.env['EASYLLM_TEST_TRANSPORT'] === 'fetch';

/** A logger that says nothing. */
const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

interface Faults {
  /** Starts a scripted server; it ends with the test. */
  serve(script: FakeScript): Promise<FakeTgi>;
  /** A client of that server, which sends no token. */
  connect(server: { url: string }, options?: EasyLLMOptions): EasyLLM;
  /** The caller's own; after the test nobody may be listening to it. */
  user: AbortController;
}

/** Timers that code of ours has started and that neither ran nor were cleared, unref'd ones too; with where they were started. */
const timers = new Map<unknown, string>();

globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
  apply(start, self, [run, ...rest]: [(...input: unknown[]) => void, ...unknown[]]) {
    const stack = new Error('started here').stack ?? '';
    const runOnce = (...input: unknown[]) => {
      timers.delete(timer);
      run(...input);
    };
    const timer: unknown = Reflect.apply(start, self, [runOnce, ...rest]);
    if (/\/src\/(?!testing\/)/.test(stack)) timers.set(timer, stack);
    return timer;
  },
});
globalThis.clearTimeout = new Proxy(globalThis.clearTimeout, {
  apply(clear, self, input: unknown[]) {
    timers.delete(input[0]);
    Reflect.apply(clear, self, input);
  },
});

/** A test that fails if it leaves a connection, a timer or a listener behind. */
export const test = base.extend<Faults>({
  serve: async ({}, use) => {
    const socketsBefore = countSockets();
    const servers: FakeTgi[] = [];
    await use(async (script) => {
      const server = await startFakeTgi({ script });
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => inTime(server.idle(), 'a connection is open')));
    await Promise.all(servers.map((server) => server.close()));
    await until(() => countSockets() <= socketsBefore);
    await until(() => timers.size === 0);
    expect([...timers.values()]).toEqual([]);
    expect(countSockets()).toBeLessThanOrEqual(socketsBefore);
  },
  connect: async ({}, use) => {
    await use(
      ({ url }, options) =>
        new EasyLLM({ apiKey: null, apiBase: url, promptBuilder: 'chatml', logger: SILENT, ...options }),
    );
  },
  user: async ({}, use) => {
    const user = new AbortController();
    await use(user);
    expect(getEventListeners(user.signal, 'abort')).toEqual([]);
  },
});

function countSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
}

/** After that a test complains: long enough for a busy machine, and shorter than its own limit, which names nothing. */
const LIMIT_MS = 60_000;

/** Lets client and server, both of this process, go on until something is so, or the limit is reached. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!isSo() && performance.now() < end) await nextTurn();
}

/** Lets client and server, both of this process, read what was sent to them. Turns are counted, since time passes without them on a busy machine. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
}

/** The steps of an answer; after each the client has read what was sent. A reset would take it from the client otherwise. */
export function resting(...steps: FakeStep[]): AsyncIterable<FakeStep> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const step of steps) {
        yield step;
        await settle();
      }
    },
  };
}

/** What some work gives; a complaint, if it does not end. */
export async function inTime<Result>(work: Promise<Result>, complaint: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`after ${LIMIT_MS} ms, ${complaint}`)), LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a call throws, whether `create` or the stream it gives does; undefined if it succeeds. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    const answer = await call;
    if (isIterable(answer)) for await (const _ of answer);
    return undefined;
  } catch (error) {
    return error;
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** The text that a failed stream says it had given; undefined if it says nothing. */
export function partialText(error: unknown): unknown {
  const { partial } = (error ?? {}) as { partial?: { choices: { message: { content: string } }[] } };
  return partial?.choices[0]?.message.content;
}
