/** What a server behind says of its models: asked for when somebody wants to know, and kept for a while. */
import type { ServerTraits } from '../../bridge/models.ts';
import type { Model } from '../../../generated/openai.ts';
import { APIError, ConfigurationError, UnsupportedError } from '../../base/errors.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import { operationsOf } from '../../client/easyllm.ts';

/** What was answered, or that nothing was. */
export interface StateAnswer {
  /** The server would answer a call of a model. */
  isThere: boolean;
  /** The models that it lists. */
  models: readonly Model[];
  /** What it says of its one model besides. */
  traits: ServerTraits | undefined;
}

const LIMITS = { maxRetries: 0, timeout: 3000, totalTimeout: 3000, waitForModel: false };
/** How long an answer is kept. */
const KEPT_MS = 5000;

/** Before there is any answer, anybody may ask without a key. */
const MAX_QUESTIONS = 8;

const SILENCE: StateAnswer = { isThere: false, models: [], traits: undefined };

export class ServerState {
  readonly #client: EasyLLM;
  readonly #asksForTokens: boolean;
  #last: { answer: StateAnswer; at: number } | undefined;
  #questions = 0;
  #traits: { told: ServerTraits | undefined } | undefined;

  /** `asksForTokens`: callers send tokens of their own, so that the server refuses the question, and not them. */
  constructor(client: EasyLLM, { asksForTokens = false }: { asksForTokens?: boolean } = {}) {
    this.#client = client;
    this.#asksForTokens = asksForTokens;
  }

  /** Nobody waits for the question of another request: on Workers it may never settle. While one is asked, the answer before it holds. */
  async read(): Promise<StateAnswer> {
    const isFresh = this.#last !== undefined && performance.now() - this.#last.at < KEPT_MS;
    if (this.#last !== undefined && (isFresh || this.#questions > 0)) return this.#last.answer;
    if (this.#questions >= MAX_QUESTIONS) return SILENCE;
    this.#questions += 1;
    const answer = await this.#ask();
    this.#questions -= 1;
    this.#last = { answer, at: performance.now() };
    return answer;
  }

  async #ask(): Promise<StateAnswer> {
    try {
      const { data } = await operationsOf(this.#client).listModels(LIMITS);
      return { isThere: true, models: data.data, traits: await this.#askTraits(data.data) };
    } catch (error) {
      this.#traits = undefined;
      return { isThere: this.#isThere(error), models: [], traits: undefined };
    }
  }

  /** Once, while the server is there, and only one whose list says little of a single model, as TGI's and TEI's. */
  async #askTraits([model, ...others]: readonly Model[]): Promise<ServerTraits | undefined> {
    if (others.length > 0 || model?.max_model_len !== undefined) return undefined;
    this.#traits ??= {
      told: await operationsOf(this.#client)
        .readTraits(LIMITS)
        .catch(() => undefined),
    };
    return this.#traits.told;
  }

  /** A server without a list of models is there all the same; one that cannot be asked counts as there. */
  #isThere(error: unknown): boolean {
    if (!APIError.isInstance(error)) return ConfigurationError.isInstance(error) || UnsupportedError.isInstance(error);
    const { status = 500 } = error;
    return status === 401 || status === 403 ? this.#asksForTokens : status < 500;
  }
}
