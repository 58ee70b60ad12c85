/** What zod/mini lacks. Each is written into the files that use it, and checks report issues of zod's kinds. */
export const OWN_PARTS = {
  wider: `
// Takes more values than the types say.
const wider = <Typed extends z.ZodMiniType>(_typed: Typed, taken: z.ZodMiniType) =>
  taken as z.ZodMiniType<z.infer<Typed>>;
`,
  integer: `
// An integer of any size: z.int() ends at 2^53, and seeds have 64 bits.
const integer = /* @__PURE__ */ z.number().check((payload) => {
  if (!Number.isInteger(payload.value)) {
    payload.issues.push({ code: 'invalid_type', expected: 'int', input: payload.value });
  }
});
`,
  minProperties: `
const minProperties = (minimum: number) => (payload: z.core.ParsePayload<object>) => {
  if (Object.keys(payload.value).length < minimum) {
    payload.issues.push({ code: 'too_small', origin: 'object', minimum, inclusive: true, input: payload.value });
  }
};
`,
  json: `
// The value of a text of JSON.
const json = <Value>(schema: z.ZodMiniType<Value>) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'Invalid input: expected JSON', input: text });
          return z.NEVER;
        }
      }),
    ),
    schema,
  );
`,
  openUnion: `
// Kinds that are not named here are let through as they are, which the types do not say.
const openUnion = <Kinds extends readonly [z.ZodMiniObject, ...z.ZodMiniObject[]]>(name: string, kinds: Kinds) =>
  z.union([
    z.discriminatedUnion(name, kinds),
    z.custom<never>((value) => {
      const kind: unknown = Object(value)[name];
      return typeof kind === 'string' && !kinds.some(({ shape }) => z.safeParse(shape[name] ?? z.never(), kind).success);
    }),
  ]);
`,
};
