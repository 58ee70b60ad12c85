/** Twenty conversations that the templates of the families are rendered with, as JSON text. */

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Weather “now” & later',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string', description: 'A city' },
        unit: { type: 'string', enum: ['C', 'F'] },
        days: { type: ['integer', 'null'] },
      },
      required: ['city'],
    },
  },
};
const search = {
  type: 'function',
  function: {
    name: 'search',
    parameters: {
      type: 'object',
      properties: {
        tags: { type: 'array', items: { type: 'string' } },
        deep: { type: 'object', properties: { n: { type: 'number' } } },
      },
    },
  },
};
const empty = { type: 'function', function: { name: 'now', description: '' } };

const system = { role: 'system', content: ' You are kind.\n' };
const user = (content: unknown): object => ({ role: 'user', content });
const assistant = (content: unknown, more: object = {}): object => ({ role: 'assistant', content, ...more });
const call = (name: string, args: unknown, id = 'abcdefghi'): object => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});
const tool = (content: unknown): object => ({ role: 'tool', content, tool_call_id: 'abcdefghi', name: 'get_weather' });

const calling = [
  user('Weather?'),
  assistant('', { tool_calls: [call('get_weather', { city: 'Tōkyō', days: 3, unit: null })] }),
  tool('{"rain": true}'),
];
const twice = [
  user('Both?'),
  assistant('I look.', {
    reasoning_content: '\nTwo calls.\n',
    thinking: 'Two calls.',
    tool_calls: [
      call('get_weather', { city: 'A "b"', list: [1, [true, null]], deep: { k: 'v' } }),
      call('search', {}, 'ihgfedcba'),
    ],
  }),
  tool('1'),
  tool('two'),
];
const documents = [{ title: 'Stars', text: 'A star shines.', n: 1 }, { title: 'Sun' }];

/** In the order of their use; each with the variables that transformers gives. */
const CONVERSATIONS: readonly object[] = [
  { messages: [user('Hello')] },
  { messages: [system, user('Hello')] },
  { messages: [system, user(' Hi 😀\n'), assistant('Yes.\n'), user('Go on')] },
  { messages: [user('a'), assistant('<think>\nb\n</think>\n\nc'), user('d')] },
  {
    messages: [user('a'), assistant('c', { reasoning_content: 'b', thinking: 'b' }), user('d')],
    enable_thinking: false,
  },
  { messages: [system, user('Hi')], tools: [weather] },
  { messages: [user('Hi')], tools: [weather, search, empty] },
  { messages: calling, tools: [weather] },
  { messages: [system, ...calling, assistant('It rains.')], tools: [weather, search], add_generation_prompt: false },
  { messages: twice, tools: [weather, search] },
  { messages: [...twice, assistant('Done.'), user('Thanks')], tools: [weather], enable_thinking: true },
  { messages: [user('a'), user('b')] },
  { messages: [assistant('first')] },
  { messages: [system] },
  { messages: [user('Who?')], documents },
  {
    messages: [
      user([
        { type: 'text', text: ' parts ' },
        { type: 'text', text: 'two' },
      ]),
    ],
  },
  { messages: [user('x'), assistant(null, { tool_calls: [call('now', {})] }), tool('12:00')], tools: [empty] },
  {
    messages: [user('{{ raw }} {% if %} "quotes" \\ \'single\' <|im_end|>')],
    controls: { length: 'long' },
    date_string: '1 Jan 2026',
  },
  { messages: [user('<tool_response>\nx\n</tool_response>'), user('y')], reasoning_effort: 'high' },
  { messages: [system, user(''), assistant(''), user('\t \n')], add_generation_prompt: false },
];

/** What a template finds, for each conversation. */
export const conversations: readonly string[] = CONVERSATIONS.map((given) =>
  JSON.stringify({
    add_generation_prompt: true,
    tools: null,
    documents: null,
    bos_token: '<s>',
    eos_token: '</s>',
    ...given,
  }),
);
