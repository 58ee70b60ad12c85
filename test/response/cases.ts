/** Texts as models of each family write them, made of what the family's markers are. */

import type { ResponseTemplateName } from '../../src/prompt/response/families.ts';

interface Markers {
  readonly think?: (text: string) => string;
  readonly say?: (text: string) => string;
  /** Calls with these arguments, as one text. */
  readonly call?: (calls: readonly (readonly [string, Readonly<Record<string, unknown>>])[]) => string;
  readonly prefix: string;
  readonly prefixThinking?: string;
  readonly end: string;
}

const json = (value: unknown): string => JSON.stringify(value);
const think = (text: string): string => `<think>\n${text}\n</think>\n\n`;
const oneByOne =
  (
    write: (name: string, args: Readonly<Record<string, unknown>>, index: number) => string,
  ): NonNullable<Markers['call']> =>
  (calls) =>
    calls.map(([name, args], index) => write(name, args, index)).join('\n');

const chatml = {
  think,
  call: oneByOne((name, args) => `<tool_call>\n${json({ name, arguments: args })}\n</tool_call>`),
  prefix: '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
  prefixThinking: '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>\n',
  end: '<|im_end|>',
};

const MARKERS: Readonly<Record<ResponseTemplateName, Markers>> = {
  qwen: chatml,
  qwen3_coder: {
    ...chatml,
    call: oneByOne((name, args) => {
      const parameters = Object.entries(args).map(
        ([key, value]) => `<parameter=${key}>\n${typeof value === 'string' ? value : json(value)}\n</parameter>\n`,
      );
      return `<tool_call>\n<function=${name}>\n${parameters.join('')}</function>\n</tool_call>`;
    }),
  },
  llama3: {
    call: (calls) =>
      calls
        .slice(0, 1)
        .map(([name, args]) => json({ name, parameters: args }))
        .join(''),
    prefix: '<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    end: '<|eot_id|>',
  },
  mistral: {
    call: (calls) => `[TOOL_CALLS] ${json(calls.map(([name, args]) => ({ name, arguments: args })))}`,
    prefix: '<s>[INST] Hi[/INST]',
    end: '</s>',
  },
  mistral_v11: {
    think: (text) => `[THINK]${text}[/THINK]`,
    call: (calls) => calls.map(([name, args]) => `[TOOL_CALLS]${name}[ARGS]${json(args)}`).join(''),
    prefix: '<s>[INST]Hi[/INST]',
    end: '</s>',
  },
  deepseek: {
    think,
    call: (calls) =>
      `<｜tool▁calls▁begin｜>${calls.map(([name, args]) => `<｜tool▁call▁begin｜>function<｜tool▁sep｜>${name}\n\`\`\`json\n${json(args)}\n\`\`\`<｜tool▁call▁end｜>`).join('\n')}<｜tool▁calls▁end｜>`,
    prefix: '<｜User｜>Hi<｜Assistant｜>',
    prefixThinking: '<｜User｜>Hi<｜Assistant｜><think>\n',
    end: '<｜end▁of▁sentence｜>',
  },
  gemma3: { prefix: '<start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\n', end: '<end_of_turn>' },
  gemma4: {
    think: (text) => `<|channel>thought\n${text}\n<channel|>`,
    call: oneByOne((name, args) => {
      const members = Object.entries(args).map(
        ([key, value]) => `${key}:${typeof value === 'string' ? `<|"|>${value}<|"|>` : json(value)}`,
      );
      return `<|tool_call>call:${name}{${members.join(',')}}<tool_call|>`;
    }),
    prefix: '<|turn>user\nHi<turn|>\n<|turn>model\n',
    end: '<turn|>',
  },
  gpt_oss: {
    think: (text) => `<|channel|>analysis<|message|>${text}<|end|><|start|>assistant`,
    say: (text) => `<|channel|>final<|message|>${text}`,
    call: (calls) =>
      calls
        .map(
          ([name, args]) =>
            `<|channel|>commentary to=functions.${name} <|constrain|>json<|message|>${json(args)}<|call|>`,
        )
        .join('<|start|>assistant'),
    prefix: '<|start|>user<|message|>Hi<|end|><|start|>assistant',
    end: '<|return|>',
  },
  glm4: {
    think,
    call: oneByOne((name, args) => {
      const members = Object.entries(args).map(
        ([key, value]) =>
          `<arg_key>${key}</arg_key>\n<arg_value>${typeof value === 'string' ? value : json(value)}</arg_value>\n`,
      );
      return `<tool_call>${name}\n${members.join('')}</tool_call>`;
    }),
    prefix: '[gMASK]<sop><|user|>\nHi<|assistant|>\n',
    prefixThinking: '[gMASK]<sop><|user|>\nHi<|assistant|>\n<think>',
    end: '<|user|>',
  },
  kimi_k2: {
    think,
    call: (calls) =>
      `<|tool_calls_section_begin|>${calls.map(([name, args], index) => `<|tool_call_begin|>functions.${name}:${index}<|tool_call_argument_begin|>${json(args)}<|tool_call_end|>`).join('')}<|tool_calls_section_end|>`,
    prefix: '<|im_user|>user<|im_middle|>Hi<|im_end|><|im_assistant|>assistant<|im_middle|>',
    end: '<|im_end|>',
  },
  phi4: {
    think,
    call: (calls) => `<|tool_call|>${json(calls.map(([name, args]) => ({ name, arguments: args })))}<|/tool_call|>`,
    prefix: '<|user|>Hi<|end|><|assistant|>',
    end: '<|end|>',
  },
  granite3: {
    think,
    call: (calls) => `<|tool_call|>${json(calls.map(([name, args]) => ({ name, arguments: args })))}`,
    prefix: '<|start_of_role|>user<|end_of_role|>Hi<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>',
    end: '<|end_of_text|>',
  },
  granite4: {
    call: chatml.call,
    prefix: '<|start_of_role|>user<|end_of_role|>Hi<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>',
    end: '<|end_of_text|>',
  },
  command_r: {
    think: (text) => `<|START_THINKING|>${text}<|END_THINKING|>`,
    say: (text) => `<|START_RESPONSE|>${text}<|END_RESPONSE|>`,
    call: (calls) =>
      `<|START_ACTION|>${json(calls.map(([name, args], index) => ({ tool_call_id: String(index), tool_name: name, parameters: args })))}<|END_ACTION|>`,
    prefix: '<|START_OF_TURN_TOKEN|><|USER_TOKEN|>Hi<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>',
    end: '<|END_OF_TURN_TOKEN|>',
  },
};

/** One call that a model makes, with what it thinks before and says after, where its family has a form for them. */
export function writeCall(family: ResponseTemplateName, name: string, args: Readonly<Record<string, unknown>>): string {
  const { think: thinks = () => '', call, say = (text) => text, end } = MARKERS[family];
  return `${thinks(THOUGHT)}${call === undefined ? say(ANSWER) : call([[name, args]])}${end}`;
}

/** An answer of a family, with what it thinks before. */
export function writeAnswer(family: ResponseTemplateName): string {
  const { think: thinks = () => '', say = (text) => text, end } = MARKERS[family];
  return `${thinks(THOUGHT)}${say(ANSWER)}${end}`;
}

const THOUGHT = 'I have to look.';
export const ANSWER = 'It is raining in Paris.';

/** What the calls of a family think; nothing where it has no form for it. */
export function thoughtOf(family: ResponseTemplateName): string {
  return MARKERS[family].think === undefined ? '' : THOUGHT;
}

export interface ResponseCase {
  readonly family: ResponseTemplateName;
  readonly prefix: string;
  readonly text: string;
}

/** Every family's ways to answer. */
export function responseCases(): ResponseCase[] {
  return Object.entries(MARKERS).flatMap(([family, markers]) => {
    const { think: thinks = () => '', say = (text) => text, call = () => '', prefix, prefixThinking, end } = markers;
    const paris: [string, Record<string, unknown>] = [
      'get_weather',
      { city: 'Paris', days: 3, note: 'a "quoted" <b> text\nof two lines', list: [1, 'x', null] },
    ];
    const tokyo: [string, Record<string, unknown>] = ['search-web', { q: 'Tōkyō 😀' }];
    const texts = [
      say('Hello, world!'),
      say('  spaced \n\n text < with <marks> and </think '),
      thinks('Let me think.\nTwo lines.') + say('The answer.'),
      call([paris]),
      thinks('I need the weather.') + call([paris]),
      call([paris, tokyo]),
      say('Let me look.') + call([tokyo]),
      thinks('a') + say('Let me look.\n\n') + call([tokyo, paris]),
      call([['noop', {}]]),
      '',
    ];
    const cases = texts.flatMap((text) => [
      { prefix, text: text + end },
      { prefix, text },
    ]);
    const thinking =
      prefixThinking === undefined
        ? []
        : [
            { prefix: prefixThinking, text: `Let me see.\n</think>\n\nYes.${end}` },
            { prefix: prefixThinking, text: `Let me see.\n</think>\n\n${call([tokyo])}${end}` },
            { prefix: prefixThinking, text: 'Cut off in the mid' },
          ];
    // The names are those of the record.
    return [...cases, ...thinking].map((each): ResponseCase => ({ family: family as ResponseTemplateName, ...each }));
  });
}
