/** The gateway's pages in Chromium. */
import { tmpdir } from 'node:os';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launch, look, serve } from './session.ts';
import type { Served } from './session.ts';
import { serveUpstream } from './upstream.ts';
import type { Upstream } from './upstream.ts';

const executable = await findChromium();
const KEYED = { auth: { keys: [{ name: 'team', key: 'sk-team' }] } };
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let browser: Browser;
let upstream: Upstream;
let open: Served;
let keyed: Served;

function toModels(url: string) {
  const apiBase = `${url}/v1`;
  return {
    'llama-3.1-8b': { apiBase, model: 'served', promptBuilder: 'llama3' },
    'qwen3-32b': { apiBase, model: 'served', dialect: 'vllm' },
    'bge-m3': { apiBase: 'http://127.0.0.1:9' },
  };
}

beforeAll(async () => {
  if (executable === undefined) return;
  [browser, upstream] = await Promise.all([launch(executable), serveUpstream()]);
  const settings = { apiKey: null, maxRetries: 0, models: toModels(upstream.url) };
  [open, keyed] = await Promise.all([serve(settings), serve({ ...settings, ...KEYED }, { cwd: tmpdir() })]);
});

afterAll(async () => {
  await browser?.close();
  for (const each of [open, keyed, upstream]) await each?.[Symbol.asyncDispose]();
});

async function say(page: Page, text: string, model = 'qwen3-32b'): Promise<void> {
  await page.locator('.model', { hasText: model }).click();
  await page.locator('#draft').fill(text);
  await page.locator('#draft').press('Enter');
}

async function checkAccess(page: Page): Promise<string[]> {
  // As a script of the browser's own, which the policy of the page does not hold back.
  await page.evaluate(axe.source);
  const { violations }: AxeResults = await page.evaluate('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe.skipIf(executable === undefined)('the chat, in Chromium (skipped where there is none)', () => {
  test('streams an answer, with thoughts folded, usage and the time to the first token', async () => {
    const { page, asked, complaints } = await look(browser, open.url);
    await say(page, 'Please think: the capital of France?');
    const answer = page.locator('.answer').first();
    await answer.getByText(/to first token · .*24 in, \d+ out/).waitFor();

    expect(await answer.locator('strong').first().textContent()).toBe('Paris');
    expect(await answer.locator('.thought').evaluate((fold) => fold.hasAttribute('open'))).toBe(false);
    expect(await answer.locator('.thought').textContent()).toContain('a known answer');
    expect(await answer.locator('pre').textContent()).toBe('print("Bonjour, Paris!")');
    expect([...new Set(asked.map((url) => new URL(url).origin))].filter((each) => each !== 'null')).toEqual([open.url]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('shows text before the answer has ended, and its stop button ends the call of the server behind', async () => {
    const { page } = await look(browser, open.url);
    const before = upstream.left;
    await say(page, 'endless');
    await page.locator('.answer strong').first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/^Stopped/).waitFor();
    await expect.poll(() => upstream.left, { timeout: 60_000 }).toBe(before + 1);

    expect(await page.locator('#send').isVisible()).toBe(true);
    await page.close();
  });

  test('sends the system prompt, parameters, images and the conversation so far', async () => {
    const { page } = await look(browser, open.url);
    await page.getByLabel('System prompt').fill('Be brief.');
    await page.getByLabel('Temperature').fill('0.2');
    await page.getByText('More parameters').click();
    await page.getByLabel('JSON, merged into the request').fill('{"top_k": 5}');
    await page.locator('#files').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PICTURE });
    await page.getByAltText('Attached image 1').waitFor();
    await say(page, 'What is this?');
    await page.getByText(/to first token/).waitFor();
    await say(page, 'And now?');
    await page
      .getByText(/to first token/)
      .nth(1)
      .waitFor();

    expect(upstream.asked.at(-1)).toMatchObject({
      temperature: 0.2,
      top_k: 5,
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: expect.stringMatching(/^data:image\/png;base64,/) } },
          ],
        },
        { role: 'assistant', content: expect.stringContaining('Paris') },
        { role: 'user', content: 'And now?' },
      ],
    });
    await page.close();
  });

  test('shows tool calls, and sends back what the tools return', async () => {
    const { page } = await look(browser, open.url);
    await page.getByText('More parameters').click();
    const tools = [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } }];
    await page.locator('#more').fill(JSON.stringify({ tools }));
    await say(page, 'Weather?');
    await page.locator('.call textarea').fill('18 degrees');
    const shown = await page.locator('.call').first().textContent();
    await page.getByRole('button', { name: 'Return' }).click();
    await page.getByText('The tool says: 18 degrees').waitFor();

    expect(shown).toMatch(/Calls the tool get_weather\{\s*"city": "Paris"\s*\}/);
    await page.close();
  });

  test('shows what the model read where that can be told, and no button where it cannot', async () => {
    const { page } = await look(browser, open.url);
    await say(page, 'Knock knock.', 'llama-3.1-8b');
    await page.getByRole('button', { name: 'What the model read' }).click();
    const read = await page.locator('.read').textContent();
    const answered = page.waitForResponse((response) => response.url().endsWith('/v1/prompt'));
    await say(page, 'Knock knock.', 'qwen3-32b');

    expect(read).toContain('<|start_header_id|>user<|end_header_id|>\n\nKnock knock.<|eot_id|>');
    expect((await answered).status()).toBe(404);
    await page
      .getByText(/to first token/)
      .nth(1)
      .waitFor();
    expect(await page.getByRole('button', { name: 'What the model read' }).count()).toBe(1);
    await page.close();
  });

  test('shows an error as it is', async () => {
    const { page } = await look(browser, open.url);
    await say(page, 'fail');
    const failure = await page.locator('.failure').textContent();

    expect(failure).toContain('max_tokens must be at least 1, got 0');
    expect(failure).toMatch(/^400/);
    expect(failure).toContain('param: max_tokens');
    await page.close();
  });

  test('asks for a key where the gateway does, and keeps it in the tab alone', async () => {
    const { page } = await look(browser, keyed.url);
    await page.getByText('This gateway asks for a key').waitFor();
    await page.getByRole('textbox', { name: 'Key', exact: true }).fill('sk-wrong');
    await page.keyboard.press('Enter');
    await page.getByText('This key is not known here').waitFor();
    await page.getByRole('textbox', { name: 'Key', exact: true }).fill('sk-team');
    await page.keyboard.press('Enter');
    await say(page, 'Hello');
    await page.getByText(/to first token/).waitFor();
    const kept = await page.evaluate('JSON.stringify([localStorage.length, document.cookie, { ...sessionStorage }])');

    expect(JSON.parse(String(kept))).toEqual([0, '', { 'easyllm-key': 'sk-team' }]);
    await page.close();
  });

  test('writes the request as code, without the key', async () => {
    const { page } = await look(browser, keyed.url);
    await page.getByRole('textbox', { name: 'Key', exact: true }).fill('sk-team');
    await page.keyboard.press('Enter');
    await page.locator('.model', { hasText: 'qwen3-32b' }).click();
    await page.locator('#draft').fill("It's me");
    await page.getByRole('button', { name: 'Code' }).click();
    const samples: Record<string, string> = {};
    for (const name of ['curl', 'Python', 'JavaScript']) {
      await page.getByRole('tab', { name }).click();
      samples[name] = (await page.locator('#sample').textContent()) ?? '';
    }
    await page.keyboard.press('Escape');

    expect(samples['curl']).toContain(`curl ${keyed.url}/v1/chat/completions`);
    expect(samples['curl']).toContain(`"content": "It'\\''s me"`);
    expect(samples['Python']).toContain(`OpenAI(base_url="${keyed.url}/v1", api_key=os.environ["EASYLLM_KEY"])`);
    expect(samples['JavaScript']).toContain(`baseURL: '${keyed.url}/v1', apiKey: process.env.EASYLLM_KEY`);
    expect(JSON.stringify(samples)).not.toContain('sk-team');
    await page.close();
  });

  test('tells whether the server of a model answers, and what of it is known', async () => {
    const { page } = await look(browser, open.url);
    const models = page.locator('.model');
    await models.first().waitFor();

    expect(await models.locator('.ready').count()).toBe(2);
    expect(await models.allTextContents()).toEqual([
      expect.stringContaining('131k tokens'),
      expect.stringContaining('qwen3-32b'),
      expect.stringContaining('server gives no answer'),
    ]);
    await page.close();
  });

  test('is used by the keyboard alone, on a narrow screen too', async () => {
    const { page } = await look(browser, open.url, { viewport: { width: 390, height: 780 } });
    await page.locator('.model').first().waitFor({ state: 'attached' });
    await page.locator('#open-panel').focus();
    await page.keyboard.press('Enter');
    await page.locator('.model input:checked').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    const chosen = await page.locator('#current').textContent();
    const focused = await page.evaluate('document.activeElement.id');
    await page.locator('#draft').focus();
    await page.keyboard.type('Hello');
    await page.keyboard.press('Enter');
    await page.getByText(/to first token/).waitFor();

    expect([chosen, focused]).toEqual(['qwen3-32b', 'open-panel']);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.close();
  });

  test.each([
    { width: 1280, colorScheme: 'light' },
    { width: 1280, colorScheme: 'dark' },
    { width: 390, colorScheme: 'light' },
    { width: 390, colorScheme: 'dark' },
  ] as const)('has no serious fault of access, $width pixels wide, $colorScheme', async ({ width, colorScheme }) => {
    const { page } = await look(browser, open.url, { viewport: { width, height: 820 }, colorScheme });
    await page.locator('.model').first().waitFor({ state: 'attached' });
    if (width < 800) await page.locator('#open-panel').click();
    const settings = await checkAccess(page);
    if (width < 800) await page.locator('#close-panel').click();
    await page.evaluate(`document.querySelector('[value="qwen3-32b"]').click()`);
    await page.locator('#draft').fill('Please think');
    await page.locator('#draft').press('Enter');
    await page.getByText(/to first token/).waitFor();
    await page.locator('#draft').fill('fail');
    await page.locator('#draft').press('Enter');
    await page.locator('.failure').waitFor();
    const talk = await checkAccess(page);
    await page.getByRole('button', { name: 'Code' }).click();

    expect([settings, talk, await checkAccess(page)]).toEqual([[], [], []]);
    await page.close();
  });
});

describe.skipIf(executable === undefined)('the API reference, in Chromium (skipped where there is none)', () => {
  test('renders the document, and loads nothing from elsewhere', async () => {
    const { page, asked, complaints } = await look(browser, `${open.url}/docs`);
    await page.getByText('/v1/chat/completions', { exact: true }).waitFor();

    expect([...new Set(asked.map((url) => new URL(url).origin))].filter((each) => each !== 'null')).toEqual([open.url]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('says what to install where the renderer is missing, with no serious fault of access', async () => {
    const { page } = await look(browser, `${keyed.url}/docs`);

    expect(await page.locator('pre').textContent()).toBe('npm install swagger-ui-dist');
    expect(await checkAccess(page)).toEqual([]);
    await page.close();
  });
});
