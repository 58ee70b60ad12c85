/** A form as the body of a request (`multipart/form-data`, RFC 7578). */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';

export interface EncodedForm {
  readonly contentType: string;
  readonly body: string;
}

/** The fields as parts; members of an object are parts of their own, such as `expires_after[seconds]`. `file` is a file of this name. */
export function encodeForm(fields: JsonObject, filename = 'file'): EncodedForm {
  // Nothing in a file can be meant for it.
  const boundary = `easyllm-${crypto.randomUUID()}`;
  const parts = Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    if (isObject(value)) return Object.entries(value).map(([member, text]) => toPart(`${name}[${member}]`, text));
    if (name !== 'file') return [toPart(name, value)];
    return [toPart(name, value, `; filename="${escape(filename)}"\r\ncontent-type: application/octet-stream`)];
  });
  const body = `${parts.map((part) => `--${boundary}\r\n${part}`).join('')}--${boundary}--\r\n`;
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

function toPart(name: string, value: unknown, more = ''): string {
  return `content-disposition: form-data; name="${escape(name)}"${more}\r\n\r\n${String(value)}\r\n`;
}

/** As browsers write names (WHATWG). */
function escape(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
