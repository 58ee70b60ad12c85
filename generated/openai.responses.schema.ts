// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
import type { Schema } from './openai.schema.ts';

const ResponseInputText: Schema = { type: "object", required: ["type","text"], properties: {
  type: { type: "string", const: "input_text" },
  text: { type: "string" },
} };

const ResponseInputOutputText: Schema = { type: "object", required: ["type","text"], properties: {
  type: { type: "string", const: "output_text" },
  text: { type: "string" },
} };

const ResponseInputRefusal: Schema = { type: "object", required: ["type","refusal"], properties: {
  type: { type: "string", const: "refusal" },
  refusal: { type: "string" },
} };

const ResponseInputImage: Schema = { type: "object", required: ["type"], properties: {
  type: { type: "string", const: "input_image" },
  image_url: { type: ["string","null"] },
  file_id: { type: ["string","null"] },
  detail: { type: ["string","null"], enum: ["auto","low","high","original",null] },
} };

const ResponseInputFile: Schema = { type: "object", required: ["type"], properties: {
  type: { type: "string", const: "input_file" },
  file_data: { type: ["string","null"] },
  file_id: { type: ["string","null"] },
  file_url: { type: ["string","null"] },
  filename: { type: ["string","null"] },
} };

const InputAudio: Schema = { type: "object", additionalProperties: false, open: true, required: ["data","format"], properties: {
  data: { type: "string" },
  format: { type: "string", enum: ["wav","mp3"], open: {"enum":null} },
} };

const ResponseInputAudio: Schema = { type: "object", required: ["type","input_audio"], properties: {
  type: { type: "string", const: "input_audio" },
  input_audio: InputAudio,
} };

const ResponseInputPart: Schema = { oneOf: [ResponseInputText, ResponseInputOutputText, ResponseInputRefusal, ResponseInputImage, ResponseInputFile, ResponseInputAudio], discriminator: "type" };

const ResponseInputMessage: Schema = { type: "object", required: ["type","role","content"], properties: {
  type: { type: "string", const: "message" },
  role: { type: "string", enum: ["user","assistant","system","developer"] },
  content: { oneOf: [{ type: "string" }, { type: "array", items: ResponseInputPart }] },
  id: { type: ["string","null"] },
  status: { type: ["string","null"] },
  phase: { type: ["string","null"] },
} };

const ResponseFunctionCallItem: Schema = { type: "object", required: ["type","call_id","name","arguments"], properties: {
  type: { type: "string", const: "function_call" },
  call_id: { type: "string" },
  name: { type: "string", minLength: 1 },
  arguments: { type: "string" },
  namespace: { type: ["string","null"] },
  id: { type: ["string","null"] },
  status: { type: ["string","null"] },
} };

const ResponseFunctionCallOutputItem: Schema = { type: "object", required: ["type","call_id","output"], properties: {
  type: { type: "string", const: "function_call_output" },
  call_id: { type: "string" },
  output: { oneOf: [{ type: "string" }, { type: "array", items: ResponseInputPart }] },
  id: { type: ["string","null"] },
  status: { type: ["string","null"] },
} };

const ResponseCustomToolCallItem: Schema = { type: "object", required: ["type","call_id","name","input"], properties: {
  type: { type: "string", const: "custom_tool_call" },
  call_id: { type: "string" },
  name: { type: "string", minLength: 1 },
  input: { type: "string" },
  namespace: { type: ["string","null"] },
  id: { type: ["string","null"] },
  status: { type: ["string","null"] },
} };

const ResponseCustomToolCallOutputItem: Schema = { type: "object", required: ["type","call_id","output"], properties: {
  type: { type: "string", const: "custom_tool_call_output" },
  call_id: { type: "string" },
  output: { oneOf: [{ type: "string" }, { type: "array", items: ResponseInputPart }] },
  id: { type: ["string","null"] },
  status: { type: ["string","null"] },
} };

const ResponseSummaryText: Schema = { type: "object", required: ["type","text"], properties: {
  type: { type: "string", const: "summary_text" },
  text: { type: "string" },
} };

const ResponseReasoningText: Schema = { type: "object", required: ["type","text"], properties: {
  type: { type: "string", const: "reasoning_text" },
  text: { type: "string" },
} };

const ResponseReasoningItem: Schema = { type: "object", required: ["type"], properties: {
  type: { type: "string", const: "reasoning" },
  id: { type: ["string","null"] },
  summary: { type: ["array","null"], items: ResponseSummaryText },
  content: { type: ["array","null"], items: ResponseReasoningText },
  encrypted_content: { type: ["string","null"] },
  status: { type: ["string","null"] },
} };

const ResponseItemReference: Schema = { type: "object", required: ["type","id"], properties: {
  type: { type: "string", const: "item_reference" },
  id: { type: "string" },
} };

const ResponseTypedInputItem: Schema = { oneOf: [ResponseInputMessage, ResponseFunctionCallItem, ResponseFunctionCallOutputItem, ResponseCustomToolCallItem, ResponseCustomToolCallOutputItem, ResponseReasoningItem, ResponseItemReference], discriminator: "type" };

const ResponseUntypedMessage: Schema = { type: "object", additionalProperties: false, required: ["role","content"], properties: {
  role: { type: "string", enum: ["user","assistant","system","developer"] },
  content: { oneOf: [{ type: "string" }, { type: "array", items: ResponseInputPart }] },
  id: { type: ["string","null"] },
  status: { type: ["string","null"] },
  phase: { type: ["string","null"] },
} };

const ResponseInputItem: Schema = { oneOf: [ResponseTypedInputItem, ResponseUntypedMessage] };

const ResponseFunctionTool: Schema = { type: "object", required: ["type","name"], properties: {
  type: { type: "string", const: "function" },
  name: { type: "string", minLength: 1 },
  description: { type: ["string","null"] },
  parameters: { type: ["object","null"] },
  strict: { type: ["boolean","null"] },
} };

const ResponseCustomTool: Schema = { type: "object", required: ["type","name"], properties: {
  type: { type: "string", const: "custom" },
  name: { type: "string", minLength: 1 },
  description: { type: ["string","null"] },
  format: { type: ["object","null"] },
} };

const ResponseNamespacedTool: Schema = { oneOf: [ResponseFunctionTool, ResponseCustomTool], discriminator: "type" };

const ResponseNamespaceTool: Schema = { type: "object", required: ["type","name","tools"], properties: {
  type: { type: "string", const: "namespace" },
  name: { type: "string", minLength: 1 },
  description: { type: ["string","null"] },
  tools: { type: "array", items: ResponseNamespacedTool },
} };

const ResponseHostedTool: Schema = { type: "object", required: ["type"], properties: {
  type: { type: "string", enum: ["web_search","web_search_2025_08_26","web_search_preview","web_search_preview_2025_03_11","file_search","code_interpreter","image_generation","mcp","computer","computer_use_preview","local_shell","shell","apply_patch","tool_search"] },
} };

const ResponseTool: Schema = { oneOf: [ResponseFunctionTool, ResponseCustomTool, ResponseNamespaceTool, ResponseHostedTool], discriminator: "type" };

const ResponseToolChoiceObject: Schema = { type: "object", required: ["type"], properties: {
  type: { type: "string" },
  name: { type: ["string","null"] },
  function: { type: ["object","null"], required: ["name"], properties: {
  name: { type: "string" },
} },
  mode: { type: ["string","null"], enum: ["auto","required",null] },
  tools: { type: ["array","null"], items: { type: "object", required: ["type"], properties: {
  type: { type: "string" },
  name: { type: ["string","null"] },
} } },
} };

const ResponseToolChoice: Schema = { oneOf: [{ type: "string", enum: ["none","auto","required"] }, ResponseToolChoiceObject] };

const ResponseTextFormat: Schema = { type: "object", required: ["type"], properties: {
  type: { type: "string", enum: ["text","json_object","json_schema"] },
  name: { type: ["string","null"] },
  description: { type: ["string","null"] },
  schema: { type: ["object","null"] },
  strict: { type: ["boolean","null"] },
} };

const ResponseTextConfig: Schema = { type: "object", properties: {
  format: { oneOf: [ResponseTextFormat, { type: "null" }] },
  verbosity: { type: ["string","null"], enum: ["low","medium","high",null] },
} };

const ResponseReasoningConfig: Schema = { type: "object", properties: {
  effort: { type: ["string","null"], enum: ["none","minimal","low","medium","high","xhigh","max",null] },
  summary: { type: ["string","null"] },
  generate_summary: { type: ["string","null"] },
} };

export const ResponseRequest: Schema = { type: "object", additionalProperties: false, required: ["input"], properties: {
  input: { oneOf: [{ type: "string" }, { type: "array", items: ResponseInputItem }] },
  model: { type: ["string","null"] },
  instructions: { type: ["string","null"] },
  stream: { type: ["boolean","null"] },
  stream_options: { type: ["object","null"] },
  tools: { type: ["array","null"], items: ResponseTool },
  tool_choice: { oneOf: [ResponseToolChoice, { type: "null" }] },
  parallel_tool_calls: { type: ["boolean","null"] },
  text: { oneOf: [ResponseTextConfig, { type: "null" }] },
  reasoning: { oneOf: [ResponseReasoningConfig, { type: "null" }] },
  max_output_tokens: { type: ["integer","null"], minimum: 1 },
  temperature: { type: ["number","null"], minimum: 0 },
  top_p: { type: ["number","null"], minimum: 0, maximum: 1 },
  presence_penalty: { type: ["number","null"], minimum: -2, maximum: 2 },
  frequency_penalty: { type: ["number","null"], minimum: -2, maximum: 2 },
  top_logprobs: { type: ["integer","null"], minimum: 0, maximum: 20 },
  include: { type: ["array","null"], items: { type: "string" } },
  store: { type: ["boolean","null"] },
  previous_response_id: { type: ["string","null"] },
  truncation: { type: ["string","null"], enum: ["auto","disabled",null] },
  background: { type: ["boolean","null"] },
  conversation: {  },
  prompt: {  },
  metadata: { type: ["object","null"], additionalProperties: { type: "string" } },
  max_tool_calls: { type: ["integer","null"] },
  service_tier: { type: ["string","null"] },
  client_metadata: { type: ["object","null"] },
  user: { type: ["string","null"] },
  safety_identifier: { type: ["string","null"] },
  prompt_cache_key: { type: ["string","null"] },
  prompt_cache_retention: { type: ["string","null"] },
} };
