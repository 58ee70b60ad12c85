/** What docs/prompts.md and docs/from-python.md repeat of the formats, as Markdown. */
import * as prompts from '../../src/prompt.ts';
import type { PromptFormatName, PromptMessage } from '../../src/prompt.ts';
import { formats } from '../../src/prompt/formats.ts';
import type { PromptFormat } from '../../src/prompt/prompt-format.ts';
import { writeTable } from '../markdown.ts';
import type { FormatComment } from './comments.ts';

const NAMES = Object.keys(formats) as PromptFormatName[];

/** The conversation that docs/prompts.md shows before the formats. */
const CONVERSATION: readonly PromptMessage[] = [
  { role: 'system', content: 'Answer in one sentence.' },
  { role: 'user', content: 'What is the sun?' },
  { role: 'assistant', content: 'A star.' },
  { role: 'user', content: 'How old is it?' },
];

/** What formats do differently, by the head of its column. */
const TRAITS: Readonly<Record<string, (format: PromptFormat) => string>> = {
  'a plain string is': ({ emptySystem }) =>
    `${emptySystem === true ? 'an empty system message and ' : ''}a user message`,
  'system messages': ({ systemAnywhere, systemInUser }) =>
    `${systemAnywhere === true ? 'anywhere' : 'first'}${systemInUser === true ? ', inside the user’s' : ''}`,
  'user and assistant': ({ alternates }) => (alternates === true ? 'take turns' : 'in any order'),
  'an answer at the end is': ({ continues }) => (continues === true ? 'continued' : 'closed'),
  images: ({ images }) => (images === true ? 'yes' : 'no'),
};

/** A table of what the formats do differently, and a section for each. */
export function writeFormats(comments: ReadonlyMap<string, FormatComment>): string {
  const rows = NAMES.map((name) => [
    `[\`${name}\`](#${name})`,
    ...Object.values(TRAITS).map((say) => say(formats[name])),
  ]);
  return [writeTable(['', ...Object.keys(TRAITS)], rows), ...NAMES.map((name) => writeSection(name, comments))].join(
    '\n\n',
  );
}

function writeSection(name: PromptFormatName, comments: ReadonlyMap<string, FormatComment>): string {
  const { description, models, stop }: PromptFormat = formats[name];
  const comment = comments.get(name);
  if (comment === undefined) throw new Error(`The format ${name} has no comment.`);
  const { notes, imitable, source } = comment;
  return `### ${name}

${`${description}. [Source](${source}). ${notes}`.trim()}

- Models: ${models.length === 0 ? 'none in particular' : writeList(models)}
- Stop sequences: ${stop.length === 0 ? 'none' : writeList(stop)}
- Content could imitate: ${imitable}

\`\`\`text
${prompts.promptBuilders[name](CONVERSATION)}▌
\`\`\``;
}

/** Texts as code, a line break as `\n`. */
function writeList(texts: readonly string[]): string {
  return texts.map((text) => `\`${JSON.stringify(text).slice(1, -1)}\``).join(', ');
}

/** A table of the builders' names, in the Python package and here. */
export function writePythonNames(): string {
  const rows = NAMES.map((name) => {
    const inPython = [`build_${name}_prompt`, `${name}_stop_sequences`].filter((each) => toCamelCase(each) in prompts);
    if (inPython.length === 0) return ['–', `\`promptBuilders.${name}\``, `\`"${name}"\``];
    // Python sends it by itself, and does not export it.
    const python = name === 'base' ? 'what is sent where none is set' : writeList(inPython);
    return [python, writeList(inPython.map(toCamelCase)), `\`"${name}"\``];
  });
  return writeTable(['Python', 'here, from `easyllm/prompt`', 'name'], rows);
}

function toCamelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
