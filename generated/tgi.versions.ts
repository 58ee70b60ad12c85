// Generated from openapi/tgi.yaml by `npm run generate`. Do not edit.
/** Since which version the server does something (its tags). */
export const tgiSince = {
  /** Before, `response_format` was passed over in silence. */
  responseFormat: '2.1.0',
  /** Generations are made in parts of 1024 tokens (TGI router, validation.rs). */
  parts: '3.1.1',
  /** Before, a message had to have a content, also beside calls. Since, a content takes the place of the calls. */
  callMessages: '3.1.1',
} as const;
