/** What belongs together in the site: the guides by the sections of `docs/README.md`, the exports of `easyllm` by what they are for. */
import { readFileSync } from 'node:fs';
import { Comment, CommentTag, Converter } from 'typedoc';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Answers over HTTP that are no chats: `openapi/openai.yaml` names them without `Response`. */
const HTTP_ANSWERS = Object.keys(JSON.parse(read('generated/openai.openapi.json')).components.responses);

/** The first row that fits a name. A name that fits none is a warning, and so an error. */
const CATEGORIES = [
  ['Whole documents of the spec', /^(paths|operations|components|webhooks|_defs|\$defs)$/],
  ['Answers over HTTP', new RegExp(`^(Response(${HTTP_ANSWERS.join('|')})|Header\\w+|Health|Gateway\\w+)$`)],
  ['Files and batches', /^(Batch|File|DeletedFile|Uploadable)/],
  ['Errors', /Error(s|Details|Object|Response)?$/],
  ['Python’s names', /^(huggingface$|HuggingFace)/],
  ['Tracing', /^(Traced|CallName)/],
  ['Tools and typed answers', /^(RunTools|RunnableTool|Tool|Parsed|Schema|StandardSchema|JsonSchema$)/],
  ['Embeddings and rerank', /(Embedding|Rerank)/],
  [
    'Responses',
    /^(Response(?!Info|Format)|ItemQuery|StoredResponse|DeletedResponse|MemoryResponseStore|memoryResponse)/,
  ],
  ['Completions', /^Completion(?!Usage|TokensDetails)/],
  [
    'Client',
    /^(default$|EasyLLM|CallOptions|Create$|APIPromise|WithResponse|ResponseInfo|ApiKey|BackendOption|Fetch|Log(ger|Level)|ModelWait|PassUnknown|PromptBuilderOption|RetryInfo|Model(List)?$|CountedToken|TokenCount|Stream$)/,
  ],
  ['Chat', /^(Chat|.*Grammar$|ResponseFormat|NamedJSON|JsonSchemaConfig)/],
  ['Chat', /^(AllowedTools|Function|Image|Input|LogitBias|Prompt|Seed|Stop|TopLogprob|TgiDetails|Completion)/],
];

/** @param {import('typedoc').Application} app */
export function load(app) {
  const sections = readSections();
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, guide) => {
    const file = `${guide.name.replace(/^.*\//, '')}.md`;
    const { section, summary } = sections.get(file) ?? { section: 'Guides', summary: '' };
    guide.frontmatter = { category: section, summary };
    guide.name = titleOf(guide.content).replaceAll('`', '');
  });
  // The sources are no part of the site: it names their files, without links.
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const { sources } of Object.values(project.reflections)) for (const source of sources ?? []) delete source.url;
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const entry = project.children?.find(({ name }) => name === 'easyllm');
    for (const member of entry?.children ?? []) {
      const [category] = CATEGORIES.find(([, names]) => names.test(member.name)) ?? [];
      if (category === undefined) app.logger.warn(`${member.name} fits no row of docs/reference/groups.js.`);
      else for (const place of member.signatures ?? [member]) addCategory(place, category);
    }
  });
}

/** The first line of a page: a heading, of which code is parts of their own. */
function titleOf(content) {
  const text = content.map((part) => part.text).join('');
  return text.slice(0, text.indexOf('\n')).replace(/^# /, '');
}

function addCategory(place, category) {
  place.comment ??= new Comment();
  place.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: category }]));
}

/** The section of each page in `docs/README.md`, and what is said of it. */
function readSections() {
  let section = '';
  return new Map(
    read('docs/README.md')
      .split('\n')
      .flatMap((line) => {
        section = /^## (.*)$/.exec(line)?.[1] ?? section;
        const [, file, summary] = /^- \[.*?\]\(([\w-]+\.md)\): (.*)$/.exec(line) ?? [];
        return file === undefined ? [] : [[file, { section, summary }]];
      }),
  );
}
