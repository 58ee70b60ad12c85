/** A relay on loopback that counts the connections which go through it. */
import { connect, createServer } from 'node:net';

export interface Counted extends AsyncDisposable {
  readonly url: string;
  readonly connections: number;
}

/** Relays to the server at an address; both sides close when one does. */
export async function countConnections(address: string): Promise<Counted> {
  const { hostname, port } = new URL(address);
  let connections = 0;
  const server = createServer((inner) => {
    connections += 1;
    const outer = connect(Number(port), hostname);
    inner.pipe(outer).on('error', () => inner.destroy());
    outer.pipe(inner).on('error', () => outer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('The relay has no port.');
  return {
    url: `http://127.0.0.1:${at.port}`,
    get connections() {
      return connections;
    },
    // Kept connections end with the process.
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}
