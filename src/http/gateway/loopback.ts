import { isLoopback } from '../../base/hosts.ts';

/** The last one that was asked for: callers send the same again and again, and to parse it takes 6 µs. */
let last = { host: '', isOfThisMachine: false };

/** Whether a `Host` header names this machine by a name that no one else's DNS can give it. */
export function isLoopbackHost(host: string): boolean {
  if (host !== last.host) last = { host, isOfThisMachine: namesThisMachine(host) };
  return last.isOfThisMachine;
}

function namesThisMachine(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname, host: whole, username, pathname } = new URL(`http://${host}`);
  // `a@localhost` and `localhost/x` parse, but are no hosts.
  if (username !== '' || pathname !== '/' || whole === '') return false;
  return isLoopback(hostname);
}
