/** Responses that are being streamed in this process: they can be asked for, and cancelled. */
import type { ResponseObject, ResponseStreamEvent } from '../../generated/openai.ts';
import { APIUserAbortError } from '../base/errors.ts';
import { isResponse } from '../bridge/responses/failed.ts';
import type { Stream } from '../facade/stream.ts';
import { takeBuffered } from '../facade/stream.ts';

const running = new Map<string, RunningResponse>();

/** The response of this id that is being streamed for this owner. */
export function findRunning(id: string, owner: string): RunningResponse | undefined {
  const found = running.get(id);
  return found?.owner === owner ? found : undefined;
}

export interface RunningOptions {
  owner: string;
  stream: Stream<ResponseStreamEvent>;
  /** Keeps a response that is over, and gives it back as it is told. */
  keep(response: ResponseObject): Promise<ResponseObject>;
  /** What has come so far. */
  read(): unknown;
}

type End = 'cancelled' | 'failed';
type EndEvent = Extract<ResponseStreamEvent, { type: 'response.completed' | 'response.incomplete' }>;

function isEnd(event: ResponseStreamEvent): event is EndEvent {
  return event.type === 'response.completed' || event.type === 'response.incomplete';
}

/** However the stream ends, the response is kept once, in the state that it has then. */
export class RunningResponse {
  readonly #id: string;
  readonly #options: RunningOptions;
  #isOver = false;
  #cancelled: ResponseObject | undefined;

  constructor(id: string, options: RunningOptions) {
    this.#id = id;
    this.#options = options;
    running.set(id, this);
  }

  get owner(): string {
    return this.#options.owner;
  }

  /** The response as far as it has come; undefined before its first event. */
  get response(): ResponseObject | undefined {
    const read = this.#options.read();
    return isResponse(read) ? { ...read, status: 'in_progress' } : undefined;
  }

  /** Ends the stream, whether its reader reads on or not. */
  async cancel(): Promise<ResponseObject | undefined> {
    this.#cancelled = this.#toEnded('cancelled');
    this.#options.stream.abort();
    await this.close('cancelled');
    return this.#cancelled;
  }

  /** Keeps what has come, where nothing is kept yet. */
  async close(status: End): Promise<void> {
    const ended = this.#cancelled ?? this.#toEnded(status);
    if (this.#leave() && ended !== undefined) await this.#options.keep(ended);
  }

  /** The events, the last of which is told when the response is kept. */
  async *events(): AsyncGenerator<ResponseStreamEvent[], void> {
    const { stream } = this.#options;
    let sequence = 0;
    try {
      for await (const event of stream) {
        const events = [event, ...takeBuffered<ResponseStreamEvent>(stream)];
        const last = events.at(-1) ?? event;
        sequence = last.sequence_number + 1;
        if (isEnd(last)) {
          yield events.slice(0, -1);
          yield [await this.#keepEnd(last)];
        } else yield events;
      }
    } catch (error) {
      await this.close(APIUserAbortError.isInstance(error) ? 'cancelled' : 'failed');
      throw error;
    }
    const response = this.#cancelled;
    if (response !== undefined) yield [{ type: 'response.failed', sequence_number: sequence, response }];
    await this.close('cancelled');
  }

  async #keepEnd(event: EndEvent): Promise<EndEvent> {
    return this.#leave() ? { ...event, response: await this.#options.keep(event.response) } : event;
  }

  /** False where it was over before. */
  #leave(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    running.delete(this.#id);
    return true;
  }

  /** What a failure says is for its caller alone, who was told it: it may name servers. */
  #toEnded(status: End): ResponseObject | undefined {
    const { response } = this;
    if (response === undefined) return undefined;
    const message = status === 'failed' ? 'The model server failed.' : 'The response was cancelled.';
    return { ...response, status, error: { code: status === 'failed' ? 'server_error' : 'cancelled', message } };
  }
}
