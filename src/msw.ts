/**
 * `easyllm/msw`: the examples of the specs as handlers of MSW, which you install beside EasyLLM. For tests on Node.
 *
 * @module easyllm/msw
 */
export { openaiHandlers, teiHandlers, tgiHandlers, vllmHandlers } from './testing/msw.ts';
export type { HandlerOptions } from './testing/msw.ts';
