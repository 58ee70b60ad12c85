/** A server that answers each line of a batch in the same way always, but for ids and times; and what a batch wrote, for comparison. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { json, text } from 'node:stream/consumers';

export interface BatchServer {
  url: string;
  /** What was asked for, in order. */
  readonly asked: string[];
  /** Runs a function when so many more were asked for; gives back how to forget it. */
  onAsked(more: number, run: () => void): () => void;
  close(): void;
}

/**
 * Texts become capitals after `delayMs`; a text that begins with "refuse" is a 400. The text `poison` is a 424, and so is all that is asked for
 * meanwhile.
 */
export async function startBatchServer({ delayMs = 2, poison = '' } = {}): Promise<BatchServer> {
  const asked: string[] = [];
  const underWay = new Set<{ isFailed: boolean }>();
  const waiting = new Set<{ at: number; run: () => void }>();
  const server = createServer(async (request, response) => {
    const body = (await json(request).catch(() => ({}))) as { messages?: { content: string }[] };
    const content = body.messages?.[0]?.content ?? '';
    asked.push(content);
    for (const each of waiting) {
      if (asked.length < each.at) continue;
      waiting.delete(each);
      each.run();
    }
    const own = { isFailed: poison !== '' && content === poison };
    underWay.add(own);
    setTimeout(() => {
      underWay.delete(own);
      if (own.isFailed) {
        if (content === poison) for (const each of underWay) each.isFailed = true;
        return response.writeHead(424, { 'content-type': 'application/json' }).end(JSON.stringify(REFUSAL));
      }
      const isRefused = content.startsWith('refuse');
      response.writeHead(isRefused ? 400 : 200, {
        'content-type': 'application/json',
        'x-request-id': `r-${Math.random()}`,
      });
      return response.end(JSON.stringify(isRefused ? REFUSAL : toAnswer(content)));
    }, delayMs);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`,
    asked,
    onAsked(more, run) {
      const each = { at: asked.length + more, run };
      waiting.add(each);
      return () => waiting.delete(each);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const REFUSAL = { error: { message: 'No.', type: 'invalid_request_error', code: null, param: null } };

function toAnswer(content: string) {
  const message = { role: 'assistant', content: content.toUpperCase() };
  return {
    id: `chatcmpl-${Math.random()}`,
    object: 'chat.completion',
    created: Math.floor(Math.random() * 2 ** 31),
    model: 'm',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

/** A line of a batch that asks for a chat. */
export function chatLine(id: string, content: string): string {
  const body = { model: 'm', messages: [{ role: 'user', content }] };
  return JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body });
}

/** Lines of which one in ten is refused by the server, and one in a hundred is bad. */
export function manyLines(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    if (index % 100 === 50) return `bad line ${index}`;
    return chatLine(`id-${index}`, index % 10 === 3 ? `refuse ${index}` : `text ${index}`);
  });
  return `${lines.join('\n')}\n`;
}

/** The records of a file without ids and times, sorted. */
export function comparable(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  if (lines.pop() !== '') throw new Error(`${file} ends within a line.`);
  return lines
    .map((line) => JSON.stringify(JSON.parse(line), (name, value) => (VARYING.has(name) ? undefined : value)))
    .toSorted();
}

const VARYING = new Set(['id', 'request_id', 'created']);

/** Interrupts a command once it has asked for eight lines, and again when it says that it is stopping. Its exit code, and what it printed. */
export async function interruptTwice(child: ChildProcessWithoutNullStreams, server: BatchServer) {
  const printed = text(child.stderr);
  child.stderr.on('data', (data) => String(data).includes('Stopping') && child.kill('SIGINT'));
  await new Promise<void>((resolve) => void server.onAsked(8, resolve));
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  return { code, printed: await printed };
}
