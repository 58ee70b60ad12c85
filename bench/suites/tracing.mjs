// @ts-check
/** What it costs that calls can be listened to: where nobody does, and where one does. */
import { tracingChannel } from 'node:diagnostics_channel';
import { EasyLLM } from 'easyllm';
import { REPLY } from '../answers.mjs';
import { expectSame, measureCpu, together } from '../measure.mjs';

const BODY = { model: 'm', messages: [{ role: /** @type {const} */ ('user'), content: 'Hi' }] };

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const calls = isQuick ? 100 : 1000;
  const client = new EasyLLM({ apiBase: `${server}/whole/v1`, apiKey: null, dialect: 'openai' });
  const ask = async () => (await client.chat.completions.create(BODY)).choices[0]?.message.content;
  expectSame('easyllm', await ask(), REPLY);
  let told = 0;
  const listen = () => void (told += 1);
  const channel = tracingChannel('easyllm:chat');
  /** @param {boolean} isHeard */
  const entry = (isHeard) => ({
    name: isHeard ? 'easyllm, with a listener' : 'easyllm',
    run: async () => {
      if (isHeard) channel.asyncEnd.subscribe(listen);
      await together(calls, 16, ask);
      channel.asyncEnd.unsubscribe(listen);
    },
  });
  const figures = await measureCpu([entry(false), entry(true)], { units: calls, rounds, baseline: 'easyllm' });
  if (told === 0) throw new Error('The listener heard nothing.');
  return { 'whole chat call that can be listened to, 16 at once, µs': figures };
}
