import { describe, expect, test } from 'vitest';

import { APIConnectionError } from '../../../src/base/errors.ts';
import { toRedirected } from '../../../src/net/redirect.ts';

const POST = {
  url: 'https://tgi.test/generate?key=1',
  method: 'POST',
  headers: {
    accept: 'application/json',
    authorization: 'Bearer hf_x',
    cookie: 'c',
    'content-type': 'application/json',
  },
  body: '{"inputs":"Hi"}',
};

describe('toRedirected', () => {
  test.each([
    [301, 'GET'],
    [302, 'GET'],
    [303, 'GET'],
    [307, 'POST'],
    [308, 'POST'],
  ])('makes of %i after a POST a %s', (status, method) => {
    const redirected = toRedirected(POST, { status, location: '/other' });

    expect(redirected).toMatchObject({ url: 'https://tgi.test/other', method });
    expect(redirected?.body).toBe(method === 'POST' ? POST.body : undefined);
    expect(redirected?.headers['content-type']).toBe(method === 'POST' ? 'application/json' : undefined);
  });

  test.each([301, 302, 307, 308])('leaves a GET one at %i', (status) => {
    const { body: _, ...get } = { ...POST, method: 'GET' };

    expect(toRedirected(get, { status, location: '/other' })).toMatchObject({ method: 'GET' });
  });

  test.each([200, 300, 304, 305, 400])('makes nothing of %i', (status) => {
    expect(toRedirected(POST, { status, location: '/other' })).toBeUndefined();
  });

  test('makes nothing of a redirect that says not where', () => {
    expect(toRedirected(POST, { status: 302, location: null })).toBeUndefined();
  });

  test.each([
    ['https://tgi.test/other', true],
    ['https://tgi.test:444/other', false],
    ['http://tgi.test/other', false],
    ['https://other.test/', false],
    ['//other.test/', false],
  ])('to %s keeps what is meant for the origin: %s', (location, isKept) => {
    const { headers = {} } = toRedirected(POST, { status: 307, location }) ?? {};

    expect(['authorization' in headers, 'cookie' in headers]).toEqual([isKept, isKept]);
    expect(headers['accept']).toBe('application/json');
  });

  test.each(['ftp://tgi.test/', 'https://', 'javascript:alert(1)'])('refuses %s', (location) => {
    expect(() => toRedirected(POST, { status: 302, location })).toThrow(APIConnectionError);
  });
});
