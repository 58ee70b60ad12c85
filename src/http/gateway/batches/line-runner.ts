/** Lines of batches as calls of their owners: with the models, the limits and the words that an owner's own requests have. */
import { APIUserAbortError, EasyLLMError } from '../../../base/errors.ts';
import { Abort, onAbort } from '../../../base/abort.ts';
import { isCount, isObject, tryParse } from '../../../base/check.ts';
import { judge, toFailedRecord } from '../../../batch/ask-line.ts';
import type { LineResult } from '../../../batch/ask-line.ts';
import type { BatchLine } from '../../../batch/line.ts';
import type { LineRunner, Owner } from '../../../batch/service.ts';
import type { Places } from '../../../net/places.ts';
import { createBatchRequestId } from '../../../operations/identity.ts';
import type { Outcome } from '../../handled-request.ts';
import type { Handler } from '../../handler.ts';
import type { Audience } from '../../responses.ts';
import { pathOf } from '../../routes.ts';
import { AccessRecord } from '../access.ts';
import type { Sinks } from '../access.ts';
import type { Admitted, KeyMeter } from '../key-meter.ts';
import type { KeySetting } from '../key-settings.ts';
import { holdersByOwner } from '../keys.ts';
import { estimateTokens } from '../token-estimate.ts';

export interface LineRunnerParts {
  keys: readonly KeySetting[];
  meters: ReadonlyMap<string, KeyMeter>;
  handlerFor: (holder: string | undefined) => Handler;
  places: Places | undefined;
  sinks: Sinks;
  audience: Audience;
  onFailure: (error: unknown) => void;
}

export function createLineRunner({ keys, handlerFor, audience, onFailure, ...parts }: LineRunnerParts): LineRunner {
  let known: Promise<ReadonlyMap<Owner, { name: string }>> | undefined;
  const holderOf = async (owner: Owner) => (await (known ??= holdersByOwner(keys))).get(owner);
  return {
    knows: async (owner) => (keys.length === 0 ? owner === '' : (await holderOf(owner)) !== undefined),
    async ask(owner, line, signal) {
      const holder = (await holderOf(owner))?.name;
      const id = createBatchRequestId();
      const path = pathOf(line.operation);
      const admitted = await admit(line, { holder, signal, ...parts });
      const access = new AccessRecord({ requestId: id, method: 'POST', path }, parts.sinks);
      access.key = holder;
      let outcome: Outcome | undefined;
      const response = await handlerFor(holder)(new Request(`http://gateway${path}`, { method: 'POST', signal }), {
        requestId: id,
        hostPlaces: parts.places,
        body: JSON.stringify(line.body),
        onTarget(target) {
          access.target = target;
        },
        onEnd(ended) {
          outcome = ended;
          admitted.end(ended);
          access.end(ended);
          // What is no error of ours is a fault of the gateway, and nothing that a caller is told.
          if (ended.error !== undefined && !EasyLLMError.isInstance(ended.error)) onFailure(ended.error);
        },
      });
      return toResult(line, { id, outcome, response, audience });
    },
  };
}

interface Answered {
  id: string;
  outcome: Outcome | undefined;
  response: Response;
  audience: Audience;
}

async function toResult(line: BatchLine, { id, outcome, response, audience }: Answered): Promise<LineResult> {
  const error = outcome?.error;
  if (APIUserAbortError.isInstance(error)) throw error;
  if (error !== undefined) {
    const record = { ...toFailedRecord(line.custom_id, error, audience), id };
    return { verdict: judge(error), record, tokens: 0, error };
  }
  const body = tryParse(await response.text());
  const record = {
    id,
    custom_id: line.custom_id,
    response: { status_code: response.status, request_id: response.headers.get('x-request-id'), body },
    error: null,
  };
  const usage = isObject(body) ? body['usage'] : undefined;
  const tokens = isObject(usage) ? usage['total_tokens'] : 0;
  return { verdict: response.ok ? 'done' : 'failed', record, tokens: isCount(tokens) ? tokens : 0 };
}

interface Waiting extends Pick<LineRunnerParts, 'meters' | 'places'> {
  holder: string | undefined;
  signal: AbortSignal;
}

/** Waits for what a caller would be told to wait for: a place in the gateway, and the limits of the key. */
async function admit({ body }: BatchLine, { meters, places, holder, signal }: Waiting): Promise<Pick<Admitted, 'end'>> {
  const meter = holder === undefined ? undefined : meters.get(holder);
  for (;;) {
    expectNotAborted(signal);
    // Callers who wait for an answer come first: `hasFree` leaves places for those that were turned away.
    if (places !== undefined && !places.hasFree()) {
      await sleep(PLACE_WAIT_MS, signal);
      continue;
    }
    places?.take();
    const admitted = await meter
      ?.begin(meter.countsTokens ? estimateTokens(body) : undefined)
      .catch((error: unknown) => {
        places?.give();
        throw error;
      });
    if (admitted === undefined || 'end' in admitted) {
      return {
        end(outcome) {
          places?.give();
          admitted?.end(outcome);
        },
      };
    }
    places?.give();
    await sleep(Number(admitted.headers['retry-after'] ?? 1) * 1000, signal);
  }
}

const PLACE_WAIT_MS = 50;

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  const woken = new Abort();
  const forget = onAbort(signal, () => woken.abort());
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    woken.listen(() => {
      clearTimeout(timer);
      resolve();
    });
  });
  forget();
  expectNotAborted(signal);
}

function expectNotAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new APIUserAbortError(undefined, { cause: signal.reason });
}
