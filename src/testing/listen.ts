import type { Server as HttpServer } from 'node:http';
import type { Server } from './prism.ts';

/** Listens on loopback; port 0 takes a free one. Rejects where the port is taken. */
export async function listen(server: HttpServer, port = 0): Promise<Server> {
  await new Promise<void>((listening, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
