/** The settings of a gateway's file as JSON Schema, by which editors complete them. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

import { settings } from '../../src/http/gateway/settings.ts';

/** Where the settings and their comments stand. */
const SOURCES = ['src/http/gateway/settings.ts', 'src/http/gateway/server-settings.ts'];

/** The schema, with the comments of the sources as descriptions. */
export function toGatewaySchema(): object {
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  return { ...(describe(schema, readComments()) as object), title: 'Settings of `easyllm serve`' };
}

function readComments(): Map<string, string> {
  const comments = new Map<string, string>();
  for (const source of SOURCES) {
    for (const [, text = '', name = ''] of readFileSync(source, 'utf8').matchAll(
      /\/\*\*[\s*]*((?:(?!\*\/)[^])*?)\s*\*\/\n\s*([\w$]+): /g,
    )) {
      const line = text.replaceAll(/\s*\n\s*\* ?/g, ' ').trim();
      if (!comments.has(name)) comments.set(name, line);
    }
  }
  return comments;
}

function describe(value: unknown, comments: Map<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => describe(item, comments));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name !== 'properties' || typeof member !== 'object' || member === null)
        return [name, describe(member, comments)];
      const properties = Object.entries(member as Record<string, object>).map(([property, schema]) => {
        const description = comments.get(property);
        return [
          property,
          { ...(description !== undefined && { description }), ...(describe(schema, comments) as object) },
        ];
      });
      return [name, Object.fromEntries(properties)];
    }),
  );
}
