/** Images that go with the next message, as `data:` addresses: nothing is uploaded before it is sent. */
import { find, make, makeCross } from './dom.ts';

/** The images that are attached. */
export class Pictures {
  #urls: string[] = [];

  constructor() {
    const files = find('files', HTMLInputElement);
    const composer = find('composer', HTMLFormElement);
    find('attach', HTMLButtonElement).addEventListener('click', () => files.click());
    files.addEventListener('change', () => {
      void this.#add(files.files);
      files.value = '';
    });
    composer.addEventListener('paste', ({ clipboardData }) => void this.#add(clipboardData?.files));
    composer.addEventListener('dragover', (event) => event.preventDefault());
    composer.addEventListener('drop', (event) => {
      event.preventDefault();
      void this.#add(event.dataTransfer?.files);
    });
  }

  get urls(): readonly string[] {
    return this.#urls;
  }

  clear(): void {
    this.#urls = [];
    this.#show();
  }

  async #add(files: FileList | null | undefined): Promise<void> {
    const images = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'));
    this.#urls.push(...(await Promise.all(images.map(readUrl))));
    this.#show();
  }

  #show(): void {
    const place = find('pictures', HTMLElement);
    place.hidden = this.#urls.length === 0;
    place.replaceChildren(
      ...this.#urls.map((url, index) => {
        const remove = make('button', { type: 'button', 'aria-label': `Remove image ${index + 1}` }, makeCross());
        remove.addEventListener('click', () => {
          this.#urls.splice(index, 1);
          this.#show();
          find('draft', HTMLTextAreaElement).focus();
        });
        return make('figure', {}, make('img', { src: url, alt: `Attached image ${index + 1}` }), remove);
      }),
    );
  }
}

function readUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The image cannot be read.')));
    reader.readAsDataURL(file);
  });
}
