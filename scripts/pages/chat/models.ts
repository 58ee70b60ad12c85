/** The models of the gateway, one of which is talked to. */
import { find, make } from './dom.ts';
import type { ListedModel } from './gateway.ts';

/** What a gateway adds to each model. */
interface Told {
  ready?: boolean;
  operations?: string[];
}

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

  show(models: readonly ListedModel[]): void {
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

  #toEntry(model: ListedModel): HTMLElement {
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

function toldOf({ easyllm }: ListedModel): Told {
  return typeof easyllm === 'object' && easyllm !== null ? easyllm : {};
}

function canChat(model: ListedModel): boolean {
  const { operations, ready } = toldOf(model);
  return ready !== false && (operations === undefined || operations.includes('chat'));
}

/** What a model can do, in a line. */
function describe(model: ListedModel): string {
  const { ready, operations = [] } = toldOf(model);
  const { max_model_len: length, owned_by: owner } = model;
  return [
    ...(ready === false ? ['server gives no answer'] : []),
    ...(operations.length === 0 ? [] : [operations.join(', ')]),
    ...(typeof length === 'number' ? [`${toShort(length)} tokens`] : []),
    ...(owner === 'easyllm' || model.id.startsWith(owner) ? [] : [owner]),
  ].join(' · ');
}

/** 131072 as 131k. */
function toShort(count: number): string {
  return count < 10_000 ? String(count) : `${Math.floor(count / 1000)}k`;
}
