import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';

import { toOwnHeaders } from '../../../../src/http/gateway/app.ts';
import { createOwnHeaders } from '../../../../src/http/gateway/own-headers.ts';

const ORIGIN = 'https://app.example';

describe.each([[undefined], ['*'], [[ORIGIN, 'https://other.example']]] as const)(
  'own headers with cors %j',
  (cors) => {
    test.each([[null], [ORIGIN], ['https://evil.example']])('are those of Hono for the origin %s', async (origin) => {
      const app = new Hono();
      for (const set of toOwnHeaders(cors)) app.use(set);
      app.post('/', (context) => context.body(null));
      const { headers } = await app.request('/', { method: 'POST', headers: origin === null ? {} : { origin } });

      expect(createOwnHeaders(cors)(origin)).toEqual(Object.fromEntries(headers));
    });
  },
);
