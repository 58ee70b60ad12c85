import { isLoopback } from '../../base/hosts.ts';

/** Whether a `Host` header names this machine by a name that no one else's DNS can give it. */
export function isLoopbackHost(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname, host: whole, username, pathname } = new URL(`http://${host}`);
  // `a@localhost` and `localhost/x` parse, but are no hosts.
  if (username !== '' || pathname !== '/' || whole === '') return false;
  return isLoopback(hostname);
}
