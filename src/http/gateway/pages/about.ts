/** What a gateway tells of itself to programs that ask for `/`. */
import { routes } from '../../../../generated/openai.routes.ts';
import { version } from '../../../../generated/package.ts';

interface About {
  name: 'easyllm';
  version: string;
  /** Each as `POST /v1/chat/completions`. */
  routes: string[];
}

export function describeGateway({ ui, hasMetrics }: { ui: boolean; hasMetrics: boolean }): About {
  const ofModels = Object.values(routes).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  const own = ['GET /openapi.json', ...(hasMetrics ? ['GET /metrics'] : []), ...(ui ? ['GET /docs'] : [])];
  return { name: 'easyllm', version, routes: [...ofModels, ...own] };
}
