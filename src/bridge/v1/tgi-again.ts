/** Requests to TGI's `/v1` that are sent in the place of another, or after it. */
import type { TgiChatBody } from '../../servers/v1.ts';
import type { PlannedV1 } from './plan.ts';
import type { TgiRepair } from './tgi-repair.ts';

/** The same request for a call of one tool. */
export function toCallAgain(planned: PlannedV1, name: string): PlannedV1 {
  return withBody(planned, (body) => ({ ...body, stream_options: undefined, tool_choice: name }));
}

/** The same request for a text of a form. */
export function toTextAgain(planned: PlannedV1, format: TgiRepair['format']): PlannedV1 {
  const again = withBody(planned, (body) => ({
    ...body,
    tools: undefined,
    tool_choice: undefined,
    response_format: format,
  }));
  return {
    ...again,
    hidesTextPass: false,
    repair: { ...planned.repair, isForced: false, tools: undefined, format: undefined },
  };
}

/** The same request to be streamed, with what it cost. */
export function toStreamed(planned: PlannedV1): PlannedV1 {
  if (planned.call.route !== '/v1/chat/completions') return planned;
  return withBody(planned, (body) => ({ ...body, stream_options: { include_usage: true } }));
}

function withBody(planned: PlannedV1, change: (body: TgiChatBody) => TgiChatBody): PlannedV1 {
  const { call } = planned;
  if (call.route !== '/v1/chat/completions') return planned;
  // A repair is planned for TGI alone.
  return { ...planned, call: { ...call, body: change(call.body as TgiChatBody) } };
}
