// workerd: `workerd test` asks the worker, as it asks itself over HTTP.
import { runContract } from './contract.mjs';

/** What answers the requests that the contract hands over, by their number. */
const handles = [];

export default {
  async fetch(request, { baseUrl, self }) {
    const key = request.headers.get('x-handle');
    if (key !== null) return handles[key](request);
    // Over HTTP again: workerd answers each request on its own, and drops what it does when who asked has gone.
    await runContract(baseUrl, (handle, { url, method, headers, body, signal }) => {
      const marked = new Headers(headers);
      marked.set('x-handle', String(handles.push(handle) - 1));
      return self.fetch(url, { method, headers: marked, body, signal });
    });
    return new Response();
  },
  async test(controller, { self }) {
    await self.fetch('http://worker/');
  },
};
