/** Response templates of families whose models ship none, by their chat templates and transformers' chat_response_parsing.md. */

import { ConfigurationError } from '../../base/errors.ts';
import { CHATML, LISTED_CALL, NAMED_CALL, chatmlCalls, chatmlEnds, content, thinking } from './family-fields.ts';
import type { ResponseTemplate } from './response-template.ts';

/** The templates by family. */
export const responseTemplates = {
  /** Qwen 2.5, Qwen 3, QwQ, Hermes 2 and 3, SmolLM 3. */
  qwen: {
    start_anchor: CHATML,
    fields: { reasoning_content: thinking, tool_calls: chatmlCalls, content: content(...chatmlEnds) },
  },
  /** Qwen3-Coder and Qwen3.5: calls as tags. */
  qwen3_coder: {
    start_anchor: CHATML,
    fields: {
      reasoning_content: thinking,
      tool_calls: {
        open_pattern: '<tool_call>\\s*<function=(?P<name>[^>\\n]+)>',
        close_pattern: '</function>\\s*</tool_call>',
        content: 'xml-inline',
        content_args: { tag_pattern: '<parameter=(?P<key>[^>\\n]+)>\\n?(?P<value>.*?)\\n?</parameter>' },
        repeats: true,
        transform: NAMED_CALL,
      },
      content: content(...chatmlEnds),
    },
  },
  /** Llama 3.1 to 3.3: JSON, with or without the token before it. */
  llama3: {
    start_anchor: '<|start_header_id|>assistant<|end_header_id|>\n\n',
    fields: {
      tool_calls: {
        open_pattern:
          '(?:<\\|python_tag\\|>\\s*)?\\{\\s*(?:"type":\\s*"function",\\s*)?"name":\\s*"(?P<name>[^"\\n]+)",\\s*"(?:parameters|arguments)":\\s*',
        close_pattern: '\\}\\s*(?:;\\s*|<\\|eom_id\\|>|<\\|eot_id\\|>|$)',
        content: 'json',
        repeats: true,
        transform: NAMED_CALL,
      },
      content: content('<|eot_id|>', '<|eom_id|>', '<|end_of_text|>'),
    },
  },
  /** Mistral 7B v0.3, Nemo, Small and Large of 2024: one list of calls. */
  mistral: {
    start_anchor: '[/INST]',
    fields: {
      tool_calls: {
        open: '[TOOL_CALLS]',
        close: '</s>',
        content: 'json',
        repeats: true,
        transform: LISTED_CALL,
        transform_each: true,
      },
      content: content('</s>'),
    },
  },
  /** Mistral Small 3.2, Magistral, Devstral: a token before each call's name, and one before its arguments. */
  mistral_v11: {
    start_anchor: '[/INST]',
    fields: {
      reasoning_content: { open: '[THINK]', close: '[/THINK]', repeats: true, join: '' },
      tool_calls: {
        open_pattern: '\\[TOOL_CALLS\\](?P<name>[^\\[\\{]+)(?:\\[CALL_ID\\][^\\[]+)?\\[ARGS\\]',
        close_pattern: '</s>|(?=\\[TOOL_CALLS\\])',
        content: 'json',
        repeats: true,
        transform: NAMED_CALL,
      },
      content: content('</s>'),
    },
  },
  /** DeepSeek R1, V3 and V3.1. */
  deepseek: {
    start_anchor: '<｜Assistant｜>',
    fields: {
      reasoning_content: thinking,
      tool_calls: {
        open_pattern:
          '(?:<｜tool▁calls▁begin｜>\\s*)?<｜tool▁call▁begin｜>(?:function<｜tool▁sep｜>)?(?P<name>[^<\\n]+)(?:<｜tool▁sep｜>|\\n```json\\n)',
        close_pattern: '(?:\\n```)?<｜tool▁call▁end｜>\\s*(?:<｜tool▁calls▁end｜>)?',
        content: 'json',
        repeats: true,
        transform: NAMED_CALL,
      },
      content: content('<｜end▁of▁sentence｜>'),
    },
  },
  /** Gemma 3, which has no calls of its own. */
  gemma3: { start_anchor: '<start_of_turn>model\n', fields: { content: content('<end_of_turn>') } },
  /** Gemma 4: bare keys, and texts between tokens. */
  gemma4: {
    start_anchor: '<|turn>model\n',
    fields: {
      reasoning_content: { open: '<|channel>thought\n', close: '<channel|>', repeats: true, join: '' },
      tool_calls: {
        open_pattern: '<\\|tool_call>call:(?P<name>[^\\{]+)',
        close: '<tool_call|>',
        content: 'json',
        content_args: { unquoted_keys: true, string_delims: [['<|"|>', '<|"|>']] },
        repeats: true,
        transform: NAMED_CALL,
      },
      content: content('<turn|>'),
    },
  },
  /** gpt-oss: OpenAI's harmony channels. */
  gpt_oss: {
    start_anchor: '<|start|>assistant',
    fields: {
      reasoning_content: {
        open: '<|channel|>analysis<|message|>',
        close: ['<|end|>', '<|return|>'],
        repeats: true,
        join: '',
      },
      tool_calls: {
        open_pattern:
          '(?:<\\|channel\\|>(?:commentary|analysis) ?)?\\s?to=functions\\.(?P<name>[^<\\s]+)(?:<\\|channel\\|>(?:commentary|analysis))?\\s*(?:<\\|constrain\\|>\\s*)?(?:json)?\\s*<\\|message\\|>',
        close: ['<|call|>', '<|end|>'],
        content: 'json',
        repeats: true,
        transform: NAMED_CALL,
      },
      content: {
        open_pattern: '<\\|channel\\|>(?:final|commentary)\\s*(?:<\\|constrain\\|>\\s*\\w+)?<\\|message\\|>',
        close: ['<|end|>', '<|return|>'],
        repeats: true,
        join: '',
      },
    },
  },
  /** GLM 4.5 to 4.7. */
  glm4: {
    start_anchor: '<|assistant|>',
    fields: {
      reasoning_content: thinking,
      tool_calls: {
        open_pattern: '<tool_call>\\s*(?P<name>[^<\\s]+)\\s*',
        close: '</tool_call>',
        content: 'xml-inline',
        content_args: {
          tag_pattern: '<arg_key>(?P<key>.*?)</arg_key>\\s*<arg_value>(?P<value>.*?)</arg_value>',
        },
        repeats: true,
        transform: NAMED_CALL,
      },
      content: content('<|user|>', '<|observation|>', '<|endoftext|>'),
    },
  },
  /** Kimi K2. */
  kimi_k2: {
    start_anchor: '<|im_assistant|>assistant<|im_middle|>',
    fields: {
      reasoning_content: thinking,
      tool_calls: {
        open_pattern:
          '(?:<\\|tool_calls_section_begin\\|>\\s*)?<\\|tool_call_begin\\|>\\s*(?P<id>functions\\.(?P<name>[^:<\\s]+):\\d+)\\s*<\\|tool_call_argument_begin\\|>',
        close_pattern: '<\\|tool_call_end\\|>\\s*(?:<\\|tool_calls_section_end\\|>)?',
        content: 'json',
        repeats: true,
        transform: { ...NAMED_CALL, id: '{id}' },
      },
      content: content('<|im_end|>'),
    },
  },
  /** Phi-4 mini, and Phi-4 reasoning. */
  phi4: {
    start_anchor: '<|assistant|>',
    fields: {
      reasoning_content: thinking,
      tool_calls: {
        open: '<|tool_call|>',
        close: '<|/tool_call|>',
        content: 'json',
        repeats: true,
        transform: LISTED_CALL,
        transform_each: true,
      },
      content: content('<|end|>', '<|im_end|>', '<|endoftext|>'),
    },
  },
  /** Granite 3: one list of calls. */
  granite3: {
    start_anchor: '<|start_of_role|>assistant<|end_of_role|>',
    fields: {
      reasoning_content: thinking,
      tool_calls: {
        open: ['<|tool_call|>', '<tool_call>'],
        close: ['</tool_call>', '<|end_of_text|>'],
        content: 'json',
        repeats: true,
        transform: LISTED_CALL,
        transform_each: true,
      },
      content: content('<|end_of_text|>'),
    },
  },
  /** Granite 4: calls one by one. */
  granite4: {
    start_anchor: '<|start_of_role|>assistant<|end_of_role|>',
    fields: { tool_calls: chatmlCalls, content: content('<|end_of_text|>') },
  },
  /** Command R7B, Command A. */
  command_r: {
    start_anchor: '<|CHATBOT_TOKEN|>',
    fields: {
      reasoning_content: { open: '<|START_THINKING|>', close: '<|END_THINKING|>', repeats: true, join: '' },
      tool_calls: {
        open: '<|START_ACTION|>',
        close: '<|END_ACTION|>',
        content: 'json',
        repeats: true,
        transform: {
          id: '{tool_call_id}',
          type: 'function',
          function: { name: '{tool_name}', arguments: '{parameters}' },
        },
        transform_each: true,
      },
      content: {
        open: '<|START_RESPONSE|>',
        close: ['<|END_RESPONSE|>', '<|END_OF_TURN_TOKEN|>'],
        repeats: true,
        join: '',
      },
    },
  },
} as const satisfies Readonly<Record<string, ResponseTemplate>>;

/** The name of a family's response template. */
export type ResponseTemplateName = keyof typeof responseTemplates;

/** A template, or the name of one of ours. */
export type ResponseTemplateLike = ResponseTemplateName | ResponseTemplate;

/** The template of that name, or the one given. */
export function toResponseTemplate(template: ResponseTemplateLike): ResponseTemplate {
  if (typeof template !== 'string') return template;
  const known = Object.hasOwn(responseTemplates, template) ? responseTemplates[template] : undefined;
  if (known !== undefined) return known;
  throw new ConfigurationError(
    `There is no response template ${JSON.stringify(template)}. Known are ${Object.keys(responseTemplates).join(', ')}.`,
    { param: 'responseTemplate' },
  );
}
