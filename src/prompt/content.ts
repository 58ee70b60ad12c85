/** The text of a message's content. */

import { kindOf } from '../base/check.ts';
import { BadRequestError, UnsupportedError } from '../base/errors.ts';
import type { PromptContentPart } from './prompt-builder.ts';

/** Where the content stands, and whether its reader sees images. */
export interface ContentPlace {
  /** The path of the content, for errors: `messages[0].content`. */
  readonly path: string;
  /** What the prompt is built by, for errors: `llama2`. */
  readonly builder: string;
  readonly acceptsImages: boolean;
}

/** Text parts are joined without a separator, and an image becomes `![](url)`, as in TGI's own chat route (TGI router, TextMessage). */
export function contentText(content: string | readonly PromptContentPart[], place: ContentPlace): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) {
    throw new BadRequestError(`\`${place.path}\` is ${kindOf(content)}. Expected a string, or a list of parts.`, {
      param: place.path,
    });
  }
  return content.map((part, index) => partText(part, { ...place, path: `${place.path}[${index}]` })).join('');
}

function partText(part: PromptContentPart, { path, builder, acceptsImages }: ContentPlace): string {
  if (typeof part !== 'object' || part === null) {
    throw new BadRequestError(`\`${path}\` is ${kindOf(part)}. Expected a part of text or an image.`, { param: path });
  }
  if (part.type === 'text' && typeof part.text === 'string') return part.text;
  const url = typeof part.image_url === 'string' ? part.image_url : part.image_url?.url;
  if (part.type !== 'image_url' || typeof url !== 'string') {
    throw new UnsupportedError(
      `\`${path}\` is a part of type "${String(part.type)}"; a prompt is made of text and images.`,
      {
        param: path,
      },
    );
  }
  if (!acceptsImages) {
    throw new UnsupportedError(`\`${path}\` is an image; ${builder} is a format for text alone.`, { param: path });
  }
  // TGI ends the URL at the first closing parenthesis (TGI router, validation.rs).
  return `![](${url.replaceAll(')', '%29')})`;
}
