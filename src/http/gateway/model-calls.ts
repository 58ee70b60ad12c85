/** Calls of models, from the request to its response, by plain values: the gateway's routes that matter for speed, without Hono. */
import { APIUserAbortError, EasyLLMError } from '../../base/errors.ts';
import type { Places } from '../../net/places.ts';
import type { PlainRequest, PlainResponse } from '../plain.ts';
import { toHttpError, toPlainError } from '../responses.ts';
import { routesAt } from '../routes.ts';
import type { BodyOperation } from '../routes.ts';
import { AccessRecord } from './access.ts';
import type { Sinks } from './access.ts';
import type { Admit } from './admission.ts';
import type { AdmittedRequest } from './answer.ts';
import { recordExchange } from './exchange-log.ts';
import type { KeyMeter } from './key-meter.ts';
import type { LoggedExchange } from './logged-exchange.ts';
import { takePlace } from './limits.ts';
import { meterCall } from './metering.ts';
import { createOwnHeaders } from './own-headers.ts';
import { createReception } from './reception.ts';
import { toRefusal } from './refusal.ts';
import { toRequestId } from './request-id.ts';
import type { GatewayOptions } from './settings.ts';

const DEFAULT_MAX_BODY_BYTES = 10_000_000;

export interface ModelCalls {
  /** Which operation a request asks for; undefined for one that has no body for a model: it is for other routes. */
  operationOf(asked: Pick<PlainRequest, 'method' | 'pathname'>): BodyOperation | undefined;
  /** Never rejects. `destroy` closes the caller's connection. */
  answer(request: PlainRequest, operation: BodyOperation, destroy?: () => void): Promise<PlainResponse>;
}

interface ModelCallParts extends Pick<GatewayOptions, 'cors' | 'maxBodyBytes'> {
  admit: Admit;
  sinks: Sinks;
  exchangeLog: ((exchange: LoggedExchange) => void) | undefined;
  places: Places | undefined;
  meters: ReadonlyMap<string, KeyMeter>;
  answer: (admitted: AdmittedRequest) => Promise<PlainResponse>;
  onFailure: (error: unknown) => void;
}

type Call = AdmittedRequest & { operation: BodyOperation };

export function createModelCalls(parts: ModelCallParts): ModelCalls {
  const { admit, cors, exchangeLog, places, meters, sinks, onFailure } = parts;
  const toOwnHeaders = createOwnHeaders(cors);
  const receive = createReception(parts.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);

  /** Takes a place and counts for its key. */
  const answerCounted = async (call: Call & { body: string }): Promise<PlainResponse> => {
    const full = takePlace(places, call.access);
    if (full !== undefined) return full;
    const counted = await meterCall(meters, call);
    if (counted === undefined) return parts.answer(call);
    if ('refusal' in counted) return counted.refusal;
    call.access.onEnd(counted.end);
    const response = await parts.answer(call);
    Object.assign(response.headers, counted.headers);
    return response;
  };

  const answerAdmitted = async (call: Call): Promise<PlainResponse> => {
    const { request, requestId, holder } = call;
    const body = await receive(request);
    if (typeof body !== 'string') return toRefusal(body, body.status === 429 ? { 'retry-after': '1' } : {});
    const response = await answerCounted({ ...call, body });
    if (exchangeLog === undefined) return response;
    const asked = { requestId, key: holder?.name, path: request.pathname.slice(0, 512), request: body };
    return recordExchange(exchangeLog, asked, response);
  };

  const answerAny = async (call: Omit<Call, 'holder'>): Promise<PlainResponse> => {
    const { request, access, operation } = call;
    try {
      const admission = await admit(request);
      if ('refusal' in admission) return admission.refusal;
      const { holder } = admission;
      access.key = holder?.name;
      return await answerAdmitted({ holder, ...call });
    } catch (error) {
      // Of its body: what fails later is answered by the handler.
      if (EasyLLMError.isInstance(error)) {
        access.outcome = { operation, error, isCancelled: request.signal.aborted };
        return toPlainError(toHttpError(error, 'stranger'));
      }
      if (request.signal.aborted) return toPlainError(toHttpError(new APIUserAbortError()));
      onFailure(error);
      return toPlainError(toHttpError(error, 'stranger'));
    }
  };

  return {
    operationOf: ({ method, pathname }) => (method === 'POST' ? routesAt(pathname).post : undefined),
    async answer(request, operation, destroy) {
      const requestId = toRequestId(request.header('x-request-id'));
      const access = new AccessRecord({ requestId, method: request.method, path: request.pathname }, sinks);
      const response = await answerAny({ request, requestId, access, operation, destroy });
      Object.assign(response.headers, toOwnHeaders(request.header('origin')), { 'x-request-id': requestId });
      access.endUnhandled(response.status);
      return response;
    },
  };
}
