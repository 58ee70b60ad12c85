/**
 * What holds in every runtime. It is run as it is in all of them, against the packed package: nothing here but what the web platform has,
 * and no import but of EasyLLM.
 */
import { ENDS } from './contract/ends.ts';
import { FAILURES } from './contract/failures.ts';
import { HANDLERS } from './contract/handlers.ts';
import { CONTROL, askServer } from './contract/protocol.ts';
import { SHARING } from './contract/sharing.ts';
import { STREAMS } from './contract/streams.ts';
import { WHOLE_ANSWERS } from './contract/whole-answers.ts';
import type { HandOver, World } from './contract/world.ts';
import { Lacking, createWorld, describe, expectEqual } from './contract/world.ts';

export interface Behaviour {
  /** A fact, in the present tense. */
  name: string;
  /** Throws if it does not hold. */
  run(world: World): Promise<void>;
}

export interface Result {
  name: string;
  outcome: 'holds' | 'fails' | 'lacks';
  /** Why it fails, or what the runtime lacks. */
  reason?: string;
}

const LIMIT_MS = 20_000;

/** Rejections that nobody hears of, where the runtime tells of them; elsewhere they end the process, and the contract with it. */
const unheard: string[] = [];

const LAST: Behaviour = {
  name: 'no rejection goes unheard',
  run: async () => expectEqual(unheard, []),
};

export const BEHAVIOURS = [...WHOLE_ANSWERS, ...STREAMS, ...ENDS, ...FAILURES, ...HANDLERS, ...SHARING, LAST];

const handOver: HandOver = async (handle, request) => handle(request);

/** Tries one after the other, and tells the driver at `baseUrl` of each. */
export async function runContract(baseUrl: string, request = handOver): Promise<void> {
  if ('addEventListener' in globalThis) {
    addEventListener('unhandledrejection', (event) => {
      unheard.push(describe(event.reason));
    });
  }
  const world = await createWorld(baseUrl, request);
  for (const behaviour of BEHAVIOURS) await askServer(`${baseUrl}${CONTROL.results}`, await tryOut(behaviour, world));
  await askServer(`${baseUrl}${CONTROL.end}`, null);
}

async function tryOut({ name, run }: Behaviour, world: World): Promise<Result> {
  try {
    await within(LIMIT_MS, run(world));
    return { name, outcome: 'holds' };
  } catch (error) {
    if (error instanceof Lacking) return { name, outcome: 'lacks', reason: error.message };
    return { name, outcome: 'fails', reason: describe(error) };
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${ms} ms`)), ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
