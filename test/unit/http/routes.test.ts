import { describe, expect, test } from 'vitest';

import { routesAt } from '../../../src/http/routes.ts';

describe('routesAt', () => {
  test.each<[path: string, post: string | undefined, get: object | undefined]>([
    ['/v1/chat/completions', 'chat', undefined],
    ['/v1/completions', 'complete', undefined],
    ['/openai/v1/embeddings///', 'embed', undefined],
    ['/v1/models', undefined, { name: 'models' }],
    ['/v1/models/', undefined, { name: 'models' }],
    ['/models', undefined, { name: 'models' }],
    ['/v1/models/org/model', undefined, { name: 'model', id: 'org/model' }],
    ['/v1/models/org%2Fmodel', undefined, { name: 'model', id: 'org/model' }],
    ['/v1/models/%', undefined, { name: 'model', id: '%' }],
    ['/models/v1/models/a', undefined, { name: 'model', id: 'a' }],
    ['/v1/modelsof/v1/models/a', undefined, { name: 'model', id: 'a' }],
    ['/v1/models/models/health', undefined, { name: 'model', id: 'models/health' }],
    ['/x/health', undefined, { name: 'health' }],
    ['/', undefined, undefined],
    ['', undefined, undefined],
    ['/v1/modelss', undefined, undefined],
  ])('reads %j', (path, post, get) => {
    expect(routesAt(path)).toEqual({ post, get });
  });
});
