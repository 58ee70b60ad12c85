/** Failures inside a response of 200, in the forms that servers and the proxies before them have for it. */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';

/**
 * A value as one that says under `error` what failed; undefined for what is no failure. A member that is empty says nothing: some servers
 * write `error` on every chunk.
 */
export function toErrorObject(value: unknown): JsonObject | undefined {
  // Gemini: the body of an error is a list of one.
  const said: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (!isObject(said)) return undefined;
  if (!isEmpty(said['error'])) return said;
  if (isAnswer(said)) return undefined;
  for (const read of FORMS) {
    const error = read(said);
    if (!isEmpty(error)) return { error };
  }
  return undefined;
}

/** What a choice says failed (OpenRouter); undefined where none does. */
function toChoiceError({ choices }: JsonObject): unknown {
  if (!Array.isArray(choices)) return undefined;
  for (const choice of choices as readonly unknown[]) {
    if (isObject(choice) && !isEmpty(choice['error'])) return choice['error'];
  }
  return undefined;
}

/** A value without an answer, in the forms of failures; each gives what stands for `error`. */
const FORMS: readonly ((said: JsonObject) => unknown)[] = [
  toChoiceError,
  // vLLM, FastChat, LMDeploy and SGLang: flat objects; and the typed events of other APIs.
  (said) => (said['object'] === 'error' || said['type'] === 'error' ? said : undefined),
  // Cloudflare.
  ({ errors }) => (Array.isArray(errors) && errors.length === 1 ? errors[0] : errors),
  // FastAPI.
  ({ detail }) => detail && { message: detail },
  // MiniMax.
  ({ base_resp: base }) =>
    isObject(base) && base['status_code'] !== 0 && !isEmpty(base['status_msg'])
      ? { message: base['status_msg'], code: String(base['status_code']) }
      : undefined,
  // Baidu.
  ({ error_code: code, error_msg: message }) => (isEmpty(message) ? undefined : { message, code: String(code) }),
  // Apigee, Java's and .NET's servers, scripts.
  ({ fault, exception, Error: error, error_message: words, errorMessage: message }) =>
    [fault, exception, error, words, message].find((each) => !isEmpty(each)),
  // DashScope, z.ai, AWS, and many that are no model servers.
  (said) => (isFlat(said) ? { ...said, message: said['message'] ?? said['msg'] } : undefined),
];

/** Words of a failure beside its code. */
function isFlat({ message, msg = message, code, status, success, type, __type: kind }: JsonObject): boolean {
  if (typeof msg !== 'string' || msg === '') return false;
  const isKind = [type, kind].some((name) => typeof name === 'string' && /error|exception/i.test(name));
  return success === false || isKind || [code, status].some((word) => !isEmpty(word) && !isFine(word));
}

/** What is said of a request that went well, or is still under way. */
function isFine(word: unknown): boolean {
  return /^(?:2\d\d|0|ok|success|succeeded|queued|pending|processing|running)$/i.test(String(word));
}

/** Members by which servers say something in their own words. */
const WORDS = ['message', 'msg', 'detail', 'reason', 'description', 'status_msg', 'title', 'info'];

/** What a value says that is neither an answer nor a failure; undefined for nothing. */
export function toSaid(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const said = WORDS.map((name) => value[name]).find((words) => typeof words === 'string' && words !== '');
  return typeof said === 'string' ? said.slice(0, MAX_SAID_LENGTH) : undefined;
}

const MAX_SAID_LENGTH = 1000;

/** Whether a value holds what was asked for, and no failure among it. */
function isAnswer(said: JsonObject): boolean {
  if (isObject(said['token']) || typeof said['generated_text'] === 'string') return true;
  const { choices, data, results } = said;
  if ([data, results].some((list) => Array.isArray(list) && list.length > 0)) return true;
  return Array.isArray(choices) && choices.length > 0 && toChoiceError(said) === undefined;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
