/** One answer, as it comes: thoughts, text, tool calls, and what it cost. */
import type { ChatCompletionChunk } from '../../../generated/openai.ts';
import { copy, make, makeButton, makeFold } from './dom.ts';
import { Refusal } from './gateway.ts';
import { toProse } from './prose.ts';

/** A call of a tool, put together from its parts. */
export interface ToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

type CallPart = NonNullable<ChatCompletionChunk['choices'][number]['delta']['tool_calls']>[number];

function toEmptyCall(id: string): ToolCall {
  return { id, type: 'function', function: { name: '', arguments: '' } };
}

/** The first choice of a stream, on the page. */
export class Answer {
  readonly element: HTMLElement = make('article', { class: 'answer', 'aria-label': 'Answer' });
  readonly #start = performance.now();
  readonly #thought = make('div');
  readonly #fold = makeFold('Thinking', 'thought', this.#thought);
  readonly #prose = make('div', { class: 'prose' });
  readonly #calls = make('div', { class: 'answer' });
  readonly #foot = make('footer', { class: 'foot meta' });
  readonly #waiting = make('p', { class: 'waiting' }, 'Waiting for the first token');
  #text = '';
  #thoughts = '';
  /** By their place, which a server may choose as it likes. */
  readonly #toolCalls = new Map<number, ToolCall>();
  #firstMs: number | undefined;
  #lastMs = 0;
  #usage: ChatCompletionChunk['usage'];
  #finish: string | null = null;
  #isDrawn = true;

  constructor() {
    this.#fold.hidden = true;
    this.#calls.hidden = true;
    this.element.append(this.#waiting, this.#fold, this.#prose, this.#calls, this.#foot);
  }

  get toolCalls(): readonly ToolCall[] {
    return [...this.#toolCalls.values()];
  }

  /** As the next request repeats it; undefined where nothing was said. */
  get message(): object | undefined {
    if (this.#text === '' && this.#toolCalls.size === 0) return undefined;
    return {
      role: 'assistant',
      content: this.#text === '' ? null : this.#text,
      ...(this.#toolCalls.size > 0 && { tool_calls: this.toolCalls }),
    };
  }

  add({ choices, usage }: ChatCompletionChunk, onDrawn: () => void): void {
    this.#usage = usage ?? this.#usage;
    const choice = choices.find(({ index }) => index === 0);
    if (choice === undefined) return;
    const { delta, finish_reason: finish } = choice;
    this.#finish = finish ?? this.#finish;
    const thought = delta.reasoning_content ?? delta.reasoning ?? '';
    const text = delta.content ?? delta.refusal ?? '';
    const calls = delta.tool_calls ?? [];
    if (thought === '' && text === '' && calls.length === 0) return;
    this.#lastMs = performance.now() - this.#start;
    this.#firstMs ??= this.#lastMs;
    this.#thoughts += thought;
    this.#text += text;
    for (const call of calls) this.#addCall(call);
    this.#drawSoon(onDrawn);
  }

  #addCall({ index, id, function: part }: CallPart): void {
    const call = this.#toolCalls.get(index) ?? toEmptyCall(id ?? `call_${index}`);
    call.function.name += part?.name ?? '';
    call.function.arguments += part?.arguments ?? '';
    this.#toolCalls.set(index, call);
  }

  /** Once a frame, however many tokens come. */
  #drawSoon(onDrawn: () => void): void {
    if (!this.#isDrawn) return;
    this.#isDrawn = false;
    requestAnimationFrame(() => {
      this.#draw();
      onDrawn();
    });
  }

  #draw(): void {
    this.#isDrawn = true;
    this.#waiting.hidden = true;
    this.#fold.hidden = this.#thoughts === '';
    this.#thought.textContent = this.#thoughts.trim();
    this.#prose.replaceChildren(...toProse(this.#text));
    this.#calls.hidden = this.#toolCalls.size === 0;
    this.#calls.replaceChildren(...this.toolCalls.map(toCallElement));
  }

  /** The end, however it came. */
  end({ isStopped, error }: { isStopped: boolean; error: unknown }): void {
    this.#draw();
    this.#fold.firstElementChild?.replaceChildren('Thoughts');
    if (error !== undefined && !isStopped) this.element.insertBefore(toFailure(error), this.#foot);
    const words = [...(isStopped ? ['Stopped'] : []), ...this.#describe()];
    if (words.length > 0) this.#foot.append(make('span', {}, words.join(' · ')));
    if (this.#text === '') return;
    const button = makeButton('Copy', 'quiet small', () => void copy(this.#text, button));
    this.#foot.append(button);
  }

  /** Another button at the foot. */
  offer(button: HTMLButtonElement): void {
    this.#foot.append(button);
  }

  /** Something below the foot. */
  append(element: HTMLElement): void {
    this.element.append(element);
  }

  #describe(): string[] {
    const { prompt_tokens: input, completion_tokens: output } = this.#usage ?? {};
    const spanMs = this.#lastMs - (this.#firstMs ?? 0);
    return [
      ...(this.#firstMs === undefined ? [] : [`${toTime(this.#firstMs)} to first token`]),
      ...(output !== undefined && output > 1 && spanMs > 0
        ? [`${((output - 1) / (spanMs / 1000)).toFixed(1)} tokens/s`]
        : []),
      ...(input === undefined ? [] : [`${input} in, ${output ?? 0} out`]),
      ...(this.#finish === null || this.#finish === 'stop' ? [] : [`ended by ${this.#finish}`]),
    ];
  }
}

function toTime(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function toCallElement({ id, function: { name, arguments: given } }: ToolCall): HTMLElement {
  return make(
    'section',
    { class: 'call', 'data-call': id },
    make('h3', {}, 'Calls the tool ', make('code', {}, name)),
    make('pre', { tabindex: '0' }, toPretty(given)),
  );
}

/** Arguments that are still coming are no JSON yet. */
function toPretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/** An error as the gateway says it: status, kind, message, the field at fault, and the id for the log. */
export function toFailure(error: unknown): HTMLElement {
  const box = make('div', { class: 'failure', role: 'alert' });
  if (!(error instanceof Refusal)) {
    const words = error instanceof Error ? error.message : String(error);
    box.append(make('strong', {}, 'The gateway gives no answer'), make('p', {}, words));
    return box;
  }
  const { status, requestId, message } = error;
  const { type, code, param } = error.error;
  const title = [status, code ?? type].filter((part) => part !== undefined && part !== null).join(' ');
  const details = [
    ...(typeof param === 'string' ? [`param: ${param}`] : []),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ];
  box.append(make('strong', {}, title === '' ? 'Failed' : title), make('p', {}, message));
  if (details.length > 0) box.append(make('p', { class: 'meta' }, details.join(' · ')));
  return box;
}
