/** `/v1/files` and `/v1/batches`, each caller's under its key. */
import type { Context, MiddlewareHandler } from 'hono';
import { toBatchRequest, toListQuery } from '../../../batch/batch-request.ts';
import type { BatchService, FileContent, Owner } from '../../../batch/service.ts';
import { EasyLLMError } from '../../../base/errors.ts';
import type { Audience } from '../../responses.ts';
import { toErrorResponse, toHttpError, toJsonResponse } from '../../responses.ts';
import { readBody } from '../../body.ts';
import { toPlainRequest } from '../../plain.ts';
import type { ReceivedEnv } from '../reception.ts';
import { refuse } from '../refusal.ts';
import type { FileOperation } from '../../routes.ts';
import { createReceiver, readSmallBody } from './upload.ts';

type Methods = Readonly<Partial<Record<'GET' | 'POST' | 'DELETE', FileOperation>>>;

/** By the end of a path: what stands before is a client's own. */
const ROUTES: readonly (readonly [RegExp, Methods])[] = [
  [/\/files$/, { GET: 'listFiles', POST: 'createFile' }],
  [/\/files\/([^/]+)$/, { GET: 'retrieveFile', DELETE: 'deleteFile' }],
  [/\/files\/([^/]+)\/content$/, { GET: 'downloadFile' }],
  [/\/batches$/, { GET: 'listBatches', POST: 'createBatch' }],
  [/\/batches\/([^/]+)$/, { GET: 'retrieveBatch' }],
  [/\/batches\/([^/]+)\/cancel$/, { POST: 'cancelBatch' }],
];

const MOST_FILES = 10_000;
const MOST_BATCHES = 100;

export interface ServedBatches {
  service: BatchService;
  audience: Audience;
  /** Origins of pages that may ask, besides the gateway's own. */
  cors: readonly string[] | '*' | undefined;
  onFailure: (error: unknown) => void;
}

interface Asked {
  readonly request: Request;
  readonly owner: Owner;
  readonly id: string;
}

type Answers = Readonly<Record<FileOperation, (asked: Asked) => Promise<unknown>>>;

/** Answers the routes of files and batches; other requests go on. */
export function serveBatches({ service, audience, cors, onFailure }: ServedBatches): MiddlewareHandler<ReceivedEnv> {
  const answers = createAnswers(service);
  return async (context, next) => {
    const found = findRoute(context.req.path);
    if (found === undefined) return next();
    const { methods, id } = found;
    const method = context.req.method === 'HEAD' ? 'GET' : context.req.method;
    const operation = isOffered(method) ? methods[method] : undefined;
    if (operation === undefined) return refuseMethod(context, methods);
    if (isForeignPage(context, cors)) return refuse(FOREIGN_PAGE);
    const { access, holder } = context.var;
    access.outcome = { operation };
    try {
      const owner = holder?.owner ?? '';
      const answer = await answers[operation]({ request: context.req.raw, owner, id });
      return answer instanceof Response ? answer : toJsonResponse(answer);
    } catch (error) {
      access.outcome = { operation, error, isCancelled: context.req.raw.signal.aborted };
      if (!EasyLLMError.isInstance(error)) onFailure(error);
      return toErrorResponse(toHttpError(error, audience));
    }
  };
}

function createAnswers({ files, batches }: BatchService): Answers {
  const receive = createReceiver(files);
  const query = ({ request }: Asked, most: number) =>
    toListQuery(Object.fromEntries(new URL(request.url).searchParams), most);
  return {
    createFile: ({ request, owner }) => receive(request, owner),
    listFiles: async (asked) => files.list(asked.owner, query(asked, MOST_FILES)),
    retrieveFile: ({ owner, id }) => files.retrieve(owner, id),
    deleteFile: ({ owner, id }) => files.delete(owner, id),
    downloadFile: async ({ request, owner, id }) => toDownload(request, await files.content(owner, id)),
    async createBatch({ request, owner }) {
      const body = await readBody(toPlainRequest(request), await readSmallBody(request));
      toBatchRequest(body);
      return batches.create(owner, body);
    },
    listBatches: async (asked) => batches.list(asked.owner, query(asked, MOST_BATCHES)),
    retrieveBatch: ({ owner, id }) => batches.retrieve(owner, id),
    cancelBatch: ({ owner, id }) => batches.cancel(owner, id),
  };
}

function findRoute(path: string): { methods: Methods; id: string } | undefined {
  for (const [pattern, methods] of ROUTES) {
    const match = pattern.exec(path);
    if (match !== null) return { methods, id: match[1] ?? '' };
  }
  return undefined;
}

function isOffered(method: string): method is keyof Methods {
  return method === 'GET' || method === 'POST' || method === 'DELETE';
}

/** The bytes as they are read from where they are kept: no more than the caller takes. */
function toDownload(request: Request, { file, bytes }: FileContent): Response {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(file.bytes) };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const pieces = bytes[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}

/**
 * A page in a browser may send a form to any address without being asked. Browsers say which page it is, and no other client does; the
 * page's own gateway and those of `cors` are let through.
 */
function isForeignPage(context: Context, cors: ServedBatches['cors']): boolean {
  const origin = context.req.header('origin');
  if (origin === undefined || context.req.method === 'GET' || context.req.method === 'HEAD') return false;
  if (cors === '*' || cors?.includes(origin) === true) return false;
  return !URL.canParse(origin) || new URL(origin).host !== context.req.header('host');
}

const FOREIGN_PAGE = {
  status: 403,
  type: 'permission_error',
  code: 'forbidden',
  message: 'This web page may not change files and batches here. Name its origin in `cors` to let it.',
};

function refuseMethod({ req }: Context, methods: Methods): Response {
  const offered = Object.keys(methods).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const allow = { allow: [...offered, 'OPTIONS'].join(', ') };
  if (req.method === 'OPTIONS') return new Response(null, { status: 204, headers: allow });
  const message = `${req.method} ${req.path.slice(0, 200)} is not offered. Use ${allow.allow}.`;
  return refuse({ status: 405, code: 'method_not_allowed', message }, allow);
}
