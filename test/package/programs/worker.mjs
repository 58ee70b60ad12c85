/** The gateway as a Worker. */
import { createGateway } from 'easyllm/gateway';

export default {
  fetch: (request, env) =>
    createGateway({ apiBase: env.API_BASE, promptBuilder: 'chatml', auth: 'none' }).fetch(request),
};
