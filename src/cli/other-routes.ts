/** The gateway's routes but its calls of models, by Hono. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '../http/gateway/app.ts';
import type { GatewayParts } from '../http/gateway/parts.ts';

export type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/** `isClosing`: whether the server takes no more requests on its connections. */
export function createOtherRoutes(parts: GatewayParts, isClosing: () => boolean): Listener {
  const app = createApp(parts);
  return getRequestListener(async (request, env) => closing(request, await app.fetch(request, env), isClosing));
}

/**
 * Closes the connection after a response. The rest of a body that is refused is never read, so that no other request can follow it.
 * And a gateway that shuts down would never be idle while a caller keeps asking over one connection: the next one goes elsewhere.
 */
function closing(request: Request, response: Response, isClosing: () => boolean): Response {
  const isUnread = response.status >= 400 && request.method === 'POST' && !request.bodyUsed;
  if (response.status === 413 || isUnread || isClosing()) response.headers.set('connection', 'close');
  return response;
}
