/** The gateway's page: a chat with its models, and the request as code. */
import { CodeDialog } from './code-dialog.ts';
import { find, make } from './dom.ts';
import { BASE, Gateway, Refusal, keepKey, readKey } from './gateway.ts';
import { toFailure } from './answer.ts';
import { Models } from './models.ts';
import { Pictures } from './pictures.ts';
import { FieldError, toBody } from './request.ts';
import { Talk } from './talk.ts';

const key = find('key', HTMLInputElement);
const draft = find('draft', HTMLTextAreaElement);
const send = find('send', HTMLButtonElement);
const stop = find('stop', HTMLButtonElement);
const openPanel = find('open-panel', HTMLButtonElement);
const state = find('state', HTMLElement);

key.value = readKey();
find('docs', HTMLAnchorElement).href = `${BASE}docs`;

const gateway = new Gateway(() => key.value.trim());
const pictures = new Pictures();
const code = new CodeDialog();
const models = new Models((id) => {
  find('current', HTMLElement).textContent = id ?? '';
  if (talk.isEmpty && !isKeyAsked) welcome();
});
const talk = new Talk({
  gateway,
  toBody: (messages) => toBody(models.chosen, messages),
  onState(isAnswering) {
    stop.hidden = !isAnswering;
    send.hidden = isAnswering;
    state.textContent = isAnswering ? 'Answering' : 'The answer has ended';
  },
  onKeyAsked: () => setPanel(true, key),
});
let isKeyAsked = false;

function welcome(): void {
  const name = models.chosen;
  const title = make('h2', {}, name === undefined ? 'Ask a model' : `Ask ${name}`);
  const words = 'Messages go to this gateway and nowhere else. They are gone when you close the tab.';
  find('talk', HTMLElement).replaceChildren(make('div', { class: 'empty' }, title, make('p', {}, words)));
}

/** The gateway has keys: nothing can be done before one is given. */
function askForKey(error: Refusal): void {
  isKeyAsked = true;
  const field = make('input', {
    type: 'password',
    autocomplete: 'off',
    'aria-label': 'Key',
    placeholder: 'Key',
    required: true,
  });
  const form = make('form', {}, field, make('button', { type: 'submit' }, 'Continue'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    key.value = field.value.trim();
    keepKey(key.value);
    void refresh();
  });
  const isWrong = key.value.trim() !== '';
  const title = isWrong ? 'This key is not known here' : 'This gateway asks for a key';
  const box = make('div', { class: 'empty' }, make('h2', {}, title), make('p', {}, error.message), form);
  find('talk', HTMLElement).replaceChildren(box);
  field.focus();
}

async function refresh(): Promise<void> {
  try {
    const listed = await gateway.listModels();
    isKeyAsked = false;
    models.show(listed);
    draft.focus();
  } catch (error) {
    const isRefused = error instanceof Refusal;
    models.fail(isRefused && error.status === 401 ? 'Shown to callers with a key.' : 'The list cannot be read.');
    if (!talk.isEmpty) return talk.fail(error);
    if (isRefused && error.status === 401) return askForKey(error);
    welcome();
    find('talk', HTMLElement).append(toFailure(error));
  }
}

async function submit(): Promise<void> {
  const text = draft.value.trim();
  if (!stop.hidden || (text === '' && pictures.urls.length === 0)) return;
  const { urls } = pictures;
  try {
    // A field that cannot be sent leaves the draft as it is.
    toBody(models.chosen, []);
    draft.value = '';
    pictures.clear();
    await talk.say(text, urls);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    setPanel(true, error.field);
  }
}

/** On a narrow screen the settings lie over the conversation. */
function setPanel(
  isOpen: boolean,
  focused: HTMLElement = isOpen ? find('close-panel', HTMLButtonElement) : openPanel,
): void {
  document.body.classList.toggle('open', isOpen);
  openPanel.setAttribute('aria-expanded', String(isOpen));
  const fold = focused.closest('details');
  if (fold !== null) fold.open = true;
  focused.focus();
}

find('composer', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void submit();
});
draft.addEventListener('keydown', (event) => {
  // Who writes with an input method ends a word with Enter.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  void submit();
});
stop.addEventListener('click', () => talk.stop());
find('restart', HTMLButtonElement).addEventListener('click', () => {
  talk.restart();
  welcome();
  draft.focus();
});
find('refresh', HTMLButtonElement).addEventListener('click', () => void refresh());
find('show-code', HTMLButtonElement).addEventListener('click', () => {
  const text = draft.value.trim();
  const next = text === '' && !talk.isEmpty ? [] : [{ role: 'user', content: text === '' ? 'Knock knock.' : text }];
  try {
    const body = toBody(models.chosen, [...talk.messages, ...next]);
    code.open({ base: `${BASE}v1`, body, hasKey: key.value.trim() !== '' });
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    setPanel(true, error.field);
  }
});
key.addEventListener('change', () => {
  keepKey(key.value.trim());
  void refresh();
});
// Enter is a change, too.
find('key-form', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
openPanel.addEventListener('click', () => setPanel(true));
find('close-panel', HTMLButtonElement).addEventListener('click', () => setPanel(false));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || find('code', HTMLDialogElement).open) return;
  if (document.body.classList.contains('open')) setPanel(false);
  else talk.stop();
});

void refresh();
