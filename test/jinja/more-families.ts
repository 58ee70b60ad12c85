/** More chat templates in the style of families, written for these tests: each with constructs that its models' own templates use. */

const kimi = `{%- macro render_content(msg) -%}
    {%- set c = msg.get('content') -%}
    {%- if c is string -%}{{ c }}{%- elif c is not none -%}{% for content in c -%}{{ content['text'] }}{%- endfor -%}{%- endif -%}
{%- endmacro -%}
{% macro set_roles(message) -%}
    {%- set role_name = message.get('name') or message['role'] -%}
    {%- if message['role'] == 'user' -%}<|im_user|>{{ role_name }}<|im_middle|>
    {%- elif message['role'] == 'assistant' -%}<|im_assistant|>{{ role_name }}<|im_middle|>
    {%- else -%}<|im_system|>{{ role_name }}<|im_middle|>{%- endif -%}
{%- endmacro -%}
{%- macro render_toolcalls(message) -%}
    <|tool_calls_section_begin|>
    {%- for tool_call in message['tool_calls'] -%}
        <|tool_call_begin|>{{ tool_call['id'] }}<|tool_call_argument_begin|>{% if tool_call['function']['arguments'] is string %}{{ tool_call['function']['arguments'] }}{% else %}{{ tool_call['function']['arguments'] | tojson }}{% endif %}<|tool_call_end|>
    {%- endfor -%}
    <|tool_calls_section_end|>
{%- endmacro -%}
{%- if tools -%}<|im_system|>tool_declare<|im_middle|>{{ tools | tojson(separators=(',', ':')) }}<|im_end|>{%- endif -%}
{%- for message in messages -%}
    {%- if loop.first and messages[0]['role'] != 'system' -%}<|im_system|>system<|im_middle|>You are Kimi.<|im_end|>{%- endif -%}
    {{ set_roles(message) }}
    {%- if message['role'] == 'assistant' and message.get('tool_calls') -%}
        <think>{{ message.get('reasoning_content', '') }}</think>{{ render_content(message) }}{{ render_toolcalls(message) }}
    {%- elif message['role'] == 'tool' -%}
        {%- set tool_call_id = message.tool_call_id -%}## Return of {{ tool_call_id }}
{{ render_content(message) }}
    {%- else -%}{{ render_content(message) }}{%- endif -%}
    <|im_end|>
{%- endfor -%}
{%- if add_generation_prompt -%}<|im_assistant|>assistant<|im_middle|>{%- endif -%}`;

const phi4 = `{% for message in messages %}{% if message['role'] == 'system' and tools is defined and tools is not none %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|tool|>' + (tools | tojson) + '<|/tool|>' + '<|end|>' }}{% elif loop.first and tools %}{{ '<|system|><|tool|>' ~ tools | tojson ~ '<|/tool|><|end|>' }}{{ '<|' + message.role + '|>' + (message.content or '') + '<|end|>' }}{% elif message.tool_calls %}{{ '<|assistant|><|tool_call|>[' }}{% for call in message.tool_calls %}{{ {'name': call.function.name, 'arguments': call.function.arguments} | tojson }}{{ ', ' if not loop.last }}{% endfor %}{{ ']<|/tool_call|><|end|>' }}{% else %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% else %}{{ eos_token }}{% endif %}`;

const gemma4 = `{%- macro format_argument(argument) -%}
    {%- if argument is string -%}{{ '<|"|>' + argument + '<|"|>' }}
    {%- elif argument is boolean -%}{{ 'true' if argument else 'false' }}
    {%- elif argument is mapping -%}{{ '{' }}{%- for key, value in argument | dictsort -%}{{ key }}:{{ format_argument(value) }}{%- if not loop.last %},{% endif -%}{%- endfor -%}{{ '}' }}
    {%- elif argument is sequence -%}{{ '[' }}{%- for item in argument -%}{{ format_argument(item) }}{{ ',' if not loop.last else '' }}{%- endfor -%}{{ ']' }}
    {%- else -%}{{ argument }}{%- endif -%}
{%- endmacro -%}
{{ bos_token }}
{%- if tools or enable_thinking or messages[0]['role'] in ['system', 'developer'] -%}
    {{- '<|turn>system\\n' -}}{%- if enable_thinking is defined and enable_thinking -%}{{- '<|think|>' -}}{%- endif -%}
    {%- if messages[0]['role'] in ['system', 'developer'] -%}{{- messages[0]['content'] | trim -}}{%- endif -%}
    {%- for tool in tools or [] -%}{{- '<|tool>declaration:' -}}{{- tool['function']['name'] -}}{{- format_argument(tool['function'].get('parameters', {})) -}}{{- '<tool|>' -}}{%- endfor -%}
    {{- '<turn|>\\n' -}}
{%- endif -%}
{%- for message in messages if message['role'] not in ('system', 'developer') -%}
    {%- set role = 'model' if message['role'] == 'assistant' else message['role'] -%}
    {{- '<|turn>' + role + '\\n' -}}
    {%- if message.get('reasoning_content') -%}{{- '<|channel>thought\\n' ~ message.reasoning_content ~ '\\n<channel|>' -}}{%- endif -%}
    {%- for tool_call in message.get('tool_calls') or [] -%}{{- '<|tool_call>call:' + tool_call['function']['name'] + format_argument(tool_call['function']['arguments']) + '<tool_call|>' -}}{%- endfor -%}
    {%- if message['content'] is string -%}{{- message['content'] | trim -}}{%- elif message['content'] is iterable -%}{%- for item in message['content'] -%}{%- if item['type'] == 'text' -%}{{ item['text'] | trim }}{%- elif item['type'] == 'image' -%}{{ '<|image|>' }}{%- endif -%}{%- endfor -%}{%- endif -%}
    {{- '<turn|>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|turn>model\\n' -}}{%- endif -%}`;

const magistral = `{%- set today = strftime_now("%Y-%m-%d") %}{%- set default_system_message = "First draft your thinking.\\nToday is " + today %}
{{- bos_token }}
{%- if messages[0]['role'] == 'system' %}{%- set system_message = messages[0]['content'] %}{%- set loop_messages = messages[1:] %}{%- else %}{%- set system_message = default_system_message %}{%- set loop_messages = messages %}{%- endif %}
{{- '[SYSTEM_PROMPT]' + system_message + '[/SYSTEM_PROMPT]' }}
{%- if tools is defined and tools is not none and tools|length > 0 %}{{- '[AVAILABLE_TOOLS] ' + (tools|tojson) + '[/AVAILABLE_TOOLS]' }}{%- endif %}
{%- for message in loop_messages %}
    {%- if message['role'] == 'user' %}
        {%- if message['content'] is string %}{{- '[INST]' + message['content'] + '[/INST]' }}{%- else %}{{- '[INST]' }}{%- for block in message['content'] | selectattr('type', 'eq', 'text') %}{{- block['text'] }}{%- endfor %}{{- '[/INST]' }}{%- endif %}
    {%- elif message['role'] == 'assistant' %}
        {%- if message['reasoning_content'] is defined %}{{- '[THINK]' ~ message['reasoning_content'] ~ '[/THINK]' }}{%- endif %}
        {{- message['content'] or '' }}
        {%- if message['tool_calls'] is defined and message['tool_calls'] is not none %}{%- for tool in message['tool_calls'] %}{%- set arguments = tool['function']['arguments'] %}{%- if arguments is not string %}{%- set arguments = arguments|tojson|safe %}{%- elif arguments == '' %}{%- set arguments = '{}' %}{%- endif %}{{- '[TOOL_CALLS]' ~ tool['function']['name'] ~ '[ARGS]' ~ arguments }}{%- endfor %}{%- endif %}
        {{- eos_token }}
    {%- elif message['role'] == 'tool' %}{{- '[TOOL_RESULTS]' + message['content']|string + '[/TOOL_RESULTS]' }}
    {%- elif message['role'] == 'system' %}{{- '[SYSTEM_PROMPT]' + message['content'] + '[/SYSTEM_PROMPT]' }}
    {%- else %}{{- raise_exception('Only user, system and assistant roles are supported!') }}{%- endif %}
{%- endfor %}`;

const commandR = `{%- macro json_schema_type(schema, depth=0, max_depth=3) -%}
    {%- if depth >= max_depth -%}Any{%- elif schema.type == 'object' -%}{ {%- for name, inner in (schema.properties or {}).items() -%}{{ name }}: {{ json_schema_type(inner, depth + 1) }}{{ '; ' if not loop.last }}{%- endfor -%} }
    {%- elif schema.type is string -%}{{ schema.type | upper }}{%- else -%}{{ (schema.type or []) | map('upper') | join(' | ') }}{%- endif -%}
{%- endmacro -%}
{{ bos_token }}{% set ns = namespace(calls=0, plan=[]) %}
{%- if tools or documents -%}<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|># Available
{%- if tools %}
{% for tool in tools %}{{ loop.index ~ '. ' ~ tool.function.name ~ ' ' ~ json_schema_type(tool.function.parameters or {}) }}
{% endfor %}{% endif -%}
{%- if documents %}
{% for document in documents %}{{ {'tool_call_id': '0', 'results': {loop.index0 | string: document}} | tojson }}{% if loop.index == 1 and documents | length > 5 %}{% break %}{% endif %}
{% endfor %}{% endif %}<|END_OF_TURN_TOKEN|>{%- endif -%}
{%- for message in messages -%}
    {%- if message.role | lower == 'system' -%}<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>{{ message.content | trim }}<|END_OF_TURN_TOKEN|>
    {%- elif message.role == 'user' -%}<|START_OF_TURN_TOKEN|><|USER_TOKEN|>{{ message.content }}<|END_OF_TURN_TOKEN|>
    {%- elif message.role == 'assistant' -%}<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>
        {%- if message.tool_calls -%}
            {%- if message.reasoning_content -%}<|START_THINKING|>{{ message.reasoning_content }}<|END_THINKING|>{%- endif -%}
            <|START_ACTION|>[
            {%- for call in message.tool_calls %}
    {"tool_call_id": "{{ ns.calls }}", "tool_name": "{{ call.function.name }}", "parameters": {{ call.function.arguments | tojson }}}{{ "," if not loop.last }}
            {%- set ns.calls = ns.calls + 1 -%}
            {%- endfor %}
]<|END_ACTION|>
        {%- else -%}<|START_RESPONSE|>{{ message.content }}<|END_RESPONSE|>{%- endif -%}<|END_OF_TURN_TOKEN|>
    {%- elif message.role == 'tool' -%}
        {%- if loop.previtem is undefined or loop.previtem.role != 'tool' -%}<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|><|START_TOOL_RESULT|>[{%- endif -%}
        {{ {'results': message.content} | tojson }}{%- if loop.nextitem is defined and loop.nextitem.role == 'tool' -%}, {% else %}]<|END_TOOL_RESULT|><|END_OF_TURN_TOKEN|>{%- endif -%}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>{%- endif -%}`;

const granite4 = `{%- set g = namespace(system='You are Granite.', tools='') %}
{%- if tools %}{%- for tool in tools %}{%- set g.tools = g.tools ~ '\\n' ~ (tool | tojson) %}{%- endfor %}{%- set g.system = g.system ~ '\\nWrite <tool_call> ... </tool_call>:\\n<tools>' ~ g.tools ~ '\\n</tools>' %}{%- endif %}
{%- if messages and messages[0].role == 'system' and messages[0].content is string %}{%- set g.system = messages[0].content ~ '\\n\\n' ~ g.system %}{%- endif %}
{{- '<|start_of_role|>system<|end_of_role|>' ~ g.system ~ '<|end_of_text|>\\n' }}
{%- for message in messages %}
    {%- if message.role == 'system' %}{%- continue %}{%- endif %}
    {%- set content = namespace(val='') %}
    {%- if message.content is string %}{%- set content.val = message.content %}{%- elif message.content %}{%- for entry in message.content if entry.type == 'text' %}{%- if content.val != '' %}{%- set content.val = content.val ~ '\\n' %}{%- endif %}{%- set content.val = content.val ~ entry.text %}{%- endfor %}{%- endif %}
    {%- if message.role == 'tool' %}{%- if loop.first or loop.previtem.role != 'tool' %}{{- '<|start_of_role|>user<|end_of_role|>' }}{%- endif %}{{- '\\n<tool_response>\\n' ~ content.val ~ '\\n</tool_response>' }}{%- if loop.last or loop.nextitem.role != 'tool' %}{{- '<|end_of_text|>\\n' }}{%- endif %}
    {%- else %}{{- '<|start_of_role|>' ~ message.role ~ '<|end_of_role|>' ~ content.val }}{%- for call in message.tool_calls or [] %}{{- '\\n' if (loop.first and content.val) or not loop.first }}{{- '<tool_call>\\n' ~ {'name': call.function.name, 'arguments': call.function.arguments} | tojson ~ '\\n</tool_call>' }}{%- endfor %}{{- '<|end_of_text|>\\n' }}{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|start_of_role|>assistant<|end_of_role|>' }}{%- endif %}`;

const smollm = `{%- if enable_thinking is not defined -%}{%- set enable_thinking = true -%}{%- endif -%}
{%- set mode = '/think' if enable_thinking else '/no_think' -%}
{%- if messages[0].role == 'system' and '/no_think' in messages[0].content -%}{%- set mode = '/no_think' -%}{%- endif -%}
{{- '<|im_start|>system\\n## Metadata\\nDate: ' -}}{%- set today = strftime_now('%d %B %Y') -%}{{ today ~ '\\nMode: ' ~ mode ~ '\\n\\n' }}
{%- if xml_tools or tools -%}{%- set ns = namespace(text='<tools>\\n') -%}{%- for tool in xml_tools or tools -%}{%- set ns.text = ns.text ~ tool | string ~ '\\n' -%}{%- endfor -%}{{ ns.text + '</tools>, calls in <tool_call></tool_call>\\n' }}{%- endif -%}
{{- '<|im_end|>\\n' -}}
{%- for message in messages -%}
    {%- set content = message.content if message.content is string else (message.content | map(attribute='text') | join('') if message.content else '') -%}
    {%- if message.role == 'user' -%}{{ '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>\\n' }}
    {%- elif message.role == 'assistant' -%}{% generation %}{{ '<|im_start|>assistant\\n' + ('<think>\\n\\n</think>\\n' if mode == '/no_think' else '') + content.lstrip('\\n') + '<|im_end|>\\n' }}{% endgeneration %}
    {%- elif message.role == 'tool' -%}{{ '<|im_start|>user\\n' + content + '<|im_end|>\\n' }}{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}{%- if mode == '/no_think' -%}{{ '<think>\\n\\n</think>\\n' }}{%- endif -%}{%- endif -%}`;

const deepseekV3 = `{%- if not add_generation_prompt is defined -%}{%- set add_generation_prompt = false -%}{%- endif -%}{%- if not thinking is defined -%}{%- set thinking = false -%}{%- endif -%}
{%- set ns = namespace(is_first=false, is_tool=false, system_prompt='', is_first_sp=true, is_last_user=false) -%}
{%- for message in messages -%}{%- if message['role'] == 'system' -%}{%- if ns.is_first_sp -%}{%- set ns.system_prompt = ns.system_prompt + message['content'] -%}{%- set ns.is_first_sp = false -%}{%- else -%}{%- set ns.system_prompt = ns.system_prompt + '\\n\\n' + message['content'] -%}{%- endif -%}{%- endif -%}{%- endfor -%}
{%- if tools is defined and tools is not none -%}{%- set tool_ns = namespace(text='## Tools\\nYou have access to the following tools:\\n') -%}{%- for tool in tools -%}{%- set tool_ns.text = tool_ns.text + '\\n### ' + tool.function.name + '\\nDescription: ' + (tool.function.description or '') + '\\n\\nParameters: ' + (tool.function.parameters | tojson) + '\\n' -%}{%- endfor -%}{%- set ns.system_prompt = ns.system_prompt + '\\n\\n' + tool_ns.text -%}{%- endif -%}
{{ bos_token }}{{ ns.system_prompt }}
{%- for message in messages -%}
    {%- if message['role'] == 'user' -%}{%- set ns.is_tool = false -%}{%- set ns.is_last_user = true -%}{{ '<｜User｜>' + (message['content'] if message['content'] is string else message['content'][0].text) }}{%- endif -%}
    {%- if message['role'] == 'assistant' and message['tool_calls'] is defined and message['tool_calls'] is not none -%}
        {%- if ns.is_last_user -%}{{ '<｜Assistant｜></think>' }}{%- endif -%}{%- set ns.is_last_user = false -%}{%- set ns.is_first = false -%}
        {%- for tool in message['tool_calls'] -%}
            {%- set body = tool['function']['name'] + '<｜tool▁sep｜>' + tool['function']['arguments'] | tojson + '<｜tool▁call▁end｜>' -%}
            {%- if not ns.is_first -%}{{ (message['content'] or '') + '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>' + body }}{%- set ns.is_first = true -%}{%- else -%}{{ '<｜tool▁call▁begin｜>' + body }}{%- endif -%}
        {%- endfor -%}{{ '<｜tool▁calls▁end｜><｜end▁of▁sentence｜>' }}
    {%- elif message['role'] == 'assistant' -%}
        {%- if ns.is_last_user -%}{{ '<｜Assistant｜>' }}{%- if message['prefix'] is defined and message['prefix'] and thinking -%}{{ '<think>' }}{%- else -%}{{ '</think>' }}{%- endif -%}{%- endif -%}{%- set ns.is_last_user = false -%}
        {%- set content = message['content'] -%}{%- if '</think>' in content -%}{%- set content = content.split('</think>', 1)[1] -%}{%- endif -%}{{ content + '<｜end▁of▁sentence｜>' }}
    {%- elif message['role'] == 'tool' -%}{%- set ns.is_last_user = false -%}{%- set ns.is_tool = true -%}{{ '<｜tool▁output▁begin｜>' + message['content'] + '<｜tool▁output▁end｜>' }}{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt and (ns.is_last_user or ns.is_tool) -%}{{ '<｜Assistant｜>' }}{%- if not thinking -%}{{ '</think>' }}{%- else -%}{{ '<think>' }}{%- endif -%}{%- endif -%}`;

const llama4 = `{{- bos_token }}{%- if custom_tools is defined and custom_tools %}{%- set tools = custom_tools %}{%- endif %}
{%- if not tools_in_user_message is defined %}{%- set tools_in_user_message = true %}{%- endif %}
{%- if messages[0]['role'] == 'system' %}{%- if messages[0]['content'] is string %}{%- set system_message = messages[0]['content']|trim %}{%- else %}{%- set system_message = messages[0]['content'][0]['text']|trim %}{%- endif %}{%- set messages = messages[1:] %}{%- else %}{%- set system_message = '' %}{%- endif %}
{{- '<|header_start|>system<|header_end|>\\n\\n' ~ system_message ~ '<|eot|>' if system_message else '' }}
{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or ('tool_calls' in message and message.tool_calls is not none)) %}
        {{- '<|header_start|>' + message['role'] + '<|header_end|>\\n\\n' }}{%- if message['content'] is string %}{{- message['content'] }}{%- else %}{%- for content in message['content'] or [] %}{%- if content['type'] == 'image' %}{{- '<|image|>' }}{%- elif content['type'] == 'text' %}{{- content['text'] | trim }}{%- endif %}{%- endfor %}{%- endif %}{{- '<|eot|>' }}
    {%- elif 'tool_calls' in message %}
        {{- '<|header_start|>assistant<|header_end|>\\n\\n<|python_start|>' }}{{- message['content'] or '' }}{{- '<|python_end|>' }}
        {%- for tool_call in message.tool_calls %}{{- '{"name": "' + tool_call.function.name + '", ' }}{{- '"parameters": ' }}{{- tool_call.function.arguments | tojson }}{{- '}' }}{%- endfor %}{{- '<|eot|>' }}
    {%- else %}{{- '<|header_start|>ipython<|header_end|>\\n\\n' }}{%- if message.content is string %}{{- message.content | tojson }}{%- elif message.content is iterable %}{%- for content in message['content'] %}{%- if content['type'] == 'text' %}{{- content['text'] | tojson }}{%- endif %}{%- endfor %}{%- endif %}{{- '<|eot|>' }}{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|header_start|>assistant<|header_end|>\\n\\n' }}{%- endif %}`;

/** Every template, by a name. */
export const MORE_FAMILIES: Readonly<Record<string, string>> = {
  'kimi-k2': kimi,
  'phi4-mini': phi4,
  gemma4,
  magistral,
  'command-r7b': commandR,
  'granite4.0': granite4,
  smollm3: smollm,
  'deepseek-v3.1': deepseekV3,
  llama4,
};
