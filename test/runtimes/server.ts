/** The server of one run of the contract: it plays the scripts that behaviours send it, says what it was asked, and collects results. */
import { setTimeout as wait } from 'node:timers/promises';
import type { FakeAnswer, FakeRequest, FakeStep, startFakeTgi } from 'easyllm/testing';
import type { Result } from './contract.ts';
import type { Answer, SeenRequest, Surroundings } from './contract/protocol.ts';
import { CONTROL } from './contract/protocol.ts';

export interface ContractServer {
  url: string;
  results: readonly Result[];
  /** Resolves when the contract has been run to its end. */
  ended: Promise<void>;
  readonly isComplete: boolean;
  close(): Promise<void>;
}

export interface ServerOptions {
  start: typeof startFakeTgi;
  surroundings: Pick<Surroundings, 'loginToken' | 'lacksEnvironment'>;
  /** The script of the page at `/`. */
  page: string;
  /** How long the runtime may take to close a connection that is given up. */
  closesWithinMs: number;
}

/** A script, and what became of it. */
interface Played {
  script: readonly Answer[];
  requests: SeenRequest[];
  openAnswers: number;
}

/** What a page may be asked by another origin's. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'accept, authorization, content-type',
};

/** No `eval`, as on pages of careful people; requests to loopback only. */
const PAGE_POLICY = "default-src 'none'; script-src 'self'; connect-src http://127.0.0.1:*";

export async function startContractServer({
  start,
  surroundings,
  page,
  closesWithinMs,
}: ServerOptions): Promise<ContractServer> {
  const results: Result[] = [];
  const played: Played[] = [];
  let isComplete = false;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = () => {
      isComplete = true;
      resolve();
    };
  });

  const control: Readonly<Record<string, (body: string) => unknown>> = {
    [CONTROL.surroundings]: () => ({ ...surroundings, otherOrigin: other.url, deadUrl }),
    [CONTROL.scripts]: (body) => String(played.push({ script: JSON.parse(body), requests: [], openAnswers: 0 }) - 1),
    [CONTROL.results]: (body) => results.push(JSON.parse(body)),
    [CONTROL.end]: end,
  };

  function answer(request: FakeRequest): FakeAnswer {
    const { method, path, body } = request;
    if (method === 'OPTIONS') return { status: 204, headers: CORS };
    if (path === '/') return toPage();
    if (path === '/page.js') return { headers: { 'content-type': 'text/javascript' }, steps: [{ send: page }] };
    const own = control[path];
    if (own !== undefined) return toJson(own(body));
    const [, key = '', question] = /^(?:\/-\/scripts)?\/(\d+)(.*)$/.exec(path) ?? [];
    const scene = played[Number(key)];
    if (key === '' || scene === undefined) return { status: 404 };
    if (!path.startsWith(CONTROL.scripts)) return play(scene, request);
    return question === '/idle' ? { steps: tellIdle(scene, closesWithinMs) } : toJson(scene.requests);
  }

  const server = await start({ script: answer });
  const other = await start({ script: answer });
  const dead = await start({ script: [] });
  const deadUrl = dead.url;
  await dead.close();

  return {
    url: server.url,
    results,
    ended,
    get isComplete() {
      return isComplete;
    },
    async close() {
      await Promise.all([server.close(), other.close()]);
    },
  };
}

function toPage(): FakeAnswer {
  const headers = { 'content-type': 'text/html', 'content-security-policy': PAGE_POLICY };
  return { headers, steps: [{ send: '<!doctype html><script type="module" src="/page.js"></script>' }] };
}

function toJson(value: unknown): FakeAnswer {
  return { steps: [{ send: JSON.stringify(value ?? null) }] };
}

function play(scene: Played, { method, path, headers, body, at }: FakeRequest): FakeAnswer {
  const seen = { method, path: path.replace(/^\/\d+/, ''), headers: Object.fromEntries(headers), body, at };
  const index = scene.requests.push(seen) - 1;
  const { status = 200, headers: own, steps = [] } = scene.script[Math.min(index, scene.script.length - 1)] ?? {};
  return { status, headers: { ...CORS, ...own }, steps: counted(steps, scene) };
}

/** The steps of an answer, which is open until the last one is taken or its connection is closed. */
async function* counted(steps: Iterable<FakeStep>, scene: Played): AsyncGenerator<FakeStep> {
  scene.openAnswers += 1;
  try {
    yield* steps;
  } finally {
    scene.openAnswers -= 1;
  }
}

async function* tellIdle(scene: Played, limitMs: number): AsyncGenerator<FakeStep> {
  const end = performance.now() + limitMs;
  while (scene.openAnswers > 0 && performance.now() < end) await wait(5);
  yield { send: JSON.stringify(scene.openAnswers === 0) };
}
