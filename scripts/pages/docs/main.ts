/** The API reference: reads the document with the key of this tab, and hands it to Swagger UI, which the page has loaded. */
import { find } from '../chat/dom.ts';
import { keepKey, readKey } from '../chat/gateway.ts';

interface Options {
  spec: object;
  domNode: HTMLElement;
  deepLinking: boolean;
  docExpansion: 'list';
  defaultModelsExpandDepth: number;
  validatorUrl: null;
  onComplete(): void;
}
interface Rendered {
  preauthorizeApiKey(scheme: string, key: string): void;
}
declare global {
  /** Of `swagger-ui-bundle.js`. */
  var SwaggerUIBundle: ((options: Options) => Rendered) | undefined;
}

const BASE = new URL('.', location.href).href;
const form = find('ask', HTMLFormElement);

async function show(): Promise<void> {
  const key = readKey();
  const headers: Record<string, string> = key === '' ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(`${BASE}openapi.json`, { headers });
  form.hidden = response.status !== 401;
  if (response.status === 401) return find('key', HTMLInputElement).focus();
  if (!response.ok) return fail(await response.text());
  const document: object = await response.json();
  if (globalThis.SwaggerUIBundle === undefined) return fail('Swagger UI did not load.');
  const ui = globalThis.SwaggerUIBundle({
    // “Try it out” asks this gateway, wherever it is mounted.
    spec: { ...document, servers: [{ url: BASE.replace(/\/$/, '') }] },
    domNode: find('swagger', HTMLElement),
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: -1,
    // Its makers' server would be asked otherwise.
    validatorUrl: null,
    onComplete() {
      if (key !== '') ui.preauthorizeApiKey('bearer', key);
    },
  });
}

function fail(words: string): void {
  const fault = find('fault', HTMLElement);
  fault.textContent = words;
  fault.hidden = false;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  keepKey(find('key', HTMLInputElement).value.trim());
  void show();
});
void show();
