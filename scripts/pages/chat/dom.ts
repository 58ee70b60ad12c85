/** Elements, made without markup in strings: what a model writes is text, wherever it ends up. */

type Child = Node | string;

interface Attributes {
  [name: string]: string | boolean;
}

/** An element with attributes and children; `true` sets an attribute without a value, `false` leaves it out. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** A button that does something. */
export function makeButton(label: string, className: string, onClick: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', class: className }, label);
  button.addEventListener('click', onClick);
  return button;
}

/** An element of the page, of a kind. Throws for one that is not there: the page and its script do not fit. */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`The page has no #${id}.`);
}

/** Something folded, with a line that opens it. */
export function makeFold(summary: string, className: string, ...children: Child[]): HTMLDetailsElement {
  return make('details', { class: className }, make('summary', {}, summary), ...children);
}

const CROSS = 'M5 5l10 10M15 5L5 15';

/** A cross, as buttons that remove something have it. */
export function makeCross(): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(namespace, 'svg');
  picture.setAttribute('viewBox', '0 0 20 20');
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', CROSS);
  picture.append(path);
  return picture;
}

/** Copies a text, and says so on the button for a moment. */
export async function copy(text: string, button: HTMLButtonElement): Promise<void> {
  const label = button.textContent;
  const said = await navigator.clipboard.writeText(text).then(
    () => 'Copied',
    () => 'Cannot copy here',
  );
  button.textContent = said;
  setTimeout(() => (button.textContent = label), 1500);
}
