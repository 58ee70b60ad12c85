/** Callers of a gateway over HTTP, each with its key. */

export const CHAT = { messages: [{ role: 'user', content: 'Knock knock.' }] };

export interface Asking {
  /** A chat unless another path is given. */
  post(body: object, path?: string): Promise<Response>;
  get(path: string): Promise<Response>;
}

/** Asks with a key; without one none is sent. */
export function ask(url: string, key?: string): Asking {
  const authorization: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return {
    post: async (body, path = '/v1/chat/completions') =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify(body),
      }),
    get: async (path) => fetch(url + path, { headers: authorization }),
  };
}
