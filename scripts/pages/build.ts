/** Makes the gateway's pages of their readable sources: each a document, with its style and script inside, and the policy that allows no others. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** What a page is made of, in this folder. */
interface Source {
  html: string;
  styles: readonly string[];
  script?: string;
  /** What it may load, besides its own style and script. */
  allowed?: Readonly<Record<string, string>>;
}

const CHAT: Source = {
  html: 'chat/index.html',
  styles: ['base', 'controls', 'panel', 'conversation', 'composer', 'code'].map((name) => `chat/styles/${name}.css`),
  script: 'chat/main.ts',
  // Images are what the user attaches.
  allowed: { 'img-src': 'data:', 'connect-src': "'self'" },
};

/** Swagger UI writes styles of its own into the page, and has pictures in its style. */
const DOCS: Source = {
  html: 'docs/index.html',
  styles: ['docs/style.css'],
  script: 'docs/main.ts',
  allowed: {
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
    'connect-src': "'self'",
  },
};

const MISSING: Source = { html: 'docs/missing.html', styles: ['docs/missing.css'], allowed: { 'img-src': 'data:' } };

/** The texts of `generated/gateway.….ts`, by the names of the files. */
export async function generatePages(): Promise<ReadonlyMap<string, string>> {
  const [chat, docs, missing] = await Promise.all([CHAT, DOCS, MISSING].map(buildPage));
  return new Map([
    ['gateway.page.ts', toModule(`${toConstant('page', 'The chat', chat)}`)],
    [
      'gateway.docs.ts',
      toModule(
        `${toConstant('docs', 'The API reference', docs)}\n${toConstant('missingDocs', 'What is there without its renderer', missing)}`,
      ),
    ],
  ]);
}

type Page = Record<'html' | 'policy', string>;

function toConstant(name: string, what: string, page: Page | undefined): string {
  return `/** ${what}: a document, and its \`Content-Security-Policy\`. */\nexport const ${name}: { html: string; policy: string } =\n  ${JSON.stringify(page)};\n`;
}

function toModule(text: string): string {
  return `// Generated from scripts/pages/ by \`npm run generate\`. Do not edit.\n${text}`;
}

async function buildPage({ html, styles, script: scriptFile, allowed = {} }: Source): Promise<Page> {
  const style = squeeze(
    styles
      .map(readSource)
      .join('\n')
      .replaceAll(/\/\*[^]*?\*\//g, ''),
  );
  const script = scriptFile === undefined ? undefined : await bundle(scriptFile);
  if (script !== undefined && /<\/script|<!--/i.test(script))
    throw new Error(`${scriptFile} would end its own element.`);
  const document = squeeze(readSource(html))
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script type="module">${script ?? ''}</script>`);
  return { html: document, policy: toPolicy({ style, script, allowed }) };
}

/** Only these very texts run, and what is allowed besides. A hash would switch off `'unsafe-inline'`. */
function toPolicy({
  style,
  script,
  allowed,
}: {
  style: string;
  script: string | undefined;
  allowed: NonNullable<Source['allowed']>;
}): string {
  const { 'script-src': scripts = '', 'style-src': styles = toHash(style), ...others } = allowed;
  const rules = {
    'default-src': "'none'",
    ...(script !== undefined && { 'script-src': `${toHash(script)} ${scripts}`.trim() }),
    'style-src': styles,
    ...others,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

function toHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

async function bundle(file: string): Promise<string> {
  const build = await rolldown({ input: fileURLToPath(new URL(file, import.meta.url)), platform: 'browser' });
  const { output } = await build.generate({ format: 'esm', minify: true, comments: false });
  await build.close();
  const [{ code }] = output;
  return code.trim();
}

function readSource(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Without indentation and empty lines, which no text of these sources depends on. */
function squeeze(text: string): string {
  return text.replaceAll(/\n\s*/g, '\n').trim();
}
