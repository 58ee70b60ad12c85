/** The request of the page as curl, Python and JavaScript. */
import { copy, find, makeButton } from './dom.ts';
import { LANGUAGES, toShown } from './samples.ts';
import type { Sample } from './samples.ts';

/** Opens over the page, with the request as it is then. */
export class CodeDialog {
  readonly #dialog = find('code', HTMLDialogElement);
  readonly #shown = find('sample', HTMLPreElement);
  readonly #tabs: HTMLButtonElement[];
  #language = 'curl';
  #sample: Sample | undefined;

  constructor() {
    this.#tabs = Object.keys(LANGUAGES).map((name) => {
      const tab = makeButton(name, 'quiet small', () => this.#choose(name));
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', 'sample');
      return tab;
    });
    const list = this.#dialog.querySelector('[role=tablist]');
    list?.append(...this.#tabs);
    list?.addEventListener('keydown', (event) => this.#move(event));
    find('close-code', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    const button = find('copy-code', HTMLButtonElement);
    button.addEventListener('click', () => void copy(this.#code, button));
  }

  open(sample: Sample): void {
    this.#sample = sample;
    find('code-hint', HTMLElement).textContent = sample.hasKey ? 'The key is read from EASYLLM_KEY.' : '';
    this.#choose(this.#language);
    this.#dialog.showModal();
  }

  get #code(): string {
    return this.#sample === undefined ? '' : (LANGUAGES[this.#language]?.(this.#sample) ?? '');
  }

  #choose(name: string): void {
    this.#language = name;
    this.#shown.textContent = toShown(this.#code);
    this.#shown.setAttribute('aria-label', name);
    for (const tab of this.#tabs) {
      const isChosen = tab.textContent === name;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }
  }

  /** Arrows move between tabs, as everywhere. */
  #move(event: Event): void {
    if (!(event instanceof KeyboardEvent)) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = this.#tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
    const next = this.#tabs.at((at + step) % this.#tabs.length);
    this.#choose(next?.textContent ?? this.#language);
    next?.focus();
  }
}
