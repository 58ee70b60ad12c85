/** Whole answers of TGI's native API, as completions and as chats: content, finish reason, seed, logprobs, usage. */
import type { ChatCompletion, Completion } from '../../src/index.ts';
import {
  NO_LOGPROB,
  chooseStop,
  expectedFinishReason,
  expectedOffsets,
  expectedTokenLogprob,
  expectedUsage,
} from './expected.ts';
import { difference, shown } from './json.ts';
import { type NativeAnswer, readNativeAnswer } from './native-answer.ts';
import { type Outcome, comparing, passedUnless, skipped } from './outcome.ts';
import type { Recording } from './recording.ts';
import { MODEL, createReplayClient, toApiBase, toResponse } from './replay.ts';

/** How many alternatives are asked for where some are recorded. */
const TOP = 2;

export async function checkGenerate(recording: Recording): Promise<Outcome> {
  if (recording.provider !== undefined) return skipped('an answer of another provider’s API');
  if ((recording.status ?? 200) !== 200) return skipped('not a good answer, though its kind says so');
  const answer = readNativeAnswer(recording);
  if (answer === undefined) return skipped('not a shape of TGI’s native API');
  const replay = { answer, usage: usageOf(answer, recording), client: clientOf(recording) };
  const stop = chooseStop(answer.text);
  return passedUnless([
    await comparing('completion', () => compareCompletion(replay)),
    await comparing('chat', () => compareChat(replay)),
    await comparing('without logprobs', () => compareWithoutLogprobs(replay)),
    ...(stop === undefined ? [] : await compareStopped(replay, stop)),
  ]);
}

async function compareStopped(replay: Replay, stop: string): Promise<(string | undefined)[]> {
  return [
    await comparing(`completion until ${shown(stop)}`, () => compareCompletion(replay, stop)),
    // With the prompt in its content, the text that a chat asks for is not what was recorded.
    ...(replay.answer.echo === ''
      ? [await comparing(`chat until ${shown(stop)}`, () => compareChat(replay, stop))]
      : []),
  ];
}

interface Replay {
  answer: NativeAnswer;
  usage: object | undefined;
  client: ReturnType<typeof createReplayClient>;
}

function clientOf(recording: Recording): Replay['client'] {
  return createReplayClient(() => toResponse(recording), { apiBase: toApiBase(recording) });
}

/** Prompt tokens are told by a header only. */
function usageOf({ details }: NativeAnswer, { headers }: Recording): object | undefined {
  const prompt = headers.get('x-prompt-tokens');
  const generated = headers.get('x-generated-tokens');
  return expectedUsage(
    prompt === null ? undefined : Number(prompt),
    details.generatedTokens ?? (generated === null ? undefined : Number(generated)),
  );
}

/** The request is the one that the recording answers: with the prompt repeated where it is. */
async function compareCompletion({ client, answer, usage }: Replay, stop?: string): Promise<string | undefined> {
  const { echo, text, alternatives } = answer;
  const top = alternatives === undefined ? 0 : TOP;
  const request = { model: MODEL, prompt: echo, echo: echo !== '', logprobs: top, stop };
  // Scores of a prompt whose tokens the server did not give would be of nothing.
  if (echo !== '' && answer.prefill.length === 0) return refusal(client.completions.create(request));
  const got = await client.completions.create(request);
  const cut = stop === undefined ? text.length : text.indexOf(stop);
  const offsets = expectedOffsets(answer);
  const isKept = (_: unknown, index: number) => stop === undefined || (offsets[index] ?? 0) < echo.length + cut;
  const tokens = answer.tokens.filter(isKept);
  const prompt = echo === '' ? [] : toPrompt(answer.prefill, echo);
  return differenceOf(got, {
    object: 'text_completion',
    choice: {
      index: 0,
      text: echo + text.slice(0, cut),
      // A server that told no tokens has no logprobs, rather than empty lists.
      logprobs:
        tokens.length === 0
          ? null
          : {
              tokens: [...prompt, ...tokens].map((token) => token.text),
              token_logprobs: [...prompt, ...tokens].map(({ logprob }) => logprob),
              top_logprobs: toTopLogprobs(prompt, alternatives?.filter(isKept)),
              text_offset: [...prompt.map(({ offset }) => offset), ...offsets.filter(isKept)],
            },
    },
    isStopped: stop !== undefined,
    answer,
    usage,
  });
}

async function refusal(call: PromiseLike<unknown>): Promise<string | undefined> {
  try {
    await call;
    return 'logprobs of a prompt whose tokens are not there were not refused';
  } catch (error) {
    return difference(error instanceof Error ? error.name : error, 'UnsupportedError', 'the refusal');
  }
}

/** The tokens of the prompt, each where the prompt has it; markers that it does not show stand where they were. */
function toPrompt(
  prefill: NativeAnswer['prefill'],
  prompt: string,
): { text: string; logprob: number | null; offset: number }[] {
  let offset = 0;
  return prefill.map(({ text, logprob }) => {
    const own = { text, logprob, offset };
    if (prompt.startsWith(text, offset)) offset += text.length;
    return own;
  });
}

/** A token of the prompt is its own only alternative; the first has none. Null where no alternatives were asked for. */
function toTopLogprobs(
  prompt: readonly { text: string; logprob: number | null }[],
  alternatives: NativeAnswer['alternatives'],
): object[] | null {
  if (alternatives === undefined) return null;
  const ofPrompt = prompt.map((token) => (token.logprob === null ? {} : toLogprobMap([token])));
  return [...ofPrompt, ...alternatives.map(toLogprobMap)];
}

function toLogprobMap(tokens: NativeAnswer['tokens']): object {
  return Object.fromEntries(tokens.slice(0, TOP).map(({ text, logprob }) => [text, logprob ?? NO_LOGPROB]));
}

/** A chat never asks for the prompt: where it is repeated all the same, it belongs to the content. */
async function compareChat({ client, answer, usage }: Replay, stop?: string): Promise<string | undefined> {
  const { alternatives, tokens } = answer;
  const content = answer.echo + answer.text;
  const top = alternatives === undefined ? 0 : TOP;
  const messages = [{ role: 'user' as const, content: 'Hello.' }];
  const got = await client.chat.completions.create({ model: MODEL, messages, logprobs: true, top_logprobs: top, stop });
  const cut = stop === undefined ? content.length : content.indexOf(stop);
  const offsets = expectedOffsets({ echo: '', text: content, tokens });
  const logprobs = tokens.flatMap((token, index) => {
    if (stop !== undefined && (offsets[index] ?? 0) >= cut) return [];
    const others = (alternatives?.[index] ?? []).slice(0, top).map(expectedTokenLogprob);
    return [{ ...expectedTokenLogprob(token), top_logprobs: others }];
  });
  return differenceOf(got, {
    object: 'chat.completion',
    choice: {
      index: 0,
      message: { role: 'assistant', content: content.slice(0, cut), refusal: null },
      logprobs: logprobs.length === 0 ? null : { content: logprobs, refusal: null },
    },
    isStopped: stop !== undefined,
    answer,
    usage,
  });
}

async function compareWithoutLogprobs({ client }: Replay): Promise<string | undefined> {
  const messages = [{ role: 'user' as const, content: 'Hello.' }];
  const answers = [
    await client.completions.create({ model: MODEL, prompt: 'Hello.' }),
    await client.chat.completions.create({ model: MODEL, messages }),
  ];
  return difference(
    answers.map(({ choices }) => choices[0]?.logprobs),
    [null, null],
    'logprobs',
  );
}

interface Expected {
  object: string;
  /** Without what an answer says of its end. */
  choice: object;
  isStopped: boolean;
  answer: NativeAnswer;
  usage: object | undefined;
}

function differenceOf(
  got: ChatCompletion | Completion,
  { object, choice, isStopped, answer: { details }, usage }: Expected,
): string | undefined {
  const { id, created, ...rest } = got;
  if (!/^hf-[\w-]{10}$/.test(id)) return `the id is ${id}`;
  if (!Number.isInteger(created)) return `created is ${created}`;
  const reason = isStopped ? 'stop' : (expectedFinishReason(details) ?? got.choices[0]?.finish_reason);
  const tgi = { finish_reason: details.finishReason, seed: details.seed };
  return difference(rest, { object, model: MODEL, choices: [{ ...choice, finish_reason: reason, tgi }], usage });
}
