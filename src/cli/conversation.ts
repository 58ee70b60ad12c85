/** The conversation of `easyllm chat` in a terminal. */
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { EasyLLMError } from '../base/errors.ts';
import { didYouMean } from '../base/spelling.ts';
import { AnswerWriter } from './answer-writer.ts';
import { UsageError, note } from './arguments.ts';
import { SETTABLE, set, toContent } from './chat-flags.ts';
import type { Answered, ChatSession } from './chat-session.ts';
import { createHistoryWriter, historyFile, readHistory } from './line-history.ts';
import { MessageLines, PASTE_MARKS, PasteInput, fromPictures } from './paste.ts';

/** In lines that fit a terminal of 80 columns. */
const HELP = `  /reset              forget the conversation, and begin anew
  /system [TEXT]      change the instructions (without TEXT: remove them),
                      and begin anew
  /model [NAME]       ask another model (without NAME: list them)
  /set [NAME [VALUE]] set ${SETTABLE.join(', ')}
                      (without VALUE: as the server likes; without NAME: show)
  /help, /?           this
  /exit, exit, quit   leave (so does Ctrl-D, and Ctrl-C twice)

Ctrl-C stops an answer, and clears what is typed. What is pasted is one
message; so are lines between """ and """, and lines that end in \\.`;

const [PROMPT, MORE] = ['> ', '. '];

/** Answers line after line, until somebody leaves. `images` go with the first question. */
export async function converse(session: ChatSession, images: readonly string[]): Promise<void> {
  const complain = (line: string) => note(line, 'red');
  const file = historyFile();
  const remember = createHistoryWriter(file, complain);
  const lines = new MessageLines();
  const conversation = new Conversation(session, images, complain);
  const { editor, close } = openEditor(file);
  const prompt = () => {
    editor.setPrompt(lines.isOpen ? MORE : PROMPT);
    editor.prompt();
  };
  let isLeaving = false;
  editor.on('SIGINT', () => {
    if (conversation.stop()) return;
    const isEmpty = editor.line === '' && !lines.isOpen;
    if (isEmpty && isLeaving) return editor.close();
    clearLine(editor);
    lines.clear();
    isLeaving = isEmpty;
    if (isEmpty) note('Ctrl-C again leaves; so does Ctrl-D.');
    prompt();
  });
  note('Ask away. /help says what else there is, /exit leaves, Ctrl-C stops an answer.');
  prompt();
  try {
    for await (const line of editor) {
      isLeaving = false;
      remember(line);
      const message = lines.take(fromPictures(line));
      if (message !== undefined && (await conversation.take(message)) === 'leave') break;
      prompt();
    }
  } finally {
    close();
  }
}

/** Node's line editor over the terminal's keys. Where the answers go to a file, the terminal's own line is enough. */
function openEditor(file: string | undefined): { editor: Interface; close: () => void } {
  if (!process.stdout.isTTY) {
    const editor = createInterface({ input: process.stdin, prompt: '' });
    return { editor, close: () => editor.close() };
  }
  const input = new PasteInput(process.stdin);
  process.stdin.pipe(input);
  process.stdout.write(PASTE_MARKS.on);
  const editor = createInterface({
    input,
    output: process.stdout,
    terminal: true,
    history: readHistory(file),
    removeHistoryDuplicates: true,
    completer: (line: string) => [line.startsWith('/') ? NAMES.filter((name) => name.startsWith(line)) : [], line],
  });
  const close = () => {
    editor.close();
    process.stdout.write(PASTE_MARKS.off);
    process.stdin.unpipe(input).pause();
  };
  return { editor, close };
}

/** Takes away what is typed, as shells do at Ctrl-C. */
function clearLine(editor: Interface): void {
  editor.write(null, { ctrl: true, name: 'e' });
  editor.write(null, { ctrl: true, name: 'u' });
  process.stdout.write('\n');
}

const COMMANDS: Readonly<Record<string, (given: string, conversation: Conversation) => unknown>> = {
  '/reset': (_, { session }) => session.reset(),
  '/system': (text, { session }) => session.instruct(text === '' ? undefined : text),
  '/model': (name, conversation) => conversation.chooseModel(name),
  '/set': (words, conversation) => conversation.set(words),
  '/help': () => note(HELP),
  '/?': () => note(HELP),
};
const NAMES = [...Object.keys(COMMANDS), '/exit', '/quit'];
const LEAVES = new Set(['/exit', '/quit', '/bye', 'exit', 'quit']);

class Conversation {
  readonly session: ChatSession;
  readonly #complain: (line: string) => void;
  #images: readonly string[];
  #answering: AbortController | undefined;

  constructor(session: ChatSession, images: readonly string[], complain: (line: string) => void) {
    this.session = session;
    this.#images = images;
    this.#complain = complain;
  }

  /** Stops an answer that is under way; false where there is none. */
  stop(): boolean {
    this.#answering?.abort();
    return this.#answering !== undefined;
  }

  /** Does what a message says: it is a command, or for the model. A failure is told, and the conversation goes on. */
  async take(message: string): Promise<'leave' | undefined> {
    const text = message.trim();
    if (LEAVES.has(text)) return 'leave';
    try {
      if (/^\/\S*( .*)?$/.test(text)) await this.#command(text);
      else if (text !== '') await this.#ask(message);
    } catch (error) {
      if (!EasyLLMError.isInstance(error) && !(error instanceof UsageError)) throw error;
      this.#complain(error.message);
    }
    return undefined;
  }

  async #command(text: string): Promise<void> {
    const [name = '', rest = ''] = text.split(/\s+(.*)/s);
    const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (known === undefined) {
      throw new UsageError(`${name} is no command.${didYouMean(name, NAMES, '')} /help lists them.`);
    }
    await known(rest.trim(), this);
  }

  async #ask(message: string): Promise<void> {
    const content = await toContent(message, this.#images);
    this.#answering = new AbortController();
    const writer = new AnswerWriter();
    try {
      const answered = await this.session.ask(content, { ...writer, signal: this.#answering.signal });
      this.#images = [];
      // On standard output, so that the prompt begins a line also where standard error is thrown away.
      writer.end(true);
      note(describeCost(answered), 'dim');
    } catch (error) {
      writer.end(false);
      throw error;
    } finally {
      this.#answering = undefined;
    }
  }

  async chooseModel(name: string): Promise<void> {
    if (name !== '') {
      this.session.model = name;
      return;
    }
    const { model } = this.session;
    for (const id of await this.session.listModels()) note(id === model ? `* ${id}` : `  ${id}`);
  }

  set(words: string): void {
    const [name = '', value = ''] = words.split(/\s+(.*)/s);
    if (name !== '') return set(this.session.settings, name, value.trim() === '' ? undefined : value.trim());
    const given = Object.entries(this.session.settings).filter(([key]) => key !== 'response_format');
    for (const [key, setting] of given) note(`${key} ${[setting].flat().join(' ')}`);
    if (given.length === 0) note('Nothing is set: all is as the server likes.');
  }
}

function describeCost({ isStopped, firstTokenMs, promptTokens, completionTokens }: Answered): string {
  const parts = [
    isStopped ? 'stopped' : undefined,
    promptTokens === undefined ? undefined : `${promptTokens} + ${completionTokens} tokens`,
    firstTokenMs === undefined ? undefined : `first after ${Math.round(firstTokenMs)} ms`,
  ];
  return `[${parts.filter((part) => part !== undefined).join(', ')}]`;
}
