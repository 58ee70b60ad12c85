/** What becomes of each field of a request for text, as Markdown. */
import { writeTable } from '../markdown.ts';

interface Mark {
  readonly native?: string;
  readonly v1?: string;
}

interface Property {
  readonly description?: string;
  readonly 'x-easyllm'?: string | Mark;
}

/** The bundled document, as far as it is read here. */
export interface ParameterDocument {
  readonly components: {
    readonly schemas: Readonly<
      Record<'ChatCompletionRequest' | 'CompletionRequest', { readonly properties: Readonly<Record<string, unknown>> }>
    >;
  };
}

const HEAD = ['field', 'in', 'TGI’s native API', 'TGI’s `/v1`', 'other servers', 'what it is'];

/** What the words of marks mean, by the columns of the servers. */
const WORDS: Readonly<Record<string, readonly [native: string, v1: string, others: string]>> = {
  translated: ['translated', 'translated', 'translated'],
  ignored: ['changes nothing', 'changes nothing', 'sent'],
  refused: ['refused', 'refused', 'sent'],
  passed: ['refused', 'refused', 'sent'],
  operator: ['refused', 'refused', 'sent; over HTTP where `passUnknown` names it'],
};

/** One row a field, in the order of the spec. */
export function writeFields({ components: { schemas } }: ParameterDocument): string {
  const chat = schemas.ChatCompletionRequest.properties;
  const text = schemas.CompletionRequest.properties;
  const names = [...new Set([...Object.keys(chat), ...Object.keys(text)])];
  const rows = names.map((name) => {
    const property = (chat[name] ?? text[name]) as Property;
    const requests = [...(name in chat ? ['chat'] : []), ...(name in text ? ['completion'] : [])];
    return [`\`${name}\``, requests.join(', '), ...toServers(name, property['x-easyllm']), toMeaning(property)];
  });
  return writeTable(HEAD, rows);
}

function toServers(name: string, mark: string | Mark = 'translated'): readonly string[] {
  if (typeof mark === 'string') return WORDS[mark] ?? ['–', '–', '–'];
  const { native, v1 } = mark;
  const toCell = (sent: string | undefined) => {
    if (sent === undefined) return 'refused';
    return sent === name ? 'sent' : `as \`${sent}\``;
  };
  // A conversation and its model are no parameters of the native API: the prompt is made of one, and the address of the other.
  return [native === undefined ? 'translated' : toCell(native), toCell(v1), 'sent'];
}

/** The first sentence of the description. */
function toMeaning({ description = '' }: Property): string {
  const [first = ''] = description.replaceAll(/\s+/g, ' ').split(/(?<=\.)\s(?=[A-Z`])/, 1);
  return first.replaceAll('|', '\\|');
}
