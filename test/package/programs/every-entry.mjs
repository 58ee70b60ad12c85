/** Every entry point as an ES module, and a streamed chat. Prints the names that each entry exports. */
import * as main from 'easyllm';
import * as batch from 'easyllm/batch';
import * as queue from 'easyllm/batch/queue';
import * as gateway from 'easyllm/gateway';
import * as openai from 'easyllm/openai';
import * as prompt from 'easyllm/prompt';
import * as sse from 'easyllm/sse';
import * as tei from 'easyllm/tei';
import * as testing from 'easyllm/testing';
import * as tgi from 'easyllm/tgi';
import * as vllm from 'easyllm/vllm';
import { streamChat } from './stream-chat.cjs';

const entries = { main, batch, 'batch/queue': queue, gateway, openai, prompt, sse, tei, testing, tgi, vllm };
const names = Object.entries(entries).map(([entry, exported]) => [entry, Object.keys(exported)]);
console.log(JSON.stringify({ names, text: await streamChat(main, testing) }));
