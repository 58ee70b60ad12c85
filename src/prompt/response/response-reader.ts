/**
 * Takes a model's text apart as it comes, by a response template: reasoning, content, tool calls. What may belong to a delimiter is held
 * back until it is decided, and no longer; the parts are the same however the text is cut.
 */

import { strip, stripEnd, stripStart } from '../whitespace.ts';
import { type ReadCall, type ToolList, argumentTypes, toCalls } from './call.ts';
import { UnreadableContent } from './content.ts';
import { TemplateUnsupportedError } from '../jinja/errors.ts';
import type { Delimiter } from './delimiter.ts';
import { type Found, type Match, SPECIAL_TOKEN, comesBefore } from './pattern.ts';
import { type Field, type Loaded, afterAnchor, loadResponseTemplate } from './response-template.ts';
import { readField } from './transform.ts';

/** What the reader has read. */
export type ResponsePart =
  | { readonly type: 'content' | 'reasoning'; readonly text: string }
  | { readonly type: 'call'; readonly call: ReadCall }
  /** A call that could not be read: its text follows as content. */
  | { readonly type: 'unreadable'; readonly reason: string };

/** How the text of a model is read. */
export interface ReaderOptions {
  /** The prompt: what it opened after the anchor counts. */
  readonly prefix?: string | undefined;
  /** The tools that the model may call, for the types of their arguments. */
  readonly tools?: ToolList | null | undefined;
  /** Whether calls are read; else their text is content. Default: true. */
  readonly calls?: boolean | undefined;
  /** Whether a text without reasoning or calls keeps the whitespace at its ends. Default: false, as in transformers. */
  readonly keepsSpace?: boolean | undefined;
}

/** Fields whose text is the model's reasoning, under the names that templates give it. */
const REASONING: ReadonlySet<string> = new Set(['thinking', 'reasoning', 'reasoning_content']);

/** A region that is open. */
interface Region {
  readonly field: Field | undefined;
  readonly groups: Record<string, string>;
  /** What opened it, with the text in it, where it is not handed on as it comes. */
  raw: string;
  body: string;
  /** Whether it has begun: one between the others does at its first character. */
  isOpen: boolean;
  /** Whether text of it was handed on; the whitespace before is dropped. */
  hasText: boolean;
  /** Whitespace that is dropped where nothing follows. */
  space: string;
}

/** Reads what a model writes into reasoning, content and calls, piece by piece. */
export class ResponseReader {
  private readonly template: Loaded;
  private readonly fields: readonly Field[];
  private readonly types: ReturnType<typeof argumentTypes>;
  private buffer = '';
  private at = 0;
  private region: Region;
  private parts: ResponsePart[] = [];
  /** What was found of each delimiter in the text that is there. */
  private readonly found = new Map<Delimiter, Found>();
  private readonly begun = new Set<string>();
  /** Text between fields of a template that has no place for it; it is content where nothing else was found. */
  private dropped = '';
  private isFound = false;
  private readonly keepsSpace: boolean;
  /** Whether a field was opened: reasoning, a call. */
  private isParted = false;
  /** Whitespace between content and the field after it, which belongs to the text where that cannot be read. */
  private between = '';
  /** What the prompt's end already opened and wrote: the model's text goes on from there. */
  readonly initial: readonly ResponsePart[];

  constructor(template: unknown, { prefix = '', tools, calls = true, keepsSpace = false }: ReaderOptions = {}) {
    this.keepsSpace = keepsSpace;
    this.template = loadResponseTemplate(template);
    this.fields = this.template.fields.filter(({ name }) => calls || name !== 'tool_calls');
    this.types = argumentTypes(tools ?? []);
    this.region = this.outside();
    this.initial = prefix === '' ? [] : this.write(afterAnchor(this.template, prefix));
  }

  /** What is decided now that this text has come. */
  write(text: string): ResponsePart[] {
    this.buffer += text;
    this.process(false);
    return this.take();
  }

  /** What is left, now that no more text comes. */
  end(): ResponsePart[] {
    this.process(true);
    if (!this.isFound) this.restoreDropped();
    return this.take();
  }

  private restoreDropped(): void {
    const text = strip(this.dropped.replaceAll(SPECIAL_TOKEN, ''));
    if (text !== '') this.parts.push({ type: 'content', text });
  }

  private take(): ResponsePart[] {
    const { parts } = this;
    this.parts = [];
    // One character stays, for patterns that look at what is before.
    const kept = Math.max(0, this.at - 1);
    this.buffer = this.buffer.slice(kept);
    this.at -= kept;
    return parts;
  }

  private process(isEnd: boolean): void {
    this.found.clear();
    for (;;) {
      const { best, hold } = this.scan(isEnd);
      if (best === undefined) {
        this.accumulate(this.buffer.slice(this.at, hold));
        this.at = hold;
        if (isEnd) this.close('', {});
        return;
      }
      const { match, field, isOpening } = best;
      const delimiter = this.buffer.slice(match.start, match.end);
      this.accumulate(this.buffer.slice(this.at, match.start));
      this.at = match.end;
      if (isOpening) this.isParted = true;
      this.close(isOpening ? '' : delimiter, isOpening ? {} : match.groups);
      if (isOpening)
        this.region = { ...this.outside(), field, groups: { ...match.groups }, raw: delimiter, isOpen: true };
      if (isOpening) this.isFound = true;
    }
  }

  /** What was found from an earlier place on is still the first, unless it begins before this one: all of a text is not searched for each. */
  private find(delimiter: Delimiter, isEnd: boolean): Found {
    const known = this.found.get(delimiter);
    const start = Math.min(known?.match?.start ?? Infinity, known?.pending ?? Infinity);
    if (known !== undefined && start >= this.at) return known;
    const found = delimiter.find(this.buffer, this.at, isEnd);
    this.found.set(delimiter, found);
    return found;
  }

  /** The delimiter that comes first of those that matter here, and where text is to be held back. */
  private scan(isEnd: boolean): { best?: { match: Match; field: Field; isOpening: boolean }; hold: number } {
    let hold = this.buffer.length;
    let best: { match: Match; field: Field; isOpening: boolean } | undefined;
    for (const { field, delimiter, isOpening } of this.watched()) {
      const { match, pending } = this.find(delimiter, isEnd);
      if (pending !== undefined) hold = Math.min(hold, pending);
      if (match === undefined || (match.end === match.start && (isOpening || !this.isInside()))) continue;
      if (best === undefined || comesBefore(match, best.match)) best = { match, field, isOpening };
    }
    if (best === undefined || (!isEnd && best.match.start >= hold)) return { hold };
    return { best, hold };
  }

  private watched(): { field: Field; delimiter: NonNullable<Field['open']>; isOpening: boolean }[] {
    const { field } = this.region;
    const { implicit } = this.template;
    const closing = this.isInside() ? field : implicit;
    const opening = this.isInside() ? [] : this.fields;
    return [
      ...opening.flatMap((each) =>
        each.open === undefined ? [] : [{ field: each, delimiter: each.open, isOpening: true }],
      ),
      ...(closing?.close === undefined ? [] : [{ field: closing, delimiter: closing.close, isOpening: false }]),
    ];
  }

  /** Whether a field is open that a delimiter opened. */
  private isInside(): boolean {
    return this.region.field !== undefined && this.region.field !== this.template.implicit;
  }

  private outside(): Region {
    return { field: this.template.implicit, groups: {}, raw: '', body: '', isOpen: false, hasText: false, space: '' };
  }

  private accumulate(text: string): void {
    if (text === '') return;
    const { field } = this.region;
    if (field === undefined) {
      this.dropped += text;
      return;
    }
    this.region.isOpen = true;
    if (field.isText) this.emit(field, text);
    else this.region.body += text;
  }

  /** Whether the text is content alone so far, and to be handed on as it is. */
  private isWhole(): boolean {
    return this.keepsSpace && !this.isParted;
  }

  private emit(field: Field, text: string): void {
    const { region } = this;
    const isKept = field.settings['strip'] === false;
    const fresh = region.hasText || isKept || this.isWhole() ? text : stripStart(text);
    if (fresh === '') return;
    const said = isKept ? fresh : stripEnd(fresh);
    if (said === '') {
      region.space += fresh;
      return;
    }
    const decided = region.space + said;
    region.space = fresh.slice(said.length);
    const before = !region.hasText && this.begun.has(field.name) ? field.join : '';
    region.hasText = true;
    this.begun.add(field.name);
    this.isFound = true;
    this.parts.push({ type: REASONING.has(field.name) ? 'reasoning' : 'content', text: before + decided });
  }

  /** Ends the region; the groups of what closed it win over those of what opened it. */
  private close(delimiter: string, groups: Readonly<Record<string, string>>): void {
    const { field, raw, body, isOpen, hasText, space } = this.region;
    if (space !== '' && this.isWhole()) this.parts.push({ type: 'content', text: space });
    const { between } = this;
    this.between = hasText ? space : '';
    const all = { ...this.region.groups, ...groups };
    this.region = this.outside();
    if (field === undefined || !isOpen || field.isText) return;
    try {
      const value = readField(field, body, all);
      if (field.name === 'tool_calls') {
        for (const call of toCalls(value, this.types)) this.parts.push({ type: 'call', call });
      } else this.parts.push({ type: REASONING.has(field.name) ? 'reasoning' : 'content', text: String(value) });
    } catch (error) {
      if (!(error instanceof UnreadableContent) && !(error instanceof TemplateUnsupportedError)) throw error;
      this.parts.push(
        { type: 'unreadable', reason: error.message },
        { type: 'content', text: between + raw + body + delimiter },
      );
    }
  }
}
