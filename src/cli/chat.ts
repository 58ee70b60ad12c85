/** `easyllm chat`. */
import { createInterface } from 'node:readline/promises';
import { EasyLLM } from '../client/easyllm.ts';
import { EasyLLMError } from '../base/errors.ts';
import {
  CLIENT_OPTIONS,
  UsageError,
  note,
  print,
  printPieces,
  readArguments,
  readPiped,
  toClientOptions,
  write,
} from './arguments.ts';
import { ChatSession } from './chat-session.ts';
import type { Answered } from './chat-session.ts';
import { WAIT_OPTION, waitAloud } from './waiting.ts';

const HELP = `Usage: easyllm chat [options] [QUESTION]

Talks with a model in the terminal. With a QUESTION, or with text on standard input, it answers once
and prints the answer alone; with both, the text stands below the question, or where a "-" is.

  -m, --model NAME           the model, where the address serves many
  -p, --prompt-builder NAME  the model's prompt format, such as llama3 or chatml (else EASYLLM_PROMPT)
  -s, --system TEXT          instructions for the model
      --api-base URL         the server (else EASYLLM_API_BASE)
      --wait                 wait for the server, too: its port is closed while it loads (5 minutes at most)

In the conversation:
  /reset          forget it, and begin anew
  /system TEXT    change the instructions (without TEXT: remove them), and begin anew
  /exit           leave (so does Ctrl-D); Ctrl-C stops an answer

Example: git diff | easyllm chat --api-base http://localhost:8080 "Write a commit message:"`;

export async function run(args: string[]): Promise<void> {
  const options = { ...CLIENT_OPTIONS, ...WAIT_OPTION, system: { type: 'string', short: 's' } } as const;
  const { values, positionals } = readArguments({ args, options, allowPositionals: true });
  if (values.help === true) return print(HELP);
  const client = new EasyLLM({ ...toClientOptions(values), waitForModel: waitAloud(note, values.wait) });
  const session = new ChatSession({ client, model: values.model, system: values.system });
  if (positionals.length === 0 && process.stdin.isTTY) return converse(session);
  return answerOnce(session, await readQuestion(positionals));
}

/** The arguments, and what is piped in: below them, or in the place of `-`. */
async function readQuestion(words: readonly string[]): Promise<string> {
  const piped = await readPiped();
  const isPlaced = words.includes('-');
  const asked = words
    .map((word) => (word === '-' ? piped : word))
    .join(' ')
    .trim();
  const question = [asked, isPlaced ? '' : piped].filter((part) => part !== '').join('\n\n');
  if (question === '') throw new UsageError('Nothing was asked: standard input is empty.');
  return question;
}

async function answerOnce(session: ChatSession, question: string): Promise<void> {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  await printPieces(async (take) => {
    const { isStopped } = await session.ask(question, { write: take, signal: controller.signal });
    if (isStopped) process.exitCode = 130;
  });
}

async function converse(session: ChatSession): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  let answering: AbortController | undefined;
  terminal.on('SIGINT', () => {
    if (answering !== undefined) answering.abort();
    else note('\nCtrl-D or /exit leaves.');
    if (answering === undefined) terminal.prompt();
  });
  note('Ask away. /reset begins anew, /exit leaves, Ctrl-C stops an answer.');
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() === '/exit') break;
    if (!command(session, line.trim())) {
      answering = new AbortController();
      await answer(session, line, answering.signal);
      answering = undefined;
    }
    terminal.prompt();
  }
  terminal.close();
}

/** Whether the line was for the program and not for the model. */
function command(session: ChatSession, line: string): boolean {
  if (line === '') return true;
  const [name, ...words] = line.split(/\s+/);
  if (name === '/reset') session.reset();
  else if (name === '/system') session.instruct(words.length === 0 ? undefined : words.join(' '));
  else if (line.startsWith('/')) note(`${name} is none of /reset, /system, /exit.`);
  else return false;
  return true;
}

/** Prints an answer, or its failure: the conversation goes on. */
async function answer(session: ChatSession, question: string, signal: AbortSignal): Promise<void> {
  try {
    const answered = await session.ask(question, { write, signal });
    note(`\n${describeCost(answered)}`);
  } catch (error) {
    if (!EasyLLMError.isInstance(error)) throw error;
    note(`\n${error.message}`);
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
