import type { ResponseObject } from '../../../generated/openai.ts';

/** All text of a response in one. */
export function toOutputText({ output }: Pick<ResponseObject, 'output'>): string {
  const texts = output.flatMap((item) =>
    item.type === 'message' ? item.content.map((part) => (part.type === 'output_text' ? part.text : '')) : [],
  );
  return texts.join('');
}
