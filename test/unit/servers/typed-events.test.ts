import { describe, expect, test } from 'vitest';
import { TypedEvents } from '../../../src/servers/typed-events.ts';

describe('TypedEvents', () => {
  test('takes what the spec has for an event, and no failure', () => {
    const events = new TypedEvents();

    expect(events.take({ token: { text: 'a' } })).toEqual({ token: { text: 'a' } });
    expect(events.take({ error: 'Request failed during generation', error_type: 'generation' })).toBeNull();
    expect(events.take({ error: { message: 'busy' } })).toBeNull();
  });
});
