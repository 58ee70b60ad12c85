/** Whether what the model writes has to be taken apart, and the loading of what does it. */
import { createLoader } from '../base/once.ts';
import { offersTools } from '../bridge/request.ts';
import { toReadingNeed } from '../prompt/response/markers.ts';
import type { ReadChat } from './response-reading.ts';
import type { PlannedText, TextApi } from './text.ts';

export const loadReading = createLoader(() => import('./response-reading.ts'));

/** The same API, whose texts are read by the builder's response template. What reads them is loaded while the server answers. */
export function withReading<Planned extends PlannedText, Event>(
  api: TextApi<Planned, Event>,
  chat: ReadChat,
): TextApi<Planned, Event> {
  if (toReadingNeed(chat.builder.responseTemplate, offersTools(chat.request)) === 'nothing') return api;
  return {
    ...api,
    async send(planned, settings) {
      const [read, { readWhole }] = await Promise.all([api.send(planned, settings), loadReading()]);
      return readWhole(read, chat);
    },
    async open(planned, settings) {
      const [opened, { readStream }] = await Promise.all([api.open(planned, settings), loadReading()]);
      return readStream(opened, chat);
    },
  };
}
