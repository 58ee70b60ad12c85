import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What runs code of ours with nobody above it to catch: a throw there ends the process. */
const PATTERN =
  /\.(?:on|once)\(|\b(?:setTimeout|setInterval|setImmediate|queueMicrotask|setUnrefTimer)\(|\baddEventListener\(|\bonAbort\(|\bnextTick\(|new FinalizationRegistry|new (?:ReadableStream|TransformStream|WritableStream)\(/g;

const FOLDERS = ['base', 'net', 'facade', 'client', 'http', 'servers', 'operations', 'cli'].map(
  (name) => `src/${name}`,
);

/** How many there are in a file, and why none of them throws past the call that it belongs to: the case that would make it throw. */
const KNOWN: Readonly<Record<string, readonly [count: number, why: string]>> = {
  'src/base/abort.ts': [1, 'calls only what `onAbort` was given, each of which stands below'],
  'src/facade/stream.ts': [
    5,
    'aborts and settles; `toReadableStream` rejects its reader’s read with what a chunk throws',
  ],
  'src/cli/arguments.ts': [1, 'prints a note'],
  'src/cli/batch-queue.ts': [3, 'stops a submission at a signal, or settles a wait'],
  'src/cli/batch-screen.ts': [1, 'aborts the run at a signal'],
  'src/cli/batch-work.ts': [2, 'ends the process some time after a second signal'],
  'src/cli/chat.ts': [1, 'aborts an answer'],
  'src/cli/conversation.ts': [1, 'aborts an answer, or asks the terminal for its prompt'],
  'src/cli/fake.ts': [2, 'ends the process at a signal'],
  'src/cli/late.ts': [1, 'begins what catches its own failure'],
  'src/cli/main.ts': [1, 'ends the process, which is what the command does with a failure'],
  'src/cli/mock.ts': [2, 'ends the process at a signal'],
  'src/cli/node-calls.ts': [
    9,
    'aborts a call, cancels its events, or settles a read or a wait; a caller who has left is no failure (plain-calls.test.ts)',
  ],
  'src/cli/redis-limits.ts': [4, 'notes that Redis is away or back, and logs it once (gateway/shared-limits.test.ts)'],
  'src/cli/reload.ts': [1, 'begins a reading of the settings, which catches what is wrong with them'],
  'src/cli/telemetry.ts': [1, 'settles a wait'],
  'src/cli/worker.ts': [7, 'settles what the first process was asked, or begins the shutdown of this one'],
  'src/cli/workers.ts': [5, 'answers a worker with what failed, starts another one, or begins the shutdown'],
  'src/client/tracing.ts': [1, 'reports the end of a call once, and leaves its stream, which settles'],
  'src/client/chat-stream.ts': [
    2,
    'leaves a stream, which settles; a listener’s throw rejects it (chat-stream.test.ts)',
  ],
  'src/http/gateway/batches/line-runner.ts': [2, 'settles a wait'],
  'src/http/gateway/batches/upload.ts': [1, 'rejects the read that is pending'],
  'src/http/gateway/replicas/replica.ts': [1, 'asks a server whether it is back; every failure is an answer to that'],
  'src/cli/serve.ts': [2, 'begins the shutdown, whose failures end the process as a shutdown does'],
  'src/cli/serving.ts': [
    12,
    'limits the time of requests, keeps sets of sockets, and closes those that stall (attacks/gateway/requests.test.ts)',
  ],
  'src/facade/follow-stream.ts': [1, 'leaves a stream, whose failures by that are nobody’s'],
  'src/http/event-body.ts': [1, 'ends a body whose reader takes nothing, or hands it a comment (responses.test.ts)'],
  'src/http/handled-request.ts': [1, 'aborts'],
  'src/http/handler.ts': [1, 'settles a wait'],
  'src/http/plain.ts': [2, 'its failures are the reader’s: the stream calls it'],
  'src/net/attempt.ts': [4, 'aborts with an error that is made of numbers and an address'],
  'src/net/body.ts': [1, 'rejects the read that is pending; a source that throws on leaving is ignored (body.test.ts)'],
  'src/net/call.ts': [3, 'aborts, and forgets what it listened to'],
  'src/net/fan-out.ts': [1, 'refuses who waits for a turn'],
  'src/net/layers/retry.ts': [2, 'settles the wait; what the caller’s functions throw is guarded (retry.test.ts)'],
  'src/net/node/content.ts': [
    5,
    'joins streams by `pipeline`, which takes their errors (attacks/upstream/wire.test.ts: broken codings)',
  ],
  'src/net/node/response.ts': [
    4,
    'keeps bytes and the first error; beyond the limit it ends itself (attacks/upstream/wire.test.ts)',
  ],
  'src/net/node/transport.ts': [
    8,
    'catches what making a response throws (attacks/upstream/wire.test.ts: six codings)',
  ],
  'src/net/silence.ts': [3, 'aborts the call, or settles the read that is pending'],
  'src/net/transport.ts': [1, 'holds a request, and does nothing'],
};

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function countIn(path: string): number {
  const code = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(?:\*|\/\/|\/\*|import |export (?:async )?function )/.test(line));
  return (code.join('\n').match(PATTERN) ?? []).length;
}

describe('a listener, timer or callback of a stream', () => {
  test('stands in a list that says why it cannot end the process', () => {
    const found = Object.fromEntries(
      FOLDERS.flatMap(sourcesIn)
        .map((path) => [path, countIn(path)] as const)
        .filter(([, count]) => count > 0),
    );

    expect(found).toEqual(Object.fromEntries(Object.entries(KNOWN).map(([path, [count]]) => [path, count])));
  });
});
