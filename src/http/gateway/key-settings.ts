/** The settings of callers' keys, as a part of the schema in settings.ts. */
import * as z from 'zod/mini';
import { expected } from './configuration-error.ts';
import { strict } from './server-settings.ts';

const KEY = 'cannot be a key. Expected a text of letters, digits and `-._~+/`, or `{ name, key }`.';
const KEYS =
  'must list keys of letters, digits and `-._~+/`, or `{ name, key }`, at least one. Without keys, leave `auth` out.';
const KEY_TEXT = 'cannot be a key. Expected a text of letters, digits and `-._~+/`.';
const keyText = (words: string) => z.string(words).check(z.regex(/^[\w.~+/-]+=*$/, words));

const NAME = expected('1 to 64 letters, digits and `._-`');
const HASH = expected('the SHA-256 of a key, as 64 digits of 0-9 and a-f');
const MODELS = expected('a list of models, at least one');
const COUNT = expected('a whole number above 0');
const count = z.optional(z.int(COUNT).check(z.positive(COUNT)));

/** A key with a name: the log, the metrics and `/usage` tell its requests from those of others. */
const NAMED_KEY = {
  /** For the log, the metrics and `/usage`. */
  name: z.string(NAME).check(z.regex(/^[\w.-]{1,64}$/, NAME)),
  /** What the caller sends as a bearer token. */
  key: z.optional(keyText(KEY_TEXT)),
  /** The environment variable that holds it. */
  keyEnv: z.optional(z.string(expected('the name of an environment variable'))),
  /** The SHA-256 of it, in hexadecimal digits, so that the settings hold no secret. */
  sha256: z.optional(z.string(HASH).check(z.regex(/^[\da-f]{64}$/i, HASH))),
  /** The models that it sees. Default: all. */
  models: z.optional(z.array(z.string(expected('the name of a model')), MODELS).check(z.minLength(1, MODELS))),
  /** Requests a minute. Default: no limit. */
  rpm: count,
  /** Tokens a minute, in and out. Default: no limit. */
  tpm: count,
  /** Requests under way at once, at this gateway. Default: no limit. */
  maxConcurrent: count,
};

const ONE_OF = 'needs one of `key`, `keyEnv` and `sha256`.';
const namedKey = strict(NAMED_KEY).check(
  z.refine(
    ({ key, keyEnv, sha256 }) => [key, keyEnv, sha256].filter((given) => given !== undefined).length === 1,
    ONE_OF,
  ),
);

/** A key of a caller: by itself, or with a name and limits. */
export type KeySetting = string | z.infer<typeof namedKey>;

/** `{ keys }`; the list may be frozen, and what comes out is a copy. */
const keyList = z.array(z.union([keyText(KEY), namedKey], KEY), KEYS).check(z.minLength(1, KEYS)) as z.ZodMiniType<
  KeySetting[],
  readonly KeySetting[]
>;
export const withKeys = strict({ keys: keyList });
