/** The conversation: what was said, and the answer that is coming. Nothing of it is kept beyond the page. */
import { Answer, toFailure } from './answer.ts';
import { find, make, makeButton } from './dom.ts';
import { Refusal } from './gateway.ts';
import type { ChatBody, Gateway } from './gateway.ts';

interface TalkOptions {
  gateway: Gateway;
  /** The request with these messages, as the fields are now. */
  toBody: (messages: readonly unknown[]) => ChatBody;
  /** Whether an answer is coming. */
  onState: (isAnswering: boolean) => void;
  /** The gateway wants a key, or another one. */
  onKeyAsked: (error: Refusal) => void;
}

/** One at a time. */
export class Talk {
  readonly #options: TalkOptions;
  readonly #place = find('talk', HTMLElement);
  readonly #scroll = find('scroll', HTMLElement);
  /** Models whose prompts nobody can tell. */
  readonly #silent = new Set<unknown>();
  #messages: unknown[] = [];
  #running: AbortController | undefined;

  constructor(options: TalkOptions) {
    this.#options = options;
  }

  get messages(): readonly unknown[] {
    return this.#messages;
  }

  get isEmpty(): boolean {
    return this.#messages.length === 0;
  }

  stop(): void {
    this.#running?.abort();
  }

  restart(): void {
    this.stop();
    this.#messages = [];
    this.#place.replaceChildren();
  }

  /** Sends what the user wrote, and shows what is answered. */
  async say(text: string, pictures: readonly string[]): Promise<void> {
    const content = toContent(text, pictures);
    const body = this.#options.toBody([...this.#messages, { role: 'user', content }]);
    if (this.isEmpty) this.#place.replaceChildren();
    this.#messages.push({ role: 'user', content });
    const images = pictures.map((url) => make('img', { src: url, alt: 'Image of this message' }));
    const said = make('article', { class: 'user', 'aria-label': 'You' }, ...images, text);
    this.#place.append(said);
    await this.#ask(body);
  }

  async #ask(body: ChatBody): Promise<void> {
    const answer = new Answer();
    const running = new AbortController();
    const messages = this.#messages;
    this.#running = running;
    this.#place.append(answer.element);
    this.#follow(true);
    this.#options.onState(true);
    let failure: unknown;
    try {
      for await (const chunk of this.#options.gateway.chat(body, running.signal))
        answer.add(chunk, () => this.#follow());
    } catch (error) {
      failure = error;
    }
    const isStopped = running.signal.aborted;
    answer.end({ isStopped, error: failure });
    if (answer.message !== undefined) messages.push(answer.message);
    if (failure instanceof Refusal && failure.status === 401) this.#options.onKeyAsked(failure);
    this.#follow();
    if (this.#running === running) {
      this.#running = undefined;
      this.#options.onState(false);
    }
    if (failure === undefined && answer.toolCalls.length > 0) this.#askForResults(answer);
    if (answer.message !== undefined) await this.#offerPrompt(answer, body);
  }

  /** The model waits for what its tools return, which the user writes here. */
  #askForResults(answer: Answer): void {
    const form = make('form', { class: 'call' }, make('h3', {}, 'What the tools return'));
    const fields = answer.toolCalls.map(({ id, function: { name } }) => {
      const field = make('textarea', { rows: '2', class: 'code', required: true });
      form.append(make('label', {}, name, field));
      return { id, field };
    });
    form.append(make('div', { class: 'foot' }, make('button', { type: 'submit' }, 'Return')));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#running !== undefined) return;
      for (const { id, field } of fields) this.#messages.push({ role: 'tool', tool_call_id: id, content: field.value });
      form.remove();
      void this.#ask(this.#options.toBody(this.#messages));
    });
    answer.append(form);
  }

  /** A button, where the prompt can be told: the first answer of a model finds out. */
  async #offerPrompt(answer: Answer, body: ChatBody): Promise<void> {
    const { gateway } = this.#options;
    if (this.#silent.has(body['model'])) return;
    const { stream: _, stream_options: __, ...asked } = body;
    const read = await gateway.readPrompt(asked).catch(() => undefined);
    if (read === undefined) {
      this.#silent.add(body['model']);
      return;
    }
    const source = read.source === 'easyllm' ? 'Built by this gateway.' : 'Built by the server’s own chat template.';
    const shown = make(
      'section',
      { class: 'read', 'aria-label': 'What the model read' },
      make('p', { class: 'meta' }, source),
      make('pre', { tabindex: '0' }, read.prompt),
    );
    shown.hidden = true;
    const button = makeButton('What the model read', 'quiet small', () => {
      shown.hidden = !shown.hidden;
      button.setAttribute('aria-expanded', String(!shown.hidden));
      if (!shown.hidden) shown.scrollIntoView({ block: 'nearest' });
    });
    button.setAttribute('aria-expanded', 'false');
    answer.offer(button);
    answer.append(shown);
    this.#follow();
  }

  /** Shows an error that belongs to no answer. */
  fail(error: unknown): void {
    this.#place.append(toFailure(error));
    this.#follow(true);
  }

  /** Keeps the end in sight, unless the reader has gone elsewhere. */
  #follow(isForced = false): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    if (isForced || scrollHeight - scrollTop - clientHeight < 160) this.#scroll.scrollTop = scrollHeight;
  }
}

function toContent(text: string, pictures: readonly string[]): unknown {
  if (pictures.length === 0) return text;
  const images = pictures.map((url) => ({ type: 'image_url', image_url: { url } }));
  return text === '' ? images : [{ type: 'text', text }, ...images];
}
