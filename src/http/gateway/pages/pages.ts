/** What people see of a gateway in a browser: a chat at `/`, and the API reference at `/docs`. Both are loaded when they are asked for. */
import type { Context } from 'hono';
import type { Hono } from 'hono/tiny';
import { createLoader } from '../../../base/once.ts';
import type { ReceivedEnv } from '../reception.ts';

const loadAbout = createLoader(() => import('./about.ts'));
const loadPage = createLoader(() => import('../../../../generated/gateway.page.ts'));
const loadDocs = createLoader(() => import('./docs.ts'));

interface PageOptions {
  /** Whether there are pages. Default: there are. */
  ui?: boolean | undefined;
  hasMetrics: boolean;
}

/** Adds what asks for no key: the pages hold no secret, and what they ask for goes by the same keys as every other call. */
export function addPages(app: Hono<ReceivedEnv>, { ui = true, hasMetrics }: PageOptions): void {
  app.get('/', async (context) => {
    if (ui && asksForPage(context)) return toPage((await loadPage()).page);
    const { describeGateway } = await loadAbout();
    return context.json(describeGateway({ ui, hasMetrics }), 200, { vary: 'accept' });
  });
  if (!ui) return;
  app.get('/docs', async () => toPage(await (await loadDocs()).readDocs()));
  app.get('/docs/:file', async (context, next) => {
    const file = await (await loadDocs()).readDocsFile(context.req.param('file'));
    return file === undefined ? next() : new Response(file.content, { headers: { 'content-type': file.type } });
  });
}

/** Browsers name HTML among what they accept; programs accept anything, or JSON. */
function asksForPage({ req }: Context): boolean {
  return /(?:^|,)\s*text\/html\s*(?:[,;]|$)/i.test(req.header('accept') ?? '');
}

function toPage({ html, policy }: { html: string; policy: string }): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      vary: 'accept',
    },
  });
}
