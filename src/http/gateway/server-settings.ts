/** The settings of a model and of its server, as a part of the schema in settings.ts. */
import * as z from 'zod/mini';
import type { BackendOption } from '../../bridge/backend.ts';
import { DIALECTS } from '../../bridge/dialect.ts';
import { promptBuilders } from '../../prompt/builders.ts';
import type { PromptFormatName } from '../../prompt/formats.ts';
import type { Words } from './configuration-error.ts';
import { expected, oneOf, onlyMembers } from './configuration-error.ts';

export type Strict<Shape extends z.core.$ZodLooseShape> = z.ZodMiniObject<Shape, z.core.$strict>;

/** An object that has no other members. */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape): Strict<z.core.util.Writeable<Shape>> {
  return z.strictObject(shape, onlyMembers(Object.keys(shape)));
}

const NAME = expected('the name of a field');
const TEXTS = expected('a whole number above 0');
const PASS = expected('true, false or a list of names');
const TOKEN = expected('a token, or null');
const HUB_MODEL = expected('a model on the Hub, such as "org/model"');
const REVISION = expected('a branch, tag or commit');
/** What can become a part of an address: no segment of it leads elsewhere. */
const hubPart = (form: RegExp, words: Words) =>
  z.string(words).check(
    z.regex(form, words),
    z.refine((text) => !text.split('/').some((segment) => /^\.*$/.test(segment)), words),
  );

const FORMATS = Object.keys(promptBuilders);
// What the check lets through is the name of a format; an enum would hide its message in that of the union.
const FORMAT = z.string().check(z.refine((name) => FORMATS.includes(name), oneOf(FORMATS))) as z.ZodMiniType<
  PromptFormatName,
  PromptFormatName
>;
const BACKENDS = ['auto', 'generate', 'messages'] as const satisfies readonly BackendOption[];

/** Where a server is, and how it is asked: for one model, or for all that do not set it. */
export const SERVER = {
  /** The server's address. */
  apiBase: z.optional(z.string(expected('an address, such as "http://localhost:8080"'))),
  /** Its token; null sends none. Default: the client's, which goes to no model that gives its own. */
  apiKey: z.optional(z.union([z.string(TOKEN).check(z.minLength(1, TOKEN)), z.null()], TOKEN)),
  /** The environment variable that holds its token. */
  apiKeyEnv: z.optional(z.string(expected('the name of an environment variable'))),
  /** Sent with every request. */
  headers: z.optional(z.record(z.string(), z.string(expected('a text')), expected('an object of texts'))),
  /** A format's name, or the template of a model on the Hub. */
  promptBuilder: z.optional(
    z.union(
      [
        FORMAT,
        strict({
          hub: hubPart(/^[\w.-]+(?:\/[\w.-]+)?$/, HUB_MODEL),
          revision: z.optional(hubPart(/^[\w./-]+$/, REVISION)),
          template: z.optional(z.string(expected('the name of a template, such as "tool_use"'))),
        }),
      ],
      expected('the name of a prompt format, or `{ hub }`'),
    ),
  ),
  /** Which API of the server is asked. */
  backend: z.optional(z.enum(BACKENDS, oneOf(BACKENDS))),
  /** Which server it is. Default: it is asked, once, where a request depends on it. */
  dialect: z.optional(z.enum(DIALECTS, oneOf(DIALECTS))),
  /**
   * What callers may send an OpenAI-shaped server that is neither OpenAI's nor TGI's. `true`: what is not for the operator alone; `false`:
   * nothing; a list: the fields of these names, to any server and unjudged. Default: `true`.
   */
  passUnknown: z.optional(z.union([z.boolean(), z.array(z.string(NAME).check(z.minLength(1, NAME)))], PASS)),
  /** The most texts it embeds at once. Default: as it says, or what it turns out to take. */
  embeddingBatchSize: z.optional(z.int(TEXTS).check(z.positive(TEXTS))),
};

const STICKY = expected('"user", or the name of a header');
const ADDRESSES = expected('an address, such as "http://localhost:8080", or a list of them');

/** Settings that only one model can have. */
const ROUTE = {
  /** The server's address; or those of several that serve the same, of which each request asks the one with the least to do. */
  apiBase: z.optional(
    z.union([z.string(ADDRESSES), z.array(z.string(ADDRESSES), ADDRESSES).check(z.minLength(1, ADDRESSES))], ADDRESSES),
  ),
  /** Models that answer in its place where all its servers fail, are overloaded or load, in their order. Default: none. */
  fallback: z.optional(z.array(z.string(expected('the name of a model')), expected('a list of names of models'))),
  /**
   * What keeps requests at one of several servers, whose cache then has their beginning: `"user"`, as their bodies have it, or the name of
   * a header. Default: nothing.
   */
  sticky: z.optional(z.string(STICKY).check(z.regex(/^[\w-]{1,64}$/, STICKY))),
  /** The model's id at that address, where it serves many. */
  model: z.optional(z.string(expected('the id of a model'))),
  /** Members of request bodies that give none of their own, such as `{ "max_tokens": 512 }`. */
  defaults: z.optional(z.record(z.string(), z.unknown(), expected('an object'))),
};
export const route: Strict<Omit<typeof SERVER, 'apiBase'> & typeof ROUTE> = strict({ ...SERVER, ...ROUTE });

/** Where a model is, and how it is asked. The client's settings apply to what is left out. */
export type ModelRoute = z.infer<typeof route>;

/** By the names that callers use. */
export type ModelRoutes = Readonly<Record<string, ModelRoute>>;
