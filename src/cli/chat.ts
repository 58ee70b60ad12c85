/** `easyllm chat`. */
import { EasyLLM } from '../client/easyllm.ts';
import { UsageError, note, print, readArguments, readPiped, toClientOptions } from './arguments.ts';
import { FLAGS, HELP, readSettings, toContent } from './chat-flags.ts';
import { ChatSession } from './chat-session.ts';
import { expectServer } from './find-servers.ts';
import { AnswerWriter } from './answer-writer.ts';
import { waitAloud } from './waiting.ts';

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = readArguments({ args, options: FLAGS, allowPositionals: true });
  if (values.help === true) return print(HELP);
  const settings = await readSettings(values);
  await expectServer('chat', values);
  const client = new EasyLLM({ ...toClientOptions(values), waitForModel: waitAloud(note, values.wait) });
  const session = new ChatSession({ client, model: values.model, system: values.system, settings });
  const images = values.image ?? [];
  if (positionals.length === 0 && process.stdin.isTTY) {
    if (values.json === true) throw new UsageError('--json prints one answer: pass a QUESTION.');
    const { converse } = await import('./conversation.ts');
    return converse(session, images);
  }
  const question = await toContent(await readQuestion(positionals), images);
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  if (values.json === true) {
    return print(JSON.stringify(await session.answer(question, controller.signal), null, 2));
  }
  return answerOnce(session, question, controller.signal);
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

/** Prints the answer alone. Its line ends also where it breaks off, so that an error begins a line of its own. */
async function answerOnce(
  session: ChatSession,
  question: Parameters<ChatSession['ask']>[0],
  signal: AbortSignal,
): Promise<void> {
  const writer = new AnswerWriter();
  let isWhole = false;
  try {
    const { isStopped } = await session.ask(question, { ...writer, signal });
    if (isStopped) process.exitCode = 130;
    isWhole = true;
  } finally {
    writer.end(isWhole);
  }
}
