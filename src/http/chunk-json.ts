/** What stays as it is from one chunk of a stream to the next, as JSON around its text: to write it anew takes a fifth of an event. */
import type { ChatCompletionChunk, Completion } from '../../generated/openai.ts';
import { isAlike } from '../base/alike.ts';

type Chunk = ChatCompletionChunk | Completion;

interface Frame {
  before: string;
  after: string;
}

/** Writes the chunks of one stream as JSON. */
export class ChunkJson {
  /** The chunk before, where it says nothing but a text. */
  #last: Chunk | undefined;
  /** Of chunks like that one; made when there is a second. */
  #frame: Frame | undefined;

  stringify(chunk: Chunk): string {
    const text = textOf(chunk);
    if (text === undefined || this.#last === undefined || !isAlikeButText(chunk, this.#last)) {
      this.#last = text === undefined ? undefined : chunk;
      this.#frame = undefined;
      return JSON.stringify(chunk);
    }
    this.#frame ??= toFrame(chunk);
    return this.#frame.before + JSON.stringify(text) + this.#frame.after;
  }
}

/** The text of a chunk of one choice that says nothing else. */
function textOf({ choices }: Chunk): string | undefined {
  const [choice] = choices;
  if (choice === undefined || choices.length > 1) return undefined;
  if ('text' in choice) return choice.text === '' ? undefined : choice.text;
  const { delta } = choice;
  for (const name in delta) if (name !== 'content') return undefined;
  const { content } = delta;
  return content === null || content === '' ? undefined : content;
}

function isAlikeButText(one: Chunk, other: Chunk): boolean {
  const [[choice], [before]] = [one.choices, other.choices];
  if (choice === undefined || before === undefined || !isAlike(one, other, 'choices')) return false;
  return isAlike(choice, before, 'text' in choice ? 'text' : 'delta');
}

/** Found by what differs where the text is empty: nothing that the chunk says can be taken for its place. */
function toFrame(chunk: Chunk): Frame {
  const choices = chunk.choices.map((choice) => ({ ...choice, ...('text' in choice ? { text: '' } : EMPTY_DELTA) }));
  const [empty, whole] = [JSON.stringify({ ...chunk, choices }), JSON.stringify(chunk)];
  let quote = 0;
  while (empty[quote] === whole[quote]) quote += 1;
  return { before: empty.slice(0, quote - 1), after: empty.slice(quote + 1) };
}

const EMPTY_DELTA = { delta: { content: '' } };
