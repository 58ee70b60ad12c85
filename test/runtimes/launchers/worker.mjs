// workerd: `workerd test` asks the worker, as it asks itself over HTTP.
import { runContract } from './contract.mjs';

export default {
  async fetch(request, { baseUrl }) {
    await runContract(baseUrl);
    return new Response();
  },
  async test(controller, { self }) {
    await self.fetch('http://worker/');
  },
};
