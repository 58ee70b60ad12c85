/** Ids and times: minted here, and nowhere else. */
import type { AnswerIdentity } from '../bridge/chat-completion.ts';

export function createIdentity(model: string): AnswerIdentity {
  return { id: createId(), created: Math.floor(Date.now() / 1000), model };
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `hf-${Array.from(bytes, (byte) => ID_ALPHABET[byte % 64]).join('')}`;
}

/** Nine letters and digits: the templates of Mistral's models take no other form. */
export function createCallId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return Array.from(bytes, (byte) => ID_ALPHABET[byte % 62]).join('');
}

/** The server's own id, where it gives one: TGI's is empty. */
export function withId(identity: AnswerIdentity, id: unknown): AnswerIdentity {
  return typeof id === 'string' && id !== '' ? { ...identity, id } : identity;
}
