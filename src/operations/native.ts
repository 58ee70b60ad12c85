/** Text over TGI's native API: one request for each choice. */
import type { ChatCompletionRequest } from '../../generated/openai.ts';
import { createLoader } from '../base/once.ts';
import { toWholeStream } from '../bridge/chunks.ts';
import type { Generation } from '../bridge/generation.ts';
import { NativeReader, toNativeGeneration } from '../bridge/native/generation.ts';
import type { PlannedNative } from '../bridge/native/plan.ts';
import { wantsUsage } from '../bridge/usage.ts';
import { toEndpointUrl } from '../servers/address.ts';
import type { StreamedEvent } from '../servers/tgi.ts';
import type { ServerContext } from './server-context.ts';
import type { TextApi } from './text.ts';

/** For servers that stream whatever they are asked for. */
const loadCollect = createLoader(() => import('./collect.ts'));

export function toNativeApi(
  { tgi, apiBase, warnOfNoUsage }: ServerContext,
  request: Pick<ChatCompletionRequest, 'model' | 'stream' | 'stream_options'>,
): TextApi<PlannedNative, StreamedEvent | Generation> {
  const url = toEndpointUrl(apiBase, 'generate', request.model);
  const onNoUsage = wantsUsage(request) ? warnOfNoUsage : undefined;
  return {
    async send({ call, reading, indices }, settings) {
      const answered = await tgi.generate(url, call, settings);
      const { info } = answered;
      if ('batches' in answered) {
        const { collect } = await loadCollect();
        const reader = new NativeReader(reading, indices[0]);
        return { info, ...(await collect({ batches: answered.batches, reader }, { indices })) };
      }
      const generation = toNativeGeneration(answered.whole, info, reading);
      return { generations: [generation], failure: generation.failure, info };
    },
    async open({ call, reading, indices }, settings) {
      const opened = await tgi.generateStream(url, call, settings);
      const { info } = opened;
      if ('batches' in opened)
        return { batches: opened.batches, reader: new NativeReader(reading, indices[0], onNoUsage), info };
      return { info, ...toWholeStream([toNativeGeneration(opened.whole, info, reading)], { indices }) };
    },
  };
}
