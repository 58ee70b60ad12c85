/** Chat templates in the style of every family, written for these tests: each with what the models' own templates use. */

import { MORE_FAMILIES } from './more-families.ts';

const SYSTEM =
  "{%- if messages[0]['role'] == 'system' -%}{%- set system = messages[0].content | trim -%}{%- set rest = messages[1:] -%}{%- else -%}{%- set system = '' -%}{%- set rest = messages -%}{%- endif -%}\n";

/** Qwen 2.5 and 3: tools as JSON, reasoning kept after the last question only, results of tools in one turn. */
function chatml(thinking: boolean, byTags: boolean): string {
  const call = byTags
    ? "{{- '<function=' ~ call.name ~ '>\\n' }}{%- for name, value in call.arguments | items %}{{- '<parameter=' + name + '>\\n' }}{%- set text = value | tojson | safe if value is mapping or (value is sequence and value is not string) else value | string %}{{- text }}{{- '\\n</parameter>\\n' }}{%- endfor %}{{- '</function>' }}"
    : '{{- \'{"name": "\' }}{{- call.name }}{{- \'", "arguments": \' }}{{- call.arguments if call.arguments is string else call.arguments | tojson }}{{- \'}\' }}';
  return `{%- macro render_extra(dict, known) %}{%- if dict is mapping %}{%- for key in dict if key not in known %}{%- if dict[key] is mapping or (dict[key] is sequence and dict[key] is not string) %}
{{- '\\n<' ~ key ~ '>' ~ (dict[key] | tojson | safe) ~ '</' ~ key ~ '>' }}{%- else %}{{- '\\n<' ~ key ~ '>' ~ (dict[key] | string) ~ '</' ~ key ~ '>' }}{%- endif %}{%- endfor %}{%- endif %}{%- endmacro %}
{%- if tools %}
    {{- '<|im_start|>system\\n' }}
    {%- if messages[0].role == 'system' %}
        {{- messages[0].content + '\\n\\n' }}
    {%- endif %}
    {{- "# Tools\\n<tools>" }}
    {%- for tool in tools %}
        {{- "\\n" }}{{- tool | tojson }}{{ render_extra(tool.function.parameters, ['type', 'properties']) }}
    {%- endfor %}
    {{- "\\n</tools><|im_end|>\\n" }}
{%- elif messages[0].role == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
{%- endif %}
{%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.multi_step_tool and message.role == "user" and message.content is string and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
        {%- set ns.multi_step_tool = false %}
        {%- set ns.last_query_index = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- set content = message.content if message.content is string else '' %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) %}
        {{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {%- set reasoning_content = '' %}
        {%- if message.reasoning_content is string %}
            {%- set reasoning_content = message.reasoning_content %}
        {%- elif '</think>' in content %}
            {%- set reasoning_content = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
            {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
        {%- endif %}
        {%- if loop.index0 > ns.last_query_index and (loop.last or reasoning_content) %}
            {{- '<|im_start|>' + message.role + '\\n<think>\\n' + reasoning_content.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
        {%- else %}
            {{- '<|im_start|>' + message.role + '\\n' + content }}
        {%- endif %}
        {%- for tool_call in message.tool_calls or [] %}
            {%- if (loop.first and content) or (not loop.first) %}{{- '\\n' }}{%- endif %}
            {%- set call = tool_call.function if tool_call.function else tool_call %}
            {{- '<tool_call>\\n' }}${call}{{- '\\n</tool_call>' }}
        {%- endfor %}
        {{- '<|im_end|>\\n' }}
    {%- elif message.role == "tool" %}
        {%- if loop.first or (messages[loop.index0 - 1].role != "tool") %}{{- '<|im_start|>user' }}{%- endif %}
        {{- '\\n<tool_response>\\n' }}{{- content }}{{- '\\n</tool_response>' }}
        {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}{{- '<|im_end|>\\n' }}{%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}${thinking ? "{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}" : ''}
{%- endif %}`;
}

/** Llama 3: the date, tools in the first question or in the system turn. */
function llama(inUser: boolean): string {
  return `{{- bos_token }}
{%- if not date_string is defined %}{%- set date_string = strftime_now("%d %b %Y") %}{%- endif %}
${SYSTEM}{{- "<|start_header_id|>system<|end_header_id|>\\n\\nCutting Knowledge Date: December 2023\\nToday Date: " + date_string + "\\n\\n" }}
{%- if tools is not none and not ${inUser} %}{%- for t in tools %}{{- t | tojson(indent=4) }}{{- "\\n\\n" }}{%- endfor %}{%- endif %}
{{- system }}{{- "<|eot_id|>" }}
{%- if ${inUser} and tools is not none %}
    {%- if rest | length != 0 %}{%- set first = rest[0]['content'] | trim %}{%- set rest = rest[1:] %}{%- else %}{{- raise_exception("Cannot put tools in the first user message when there's no first user message!") }}{%- endif %}
    {{- '<|start_header_id|>user<|end_header_id|>\\n\\n' -}}{%- for t in tools %}{{- t | tojson(indent=4) }}{{- "\\n\\n" }}{%- endfor %}{{- first + "<|eot_id|>" }}
{%- endif %}
{%- for message in rest %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}
    {%- elif 'tool_calls' in message %}
        {%- if not message.tool_calls|length == 1 %}{{- raise_exception("This model only supports single tool-calls at once!") }}{%- endif %}
        {%- set tool_call = message.tool_calls[0].function %}
        {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n{"name": "' + tool_call.name + '", "parameters": ' }}{{- tool_call.arguments | tojson }}{{- "}<|eot_id|>" }}
    {%- else %}
        {{- "<|start_header_id|>ipython<|end_header_id|>\\n\\n" }}
        {%- if message.content is mapping or message.content is iterable %}{{- message.content | tojson }}{%- else %}{{- message.content }}{%- endif %}{{- "<|eot_id|>" }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif %}`;
}

/** Mistral: turns that alternate, found by a list made of lists, and ids of nine characters. */
function mistral(strict: boolean): string {
  return `${SYSTEM}{%- set user_messages = rest | selectattr("role", "equalto", "user") | list %}
{{- bos_token }}{%- set ns = namespace(index=0) %}
{%- for message in rest %}
    {%- if not (message.role == "tool" or message.role == "tool_results" or (message.tool_calls is defined and message.tool_calls is not none)) %}
        {%- if ${strict} and (message["role"] == "user") != (ns.index % 2 == 0) %}{{- raise_exception("After the optional system message, conversation roles must alternate user/assistant/user/assistant/...") }}{%- endif %}
        {%- set ns.index = ns.index + 1 %}
    {%- endif %}
{%- endfor %}
{%- for message in rest %}
    {%- if message["role"] == "user" %}
        {%- if tools is not none and (message == user_messages[-1]) %}{{- "[AVAILABLE_TOOLS] [" }}{%- for tool in tools %}{%- set tool = tool.function %}{{- '{"type": "function", "function": {' }}{%- for key, val in tool.items() if key != "return" %}{%- if val is string %}{{- '"' + key + '": "' + val + '"' }}{%- else %}{{- '"' + key + '": ' + val|tojson }}{%- endif %}{%- if not loop.last %}{{- ", " }}{%- endif %}{%- endfor %}{{- "}}" }}{%- if not loop.last %}{{- ", " }}{%- else %}{{- "]" }}{%- endif %}{%- endfor %}{{- "[/AVAILABLE_TOOLS]" }}{%- endif %}
        {%- if loop.last and system %}{{- "[INST] " + system + "\\n\\n" + message["content"] + "[/INST]" }}{%- else %}{{- "[INST] " + message["content"] + "[/INST]" }}{%- endif %}
    {%- elif message.tool_calls is defined and message.tool_calls is not none %}
        {{- "[TOOL_CALLS] [" }}{%- for tool_call in message.tool_calls %}{%- set out = tool_call.function|tojson %}{{- out[:-1] }}{%- if not tool_call.id is defined or tool_call.id|length < 5 %}{{- raise_exception("Tool call IDs should be long!") }}{%- endif %}{{- ', "id": "' + tool_call.id + '"}' }}{%- if not loop.last %}{{- ", " }}{%- else %}{{- "]" + eos_token }}{%- endif %}{%- endfor %}
    {%- elif message["role"] == "assistant" %}{{- " " + message["content"]|trim + eos_token }}
    {%- elif message["role"] == "tool" %}{%- if message.content is defined and message.content.content is defined %}{%- set content = message.content.content %}{%- else %}{%- set content = message.content %}{%- endif %}{{- '[TOOL_RESULTS] {"content": ' + content|string + "}[/TOOL_RESULTS]" }}
    {%- else %}{{- raise_exception("Only user and assistant roles are supported, with the exception of an initial optional system message!") }}{%- endif %}
{%- endfor %}`;
}

/** EXAONE: `continue` in the middle of a turn, and reasoning that is left out. */
const exaone = `{%- set ns = namespace(skip=false, last=-1) %}{%- for m in messages %}{%- if m.role == 'user' %}{%- set ns.last = loop.index0 %}{%- endif %}{%- endfor %}
{%- for msg in messages %}
{%- if loop.first %}{%- if msg.role != 'system' %}{{ '[|system|]' }}{% if tools %}{% for t in tools %}{{ '\\n<tool>' ~ t ~ '</tool>' }}{% endfor %}{% endif %}{{ '[|endofturn|]\\n' }}{%- else %}{{ '[|system|]\\n' + msg.content + '[|endofturn|]\\n' }}{%- continue %}{%- endif %}{%- endif %}
{%- if msg.role == 'assistant' %}
    {{- '[|assistant|]\\n' }}{%- if msg.reasoning_content is defined and loop.index0 > ns.last %}{{- '<think>\\n' ~ msg.reasoning_content | trim ~ '\\n</think>\\n' }}{%- endif %}
    {%- if msg.tool_calls %}{%- for tc in msg.tool_calls %}{{- '<tool_call>' ~ tc.function | tojson ~ '</tool_call>' }}{%- if not loop.last %}{{ '\\n' }}{%- endif %}{%- endfor %}{{- '[|endofturn|]\\n' }}{%- continue %}{%- endif %}
    {{- msg.content | replace('<think>', '') }}{{- '[|endofturn|]\\n' }}
{%- elif msg.role == 'tool' %}{{- '[|tool|]\\n<tool_result>' ~ msg.content ~ '</tool_result>[|endofturn|]\\n' }}
{%- else %}{{- '[|' + msg.role + '|]\\n' ~ msg.content ~ '[|endofturn|]\\n' }}{%- endif %}
{%- endfor %}{%- if add_generation_prompt %}{{ '[|assistant|]\\n' }}{%- if enable_thinking | default(false) %}{{ '<think>\\n' }}{%- endif %}{%- endif %}`;

/** DeepSeek: a namespace for all state, arguments as text. */
const deepseek = `{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}{% set ns = namespace(is_first=false, is_tool=false, is_output_first=true, system_prompt='', is_first_sp=true) %}{%- for message in messages %}{%- if message['role'] == 'system' %}{%- if ns.is_first_sp %}{% set ns.system_prompt = ns.system_prompt + message['content'] %}{% set ns.is_first_sp = false %}{%- else %}{% set ns.system_prompt = ns.system_prompt + '\\n\\n' + message['content'] %}{%- endif %}{%- endif %}{%- endfor %}{{ bos_token }}{{ ns.system_prompt }}{%- for message in messages %}{%- if message['role'] == 'user' %}{%- set ns.is_tool = false -%}{{'<｜User｜>' + message['content']}}{%- endif %}{%- if message['role'] == 'assistant' and 'tool_calls' in message %}{%- set ns.is_tool = false -%}{%- for tool in message['tool_calls'] %}{%- if not ns.is_first %}{{'<｜Assistant｜><｜tool▁calls▁begin｜><｜tool▁call▁begin｜>' + tool['type'] + '<｜tool▁sep｜>' + tool['function']['name'] + '\\n' + '\`\`\`json' + '\\n' ~ tool['function']['arguments'] ~ '\\n' + '\`\`\`' + '<｜tool▁call▁end｜>'}}{%- set ns.is_first = true -%}{%- else %}{{'\\n' + '<｜tool▁call▁begin｜>' + tool['type'] + '<｜tool▁sep｜>' + tool['function']['name']}}{%- endif %}{%- endfor %}{{'<｜tool▁calls▁end｜>'}}{%- elif message['role'] == 'assistant' %}{%- set content = message['content'] %}{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}{{'<｜Assistant｜>' + content + eos_token}}{%- endif %}{%- if message['role'] == 'tool' %}{%- set ns.is_tool = true -%}{%- if ns.is_output_first %}{{'<｜tool▁outputs▁begin｜><｜tool▁output▁begin｜>' + message['content'] + '<｜tool▁output▁end｜>'}}{%- set ns.is_output_first = false %}{%- else %}{{'\\n<｜tool▁output▁begin｜>' + message['content'] + '<｜tool▁output▁end｜>'}}{%- endif %}{%- endif %}{%- endfor -%}{% if ns.is_tool %}{{'<｜tool▁outputs▁end｜>'}}{% endif %}{% if add_generation_prompt and not ns.is_tool %}{{'<｜Assistant｜><think>\\n'}}{% endif %}`;

/** Gemma: the system's text in the first turn, roles that alternate; tools by a macro that calls itself. */
function gemma(withTools: boolean): string {
  const macros =
    '{%- macro schema(params) -%}{%- if params is mapping -%}{ {%- for key, value in params | dictsort -%}{%- if not loop.first %},{% endif -%}{{ key }}:{%- if value is mapping or (value is iterable and value is not string) -%}{{ schema(value) }}{%- elif value is string -%}<|"|>{{ value | upper }}<|"|>{%- else -%}{{ value }}{%- endif -%}{%- endfor -%} }{%- elif params is iterable and params is not string -%}[{%- for item in params -%}{{ schema(item) }}{%- if not loop.last %},{% endif -%}{%- endfor -%}]{%- else -%}{{ params }}{%- endif -%}{%- endmacro -%}';
  return `${withTools ? macros : ''}{{ bos_token }}{%- if messages[0]['role'] == 'system' -%}{%- set prefix = messages[0]['content'] + '\n\n' -%}{%- set loop_messages = messages[1:] -%}{%- else -%}{%- set prefix = "" -%}{%- set loop_messages = messages -%}{%- endif -%}
${withTools ? '{%- for tool in tools or [] %}<tool>{{ tool.function.name }}{{ schema(tool.function.parameters) }}</tool>{% endfor -%}' : ''}
{%- for message in loop_messages -%}
    {%- if ${!withTools} and (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}{{ raise_exception("Conversation roles must alternate user/assistant/user/assistant/...") }}{%- endif -%}
    {%- set role = "model" if message['role'] == 'assistant' else message['role'] -%}
    {{ '<start_of_turn>' + role + '\n' + (prefix if loop.first else "") }}{%- if message['content'] is string -%}{{ message['content'] | trim }}{%- elif message['content'] is iterable -%}{%- for item in message['content'] -%}{{ item['text'] | trim }}{%- endfor -%}{%- endif -%}{{ '<end_of_turn>\n' }}
{%- endfor -%}{%- if add_generation_prompt -%}{{'<start_of_turn>model\n'}}{%- endif -%}`;
}

/** gpt-oss: types written by macros, and a search for the last final answer. */
const harmony = `{%- macro ts_type(spec, required) -%}
    {%- if spec.type == "array" -%}{%- if spec['items'] -%}{%- if spec['items']['type'] == "string" -%}{{ "string[]" }}{%- else -%}{%- set inner = ts_type(spec['items'], required) -%}{%- if inner == "object | object" or inner|length > 50 -%}{{ "any[]" }}{%- else -%}{{ inner + "[]" }}{%- endif -%}{%- endif -%}{%- endif -%}
    {%- elif spec.type is defined and spec.type is iterable and spec.type is not string and spec.type is not mapping and spec.type[0] is defined -%}{{ spec.type | join(" | ") if spec.type | length > 1 else spec.type[0] }}
    {%- elif spec.oneOf -%}{%- for variant in spec.oneOf -%}{{- ts_type(variant, required) -}}{%- if not loop.last %} | {% endif -%}{%- endfor -%}
    {%- elif spec.type == "string" -%}{%- if spec.enum -%}{{ '"' + spec.enum|join('" | "') + '"' }}{%- else -%}{{ "string" }}{%- if spec.nullable %}{{ " | null" }}{%- endif -%}{%- endif -%}
    {%- elif spec.type == "object" -%}{%- if spec.properties -%}{{ "{\\n" }}{%- for name, prop in spec.properties.items() -%}{{ name }}{%- if name not in (spec.required or []) -%}{{ "?" }}{%- endif -%}{{ ": " }}{{ ts_type(prop, spec.required or []) }}{%- if not loop.last -%}{{", " }}{%- endif -%}{%- endfor -%}{{ "}" }}{%- else -%}{{ "object" }}{%- endif -%}
    {%- else -%}{{ "any" }}{%- endif -%}
{%- endmacro -%}
{{- "<|start|>system<|message|>Reasoning: " + reasoning_effort|default("medium") + "\\n<|end|>" }}
{%- if tools -%}{{- "<|start|>developer<|message|># Tools\\n" }}{%- for tool in tools -%}{%- set tool = tool.function %}{{- "// " + tool.description|default('-') + "\\ntype " + tool.name + " = (_: " }}{%- if tool.parameters and tool.parameters.properties -%}{{ ts_type(tool.parameters, []) }}{%- endif -%}{{- ") => any;\\n" }}{%- endfor -%}{{- "<|end|>" }}{%- endif -%}
{%- set last_tool_call = namespace(name=none) %}
{%- for message in messages -%}
    {%- if message.role == 'assistant' -%}
        {%- if "tool_calls" in message -%}
            {%- set future = namespace(found=false) -%}{%- for later in messages[loop.index:] -%}{%- if later.role == 'assistant' and "tool_calls" not in later -%}{%- set future.found = true -%}{%- break -%}{%- endif -%}{%- endfor -%}
            {%- if message.thinking and not future.found %}{{- "<|start|>assistant<|channel|>analysis<|message|>" + message.thinking + "<|end|>" }}{%- endif %}
            {%- set tool_call = message.tool_calls[0] %}{%- if tool_call.function %}{%- set tool_call = tool_call.function %}{%- endif %}
            {{- "<|start|>assistant to=functions." + tool_call.name + "<|channel|>commentary " }}{{- (tool_call.content_type if tool_call.content_type is defined else "json") + "<|message|>" }}{{- tool_call.arguments|tojson }}{{- "<|call|>" }}
            {%- set last_tool_call.name = tool_call.name %}
        {%- elif loop.last and not add_generation_prompt -%}{{- "<|start|>assistant<|channel|>final<|message|>" + message.content + "<|return|>" }}
        {%- else -%}{{- "<|start|>assistant<|channel|>final<|message|>" + message.content + "<|end|>" }}{%- set last_tool_call.name = none %}{%- endif -%}
    {%- elif message.role == 'tool' -%}{%- if last_tool_call.name is none %}{{- raise_exception("Message has tool role, but there was no previous assistant message with a tool call!") }}{%- endif %}{{- "<|start|>functions." + last_tool_call.name + " to=assistant<|message|>" + message.content|tojson + "<|end|>" }}
    {%- elif message.role == 'user' -%}{{- "<|start|>user<|message|>" + message.content + "<|end|>" }}{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}<|start|>assistant{%- endif -%}`;

/** GLM: arguments as pairs of tags, `is iterable`, and a switch to think. */
const glm = `[gMASK]<sop>
{%- if tools -%}<|system|>
# Tools
{% for tool in tools %}
{{ tool | tojson(ensure_ascii=False) }}
{% endfor %}{%- endif -%}
{%- macro visible_text(content) -%}
    {%- if content is string -%}
        {{- content }}
    {%- elif content is iterable and content is not mapping -%}
        {%- for item in content -%}{%- if item is mapping and item.type == 'text' -%}{{- item.text }}{%- elif item is string -%}{{- item }}{%- endif -%}{%- endfor -%}
    {%- else -%}{{- content }}{%- endif -%}
{%- endmacro -%}
{%- set ns = namespace(last_user_index=-1) %}
{%- for m in messages %}{%- if m.role == 'user' %}{% set ns.last_user_index = loop.index0 -%}{%- endif %}{%- endfor %}
{% for m in messages %}
{%- if m.role == 'user' -%}<|user|>
{{ visible_text(m.content) }}
{{- '/nothink' if (enable_thinking is defined and not enable_thinking and not visible_text(m.content).endswith("/nothink")) else '' -}}
{%- elif m.role == 'assistant' -%}
<|assistant|>
{%- set reasoning_content = m.reasoning_content if m.reasoning_content is string else '' %}
{%- set content = visible_text(m.content) %}
{%- if loop.index0 > ns.last_user_index and reasoning_content -%}
{{ '\\n<think>' + reasoning_content.strip() +  '</think>'}}
{%- else -%}
{{ '\\n<think></think>' }}
{%- endif -%}
{%- if content.strip() -%}
{{ '\\n' + content.strip() }}
{%- endif -%}
{% if m.tool_calls %}
{% for tc in m.tool_calls %}
{%- if tc.function %}
    {%- set tc = tc.function %}
{%- endif %}
{{ '\\n<tool_call>' + tc.name }}
{% set _args = tc.arguments %}
{% for k, v in _args.items() %}
<arg_key>{{ k }}</arg_key>
<arg_value>{{ v | tojson(ensure_ascii=False) if v is not string else v }}</arg_value>
{% endfor %}
</tool_call>{% endfor %}
{% endif %}
{%- elif m.role == 'tool' -%}
{%- if m.content is string -%}
{%- if loop.first or (messages[loop.index0 - 1].role != "tool") %}
    {{- '<|observation|>' }}
{%- endif %}
{{- '\\n<tool_response>\\n' }}{{- m.content }}{{- '\\n</tool_response>' }}
{%- endif -%}
{%- elif m.role == 'system' -%}
<|system|>
{{ visible_text(m.content) }}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}
    <|assistant|>{{- '\\n<think></think>' if (enable_thinking is defined and not enable_thinking) else '' -}}
{%- endif -%}`;

/** Granite and Command: dates, documents, and filters of lists. */
function granite(documentsFirst: boolean): string {
  const documents =
    "{%- if documents %}{{- '<|start_of_role|>documents<|end_of_role|>' }}{%- for document in documents %}{{- 'Document ' ~ loop.index0 }}{% for key, value in document | items %}{{- '\\n' + key ~ ': ' ~ value }}{% endfor %}{%- if not loop.last %}{{- '\\n\\n' }}{%- endif %}{%- endfor %}{{- '<|end_of_text|>\\n' }}{%- endif %}";
  const tools =
    "{%- if tools %}{{- '<|start_of_role|>tools<|end_of_role|>' }}{{- tools | tojson(indent=4) }}{{- '<|end_of_text|>\\n' }}{%- endif %}";
  return `${SYSTEM}{%- set names = tools | default([], true) | map(attribute='function.name') | list %}{{- '<|start_of_role|>system<|end_of_role|>' + (system or 'Knowledge Cutoff Date: April 2024.\\nToday\\'s Date: ' + strftime_now('%B %d, %Y') + '.') + (' You may call ' + names | join(', ') if names else '') + '<|end_of_text|>\\n' }}
${documentsFirst ? documents + tools : tools + documents}
{%- for message in rest %}{{- '<|start_of_role|>' + message['role'] + '<|end_of_role|>' }}{%- filter trim %}{{ message['content'] or '' }}{% endfilter %}{%- for call in message.tool_calls or [] %}{{- '<|tool_call|>' ~ [{'name': call.function.name, 'arguments': call.function.arguments}] | tojson }}{%- endfor %}{{- '<|end_of_text|>\\n' }}{%- if loop.last and add_generation_prompt %}{{- '<|start_of_role|>assistant' }}{%- if controls is defined %}{{- ' ' + controls | tojson }}{%- endif %}{{- '<|end_of_role|>' }}{%- endif %}{%- endfor %}`;
}

/** Phi, Zephyr, Vicuna and the like: short, each with its way of writing turns. */
function simple(before: string, after: string, style: 'trim' | 'plain' | 'generation'): string {
  const content = style === 'trim' ? 'message.content | trim' : 'message.content';
  const turn = `{{ '${before}' ~ message.role ~ '${after}' }}{{ ${content} }}{{ eos_token }}`;
  const body =
    style === 'generation'
      ? `{% if message.role == 'assistant' %}{% generation %}\n${turn}\n{% endgeneration %}{% else %}${turn}{% endif %}`
      : turn;
  return `{% for message in messages %}\n    {% if loop.first and message.role == 'system' %}\n${turn}\n    {% elif message.content %}\n${body}\n    {% else %}\n{% endif %}\n{% endfor %}\n{% if add_generation_prompt %}{{ '${before}assistant${after}' }}{% endif %}`;
}

/** Every template, by a name. */
export const FAMILIES: Readonly<Record<string, string>> = {
  'qwen2.5': chatml(false, false),
  qwen3: chatml(true, false),
  'qwen3-coder': chatml(false, true),
  'qwen3.5': chatml(true, true),
  'llama3.1': llama(true),
  'llama3.2': llama(false),
  mistral: mistral(true),
  'mistral-nemo': mistral(false),
  exaone4: exaone,
  'deepseek-r1': deepseek,
  gemma3: gemma(false),
  functiongemma: gemma(true),
  'gpt-oss': harmony,
  'glm4.5': glm,
  granite3: granite(true),
  granite3b: granite(false),
  ...MORE_FAMILIES,
  ...Object.fromEntries(
    [
      ['<|', '|>\\n'],
      ['### ', ':\\n'],
      ['<', '>'],
      ['', ': '],
      ['[', '] '],
      ['\\n\\n', ': '],
      ['<|im_start|>', '\\n'],
      ['<｜', '｜>'],
    ].flatMap(([before = '', after = '']) =>
      (['trim', 'plain', 'generation'] as const).map((style): [string, string] => [
        `simple ${before}${after} ${style}`,
        simple(before, after, style),
      ]),
    ),
  ),
};
