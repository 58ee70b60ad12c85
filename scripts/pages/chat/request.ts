/** The request that the fields of the page stand for. */
import { find } from './dom.ts';
import type { ChatBody } from './gateway.ts';

const NUMBERS = ['temperature', 'top_p', 'max_tokens', 'seed'] as const;

/** The body of a chat with these messages. Throws for a field that holds no number, or no JSON. */
export function toBody(model: string | undefined, messages: readonly unknown[]): ChatBody {
  const system = find('system', HTMLTextAreaElement).value.trim();
  return {
    ...(model !== undefined && { model }),
    messages: [...(system === '' ? [] : [{ role: 'system', content: system }]), ...messages],
    ...readNumbers(),
    stream: true,
    stream_options: { include_usage: true },
    ...readMore(),
  };
}

function readNumbers(): Record<string, number> {
  const given: Record<string, number> = {};
  for (const name of NUMBERS) {
    const field = find(name, HTMLInputElement);
    const text = field.value.trim().replace(',', '.');
    const isNumber = Number.isFinite(Number(text));
    field.toggleAttribute('aria-invalid', !isNumber);
    if (!isNumber) throw new FieldError(`${name} is no number: ${text.slice(0, 40)}`, field);
    if (text !== '') given[name] = Number(text);
  }
  return given;
}

function readMore(): object {
  const field = find('more', HTMLTextAreaElement);
  const fault = find('more-fault', HTMLElement);
  fault.hidden = true;
  if (field.value.trim() === '') return {};
  try {
    const more: unknown = JSON.parse(field.value);
    if (typeof more === 'object' && more !== null && !Array.isArray(more)) return more;
    throw new Error('It is something else than an object: { … }');
  } catch (cause) {
    fault.textContent = cause instanceof Error ? cause.message : String(cause);
    fault.hidden = false;
    throw new FieldError('“More parameters” holds no JSON object.', field);
  }
}

/** A field that has to be changed before anything can be sent. */
export class FieldError extends Error {
  readonly field: HTMLElement;

  constructor(message: string, field: HTMLElement) {
    super(message);
    this.field = field;
  }
}
