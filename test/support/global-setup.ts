import type { TestProject } from 'vitest/node';
import { startPrism } from '../../scripts/mock/prism.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    tgiUrl: string;
    teiUrl: string;
    openaiUrl: string;
  }
}

/** Serves the three specs while tests run: `inject('tgiUrl')` is the address of the mock of TGI. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const [tgi, tei, openai] = await Promise.all([startPrism('tgi'), startPrism('tei'), startPrism('openai')]);
  provide('tgiUrl', tgi.url);
  provide('teiUrl', tei.url);
  provide('openaiUrl', openai.url);
  return async () => {
    await Promise.all([tgi.close(), tei.close(), openai.close()]);
  };
}
