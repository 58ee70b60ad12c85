/**
 * What a model writes, as it means to be read: paragraphs, headings, lists, quotes, code, bold and italic of Markdown. Anything else is
 * left as it was written. Elements are made of text only, so nothing in it can be markup, an image or a script.
 */
import { make } from './dom.ts';

const FENCE = /^ {0,3}(```+|~~~+)/;
const HEADING = /^#{1,6} +(.*)$/;
const ITEM = /^( {0,6})(?:[-*+]|(\d{1,9})[.)]) +(.*)$/;
const QUOTE = /^ {0,3}> ?(.*)$/;

/** A text in elements. Each line is looked at once. */
export function toProse(text: string): HTMLElement[] {
  const blocks: HTMLElement[] = [];
  const lines = text.split('\n');
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const [, fence] = FENCE.exec(line) ?? [];
    const [, heading] = HEADING.exec(line) ?? [];
    const from = at;
    if (fence !== undefined) {
      at = findEnd(lines, at + 1, (each) => each.trim().startsWith(fence));
      blocks.push(make('pre', { tabindex: '0' }, make('code', {}, lines.slice(from + 1, at).join('\n'))));
      at += 1;
    } else if (heading !== undefined) {
      blocks.push(make('h3', {}, ...toInline(heading)));
      at += 1;
    } else if (ITEM.test(line)) {
      at = findEnd(lines, at, (each) => !ITEM.test(each) && !/^ {2,}\S/.test(each));
      blocks.push(toList(lines.slice(from, at)));
    } else if (QUOTE.test(line)) {
      at = findEnd(lines, at, (each) => !QUOTE.test(each));
      const quoted = lines.slice(from, at).map((each) => QUOTE.exec(each)?.[1] ?? '');
      blocks.push(make('blockquote', {}, ...toInline(quoted.join('\n'))));
    } else if (line.trim() === '') {
      at += 1;
    } else {
      at = findEnd(lines, at + 1, (each) => each.trim() === '' || isStart(each));
      blocks.push(make('p', {}, ...toInline(lines.slice(from, at).join('\n'))));
    }
  }
  return blocks;
}

function isStart(line: string): boolean {
  return [FENCE, HEADING, ITEM, QUOTE].some((start) => start.test(line));
}

/** The first line of which something holds; the end, where of none. */
function findEnd(lines: readonly string[], from: number, isEnd: (line: string) => boolean): number {
  for (let at = from; at < lines.length; at += 1) if (isEnd(lines[at] ?? '')) return at;
  return lines.length;
}

/** A list; what is indented below an item belongs to it. */
function toList(lines: readonly string[]): HTMLElement {
  const [, , first] = ITEM.exec(lines[0] ?? '') ?? [];
  const list = first === undefined ? make('ul') : make('ol', { start: first });
  let text: string[] = [];
  const close = () => {
    if (text.length > 0) list.append(make('li', {}, ...toInline(text.join('\n'))));
    text = [];
  };
  for (const line of lines) {
    const [, indent = '', number, content] = ITEM.exec(line) ?? [];
    const isOuter = content !== undefined && indent.length < 2;
    if (isOuter) close();
    text.push(isOuter ? content : content === undefined ? line.trim() : `${number ?? '•'} ${content}`);
  }
  close();
  return list;
}

/** Code, bold and italic. Lengths are bounded, so that a mark without its end costs no more than its own length. */
const MARK = /`([^`\n]{1,500})`|\*\*(?=\S)([^*\n]{1,500})\*\*|(?<![\w*])\*(?=[^\s*])([^*\n]{1,500})\*(?![\w*])/g;

function toInline(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    const [whole, code, bold, italic] = match;
    if (match.index > end) parts.push(text.slice(end, match.index));
    if (code !== undefined) parts.push(make('code', {}, code));
    else if (bold !== undefined) parts.push(make('strong', {}, bold));
    else parts.push(make('em', {}, italic ?? ''));
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
