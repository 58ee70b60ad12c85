// Generated from package.json by `npm run generate`. Do not edit.
/** The version of EasyLLM. */
export const version: string = "0.1.0";
