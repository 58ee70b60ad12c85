/** The examples of the specs as handlers of MSW: one for each operation, each answering as the mocks of Prism do. */
import { http, HttpResponse } from 'msw';
import type { HttpHandler } from 'msw';
import type { ExampleName as OpenAIExample } from '../../generated/openai.examples.ts';
import type { ExampleName as TeiExample } from '../../generated/tei.examples.ts';
import type { ExampleName as TgiExample } from '../../generated/tgi.examples.ts';
import type { ExampleName as VllmExample } from '../../generated/vllm.examples.ts';
import { isObject, tryParse } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { didYouMean } from '../base/spelling.ts';
import { EVENT_STREAM } from './examples.ts';
import type { SpecName } from './prism.ts';
import type { ShownAnswer, ShownRoute } from './shown-routes.ts';
import { readShownRoutes } from './shown-routes.ts';

/** Which requests are answered, and how. */
export interface HandlerOptions<Example extends string> {
  /** The address of the server that is played: what the client under test is given. */
  apiBase: string;
  /** What operations that show this example answer, errors among them. Default: the first good one. A `Prefer` header wins. */
  example?: Example | undefined;
}

/** TGI: every operation of `openapi/tgi.yaml`. */
export function tgiHandlers(options: HandlerOptions<TgiExample>): HttpHandler[] {
  return toHandlers('tgi', options);
}

/** TEI: every operation of `openapi/tei.yaml`. */
export function teiHandlers(options: HandlerOptions<TeiExample>): HttpHandler[] {
  return toHandlers('tei', options);
}

/** vLLM: every operation of `openapi/vllm.yaml`. */
export function vllmHandlers(options: HandlerOptions<VllmExample>): HttpHandler[] {
  return toHandlers('vllm', options);
}

/** A server in OpenAI's shape: every operation of `openapi/openai.yaml`. The routes are under `/v1`. */
export function openaiHandlers(options: HandlerOptions<OpenAIExample>): HttpHandler[] {
  return toHandlers('openai', options);
}

function toHandlers(spec: SpecName, { apiBase, example }: HandlerOptions<string>): HttpHandler[] {
  const routes = readShownRoutes(spec);
  const names = [...new Set(routes.flatMap(({ answers }) => answers.map(({ name }) => name)))];
  if (example !== undefined && !names.includes(example)) {
    const said = `openapi/${spec}.yaml shows no example ${JSON.stringify(example)}.${didYouMean(example, names, '"')}`;
    throw new ConfigurationError(said, { param: 'example' });
  }
  const base = apiBase.replace(/\/+$/, '');
  return routes.map((route) =>
    http[route.method](base + route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async ({ request }) => {
      const wish = readWish(request.headers.get('prefer') ?? '');
      const wantsEvents = await asksForEvents(request);
      const answer = choose(route, {
        ...wish,
        example: wish.example ?? example,
        isForced: 'example' in wish,
        wantsEvents,
      });
      return toResponse(answer, route, wish.example);
    }),
  );
}

interface Wish {
  readonly example?: string;
  readonly code?: string;
}

/** What `Prefer: code=429, example=overloaded` asks for. */
function readWish(prefer: string): Wish {
  const wishes = [...prefer.matchAll(/\b(code|example)="?([\w-]+)/g)];
  return Object.fromEntries(wishes.map(([, name, value]) => [name, value]));
}

async function asksForEvents(request: Request): Promise<boolean> {
  if (request.headers.get('accept')?.startsWith(EVENT_STREAM) === true) return true;
  const body = tryParse(await request.clone().text());
  return isObject(body) && body['stream'] === true;
}

interface Choice extends Omit<Wish, 'example'> {
  readonly example: string | undefined;
  /** The request itself asks for the example: another one is no answer. */
  readonly isForced: boolean;
  readonly wantsEvents: boolean;
}

function choose({ answers }: ShownRoute, { example, code, isForced, wantsEvents }: Choice): ShownAnswer | undefined {
  // Where there is a stream too, only one of both is an answer to the request.
  const isEither = (status: number) =>
    new Set(answers.filter((other) => other.status === status).map(({ mediaType }) => mediaType === EVENT_STREAM))
      .size > 1;
  const fitting = answers.filter(
    ({ status, mediaType }) => !isEither(status) || (mediaType === EVENT_STREAM) === wantsEvents,
  );
  const ofCode = code === undefined ? fitting : fitting.filter(({ status }) => String(status) === code);
  const named = ofCode.find(({ name }) => name === example);
  if (named !== undefined || (isForced && example !== undefined)) return named;
  return code === undefined ? ofCode.find(({ status }) => status < 300) : ofCode[0];
}

function toResponse(answer: ShownAnswer | undefined, { answers }: ShownRoute, asked: string | undefined): Response {
  if (answer === undefined) {
    const examples = [...new Set(answers.map(({ name }) => name))];
    const detail = `This operation shows no such example${asked === undefined ? '' : ` "${asked}"`}. There are ${examples.join(', ')}.`;
    return HttpResponse.json({ detail, examples }, { status: 404 });
  }
  const { status, mediaType, headers, value } = answer;
  if (mediaType === undefined) return new HttpResponse(null, { status, headers });
  const body = mediaType === 'application/json' ? JSON.stringify(value) : String(value);
  return new HttpResponse(body, { status, headers: { ...headers, 'content-type': mediaType } });
}
