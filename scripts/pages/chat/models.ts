/** The models of the gateway, one of which is talked to. */
import { find, make } from './dom.ts';
import type { Model } from '../../../generated/openai.ts';

/** The list, and which of it is chosen. */
export class Models {
  #chosen: string | undefined;
  readonly #onChoice: (id: string | undefined) => void;

  constructor(onChoice: (id: string | undefined) => void) {
    this.#onChoice = onChoice;
  }

  /** The model that is talked to; undefined where the gateway names none. */
  get chosen(): string | undefined {
    return this.#chosen;
  }

  show(models: readonly Model[]): void {
    const place = find('models', HTMLElement);
    const ids = models.map(({ id }) => id);
    // What was chosen stays so; a model that only makes vectors is not the first to talk to.
    const first = models.find((model) => canChat(model)) ?? models[0];
    this.#choose(this.#chosen !== undefined && ids.includes(this.#chosen) ? this.#chosen : first?.id);
    place.replaceChildren(...models.map((model) => this.#toEntry(model)));
    if (models.length === 0) place.append(make('p', { class: 'hint model' }, 'The server lists no models.'));
  }

  /** Instead of models, why there are none. */
  fail(message: string): void {
    find('models', HTMLElement).replaceChildren(make('p', { class: 'hint model' }, message));
  }

  #choose(id: string | undefined): void {
    this.#chosen = id;
    this.#onChoice(id);
  }

  #toEntry(model: Model): HTMLElement {
    const { id } = model;
    const choice = make('input', { type: 'radio', name: 'model', value: id });
    choice.checked = id === this.#chosen;
    choice.addEventListener('change', () => this.#choose(id));
    const { ready } = toldOf(model);
    const state = ready === undefined ? 'unknown' : ready ? 'ready' : 'silent';
    const about = describe(model);
    return make(
      'label',
      { class: 'model' },
      choice,
      make('span', { class: `dot ${state}`, 'aria-hidden': 'true' }),
      make('b', {}, id),
      ...(about === '' ? [] : [make('small', {}, about)]),
    );
  }
}

/** What a gateway adds to each model. */
function toldOf({ easyllm }: Model): Partial<NonNullable<Model['easyllm']>> {
  return easyllm ?? {};
}

function canChat(model: Model): boolean {
  const { operations, ready } = toldOf(model);
  return ready !== false && (operations === undefined || operations.includes('chat'));
}

/** What a model can do, in a line. */
function describe(model: Model): string {
  const { ready, operations = [] } = toldOf(model);
  const { max_model_len: length, owned_by: owner } = model;
  return [
    ...(ready === false ? ['server gives no answer'] : []),
    ...(operations.length === 0 ? [] : [operations.join(', ')]),
    ...(length === undefined ? [] : [`${toShort(length)} tokens`]),
    ...(owner === 'easyllm' || model.id.startsWith(owner) ? [] : [owner]),
  ].join(' · ');
}

/** 131072 as 131k. */
function toShort(count: number): string {
  return count < 10_000 ? String(count) : `${Math.floor(count / 1000)}k`;
}
