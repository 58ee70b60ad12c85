/** What a gateway does before each operation that takes a body. */
import type { OperationOptions } from '../handled-request.ts';
import type { Operations } from '../handler.ts';
import type { BodyOperation } from '../routes.ts';

/** Gives the body on, or another one; what it throws is answered. */
export type BeforeBody = (body: unknown, call: OperationOptions) => unknown;

/** The operations, with `before` ahead of each that takes a body. A new one cannot be forgotten: the type names them all. */
export function aroundBodies(operations: Operations, before: BeforeBody): Operations {
  const { chat, complete, embed, rerank, respond, countInput, readPrompt } = operations;
  const guard =
    <Result>(run: (body: unknown, call: OperationOptions) => Promise<Result>) =>
    async (body: unknown, call: OperationOptions): Promise<Result> =>
      run(before(body, call), call);
  const guarded: Pick<Operations, BodyOperation> = {
    chat: guard(chat),
    complete: guard(complete),
    embed: guard(embed),
    rerank: guard(rerank),
    respond: guard(respond),
    countInput: guard(countInput),
    readPrompt: guard(readPrompt),
  };
  return { ...operations, ...guarded };
}
