/** A real server that is tried out. */

/** What a launcher needs and says. */
export interface Setting {
  /** Kept between runs, outside of the project. */
  readonly cache: string;
  readonly say: (line: string) => void;
}

/** A server that runs. */
export interface Running {
  readonly name: string;
  readonly version: string;
  /** Its bare address. */
  readonly url: string;
  readonly model: string;
  /** Where its embeddings are; undefined if it was started without. */
  readonly embeddings: { readonly url: string; readonly model: string } | undefined;
  /** The number of tokens that its model reads. */
  readonly contextLength: number;
  close(): Promise<void>;
}

export interface Launcher {
  readonly name: string;
  /** Installs what is missing, and starts it. Throws Missing where it cannot be had here. */
  readonly start: (setting: Setting) => Promise<Running>;
}

/** Why a server is skipped: what is not here, and how to have it. */
export class Missing extends Error {
  override readonly name = 'Missing';
}
