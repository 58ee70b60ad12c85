import type { TestProject } from 'vitest/node';
import { startPrism } from '../../scripts/mock/prism.ts';
import { servePackage } from './package-build.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    tgiUrl: string;
    teiUrl: string;
    openaiUrl: string;
    vllmUrl: string;
    packageUrl: string;
  }
}

/** Serves the specs and the built package while tests run: `inject('tgiUrl')` is the address of the mock of TGI. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const servers = [
    startPrism('tgi'),
    startPrism('tei'),
    startPrism('openai'),
    startPrism('vllm'),
    servePackage(),
  ] as const;
  const [tgi, tei, openai, vllm, built] = await Promise.all(servers);
  provide('tgiUrl', tgi.url);
  provide('teiUrl', tei.url);
  provide('openaiUrl', openai.url);
  provide('vllmUrl', vllm.url);
  provide('packageUrl', built.url);
  return async () => {
    await Promise.all([tgi, tei, openai, vllm, built].map((server) => server.close()));
  };
}
