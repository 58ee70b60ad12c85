import type { ResponseTemplateName } from './response/families.ts';

/** How the messages of one role are written. */
export interface Turn {
  readonly before: string;
  readonly after: string;
  /** What is done to the content; left out, it stays as it is. */
  readonly text?: (content: string) => string;
}

export interface PromptFormat {
  readonly description: string;
  /** Example models, as ids on the Hugging Face Hub (Claude's: on Amazon Bedrock). */
  readonly models: readonly string[];
  readonly stop: readonly string[];
  /** The token the prompt begins with; left out where the format writes none. */
  readonly bos?: string;
  /** How the family's answers are taken apart; left out where they are text alone. */
  readonly responseTemplate?: ResponseTemplateName;
  /** Stands before the first message. */
  readonly begin?: string;
  readonly system: Turn;
  readonly user: Turn;
  readonly assistant: Turn;
  /** Stands after the last message, and asks for the answer. */
  readonly reply: string;
  /** Puts the turns together; left out, nothing stands between them. */
  readonly join?: (turns: readonly string[]) => string;
  /** A plain string stands for an empty system message and a user message; left out, for a user message alone. */
  readonly emptySystem?: true;
  /** A system message may come anywhere; left out, only first. */
  readonly systemAnywhere?: true;
  /** There is no system turn: its text goes to the beginning of the first user turn. */
  readonly systemInUser?: true;
  /** After the system message user and assistant take turns, as the model's own template demands. */
  readonly alternates?: true;
  /** An assistant message at the end is left open, for the model to continue; left out, it is closed and a new answer is asked for. */
  readonly continues?: true;
  /** Among the format's models are some that see images. */
  readonly images?: true;
}
