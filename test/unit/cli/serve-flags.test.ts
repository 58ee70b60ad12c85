import { describe, expect, test } from 'vitest';
import { HELP, readSettings } from '../../../src/cli/serve-flags.ts';

describe('the flags of `easyllm serve`', () => {
  test('that are settings are read as a file is', () => {
    expect(
      readSettings({
        port: '0',
        'api-key': ['sk-a', 'sk-b'],
        'prompt-builder': 'llama3',
        'api-base': 'http://tgi.test',
      }),
    ).toEqual({ auth: { keys: ['sk-a', 'sk-b'] }, promptBuilder: 'llama3', apiBase: 'http://tgi.test' });
  });

  test('that are not given leave the file alone', () => {
    expect(readSettings({ 'api-key': undefined })).toEqual({});
  });

  test.each([
    [{ 'prompt-builder': 'lama3' }, '--prompt-builder, `promptBuilder` is "lama3". Did you mean "llama3"?'],
    [{ 'api-key': ['sk-a', ''] }, '--api-key, `auth.keys[1]` cannot be a key.'],
  ])('are named where they are wrong: %j', (values, message) => {
    expect(() => readSettings(values)).toThrow(message);
  });

  test('stand in the help in one column', () => {
    expect(HELP).toContain(`
      --config FILE           settings as YAML or JSON: models, limits, cors, auth (see docs/gateway.md)
      --watch                 take new settings when FILE changes, as at SIGHUP; streams go on
      --check                 check the settings, ask each server once, and end
      --data DIR              offer files and batches, kept in this folder (docs/batches.md)
  -p, --prompt-builder NAME   the model's prompt format (else EASYLLM_PROMPT)
`);
    expect(HELP).not.toContain('--help');
  });
});
