/** Files of callers in a folder: each one's content, and a record of it beside. */
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeletedFile, FileList, FileObject } from '../../../generated/openai.ts';
import { APIError, ConflictError, NotFoundError } from '../../base/errors.ts';
import { cutWord } from '../../base/spelling.ts';
import { createFileId } from '../../operations/identity.ts';
import { toPage } from '../batch-request.ts';
import type { FileContent, FileService, ListQuery, NewFile, Owner } from '../service.ts';
import { Records } from './records.ts';
import type { Owned } from './records.ts';

interface FileRecord extends Owned {
  readonly file: FileObject;
}

export interface FolderFilesOptions {
  folder: string;
  /** The largest file, in bytes. */
  maxFileBytes: number;
  /** So much of the disk is left free, in bytes. */
  minFreeBytes: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

const MOST_FILES = 10_000;

export class FolderFiles implements FileService {
  readonly #options: FolderFilesOptions;
  readonly #records: Records<FileRecord>;
  /** The batch that is not over and reads a file. Set by the batches. */
  readerOf: (id: string) => string | undefined = () => undefined;

  /** Reads what is there; what an upload that was cut off left is deleted. */
  static async open(options: FolderFilesOptions): Promise<FolderFiles> {
    const records = await Records.read<FileRecord>(options.folder);
    for (const name of await readdir(options.folder)) {
      const isOurs = name.startsWith('file-') && !name.endsWith('.json');
      if (isOurs && records.get(name) === undefined) await rm(join(options.folder, name), { force: true });
    }
    return new FolderFiles(options, records);
  }

  private constructor(options: FolderFilesOptions, records: Records<FileRecord>) {
    this.#options = options;
    this.#records = records;
  }

  async create(owner: Owner, bytes: AsyncIterable<Uint8Array>, describe: () => NewFile): Promise<FileObject> {
    await this.#expectRoom();
    const id = createFileId();
    const part = join(this.#options.folder, `${id}.part`);
    try {
      const size = await this.#write(part, bytes);
      const { filename, purpose, expiresAfter } = describe();
      await rename(part, this.pathOf(id));
      return await this.#keep({ id, owner, filename, purpose, bytes: size, expiresAfter });
    } catch (error) {
      await rm(part, { force: true });
      throw isFull(error) ? toFullError(error) : error;
    }
  }

  async list(owner: Owner, query: ListQuery): Promise<FileList> {
    const found = this.#records.of(owner).filter((record) => !this.#isExpired(record));
    const files = found.map(({ file }) => file).filter(({ purpose }) => purpose === (query.purpose ?? purpose));
    return toPage(files, query, MOST_FILES);
  }

  async retrieve(owner: Owner, id: string): Promise<FileObject> {
    return this.#find(owner, id).file;
  }

  async content(owner: Owner, id: string): Promise<FileContent> {
    const { file } = this.#find(owner, id);
    return { file, bytes: { [Symbol.asyncIterator]: () => createReadStream(this.pathOf(id))[Symbol.asyncIterator]() } };
  }

  async delete(owner: Owner, id: string): Promise<DeletedFile> {
    this.#find(owner, id);
    const reader = this.readerOf(id);
    if (reader !== undefined) {
      throw new ConflictError(`File ${id} is the input of ${reader}, which is not over. Cancel that first.`, {
        status: 409,
        type: 'invalid_request_error',
        param: 'file_id',
        code: 'file_in_use',
      });
    }
    await this.#remove(id);
    return { id, object: 'file', deleted: true };
  }

  /** Where the content of a file is. */
  pathOf(id: string): string {
    return join(this.#options.folder, id);
  }

  /** Makes a file of what lies at a path. Done again after it was cut off, it does the same. Undefined where that is empty. */
  async adopt(path: string, file: NewFile & { id: string; owner: Owner }): Promise<FileObject | undefined> {
    const size = await sizeOf(path);
    const kept = this.#records.get(file.id)?.file;
    if (size === 0) return kept;
    // The record first: content without one is deleted at the next start.
    const adopted = kept ?? (await this.#keep({ ...file, bytes: size }));
    await rename(path, this.pathOf(file.id));
    return adopted;
  }

  /** Deletes files whose time is over, but for those that a batch reads. */
  async sweep(): Promise<void> {
    for (const record of this.#records.all()) {
      if (this.#isExpired(record) && this.readerOf(record.id) === undefined) await this.#remove(record.id);
    }
  }

  #find(owner: Owner, id: string): FileRecord {
    const found = this.#records.get(id);
    if (found !== undefined && found.owner === owner && !this.#isExpired(found)) return found;
    throw new NotFoundError(`File ${cutWord(id)} is not kept here.`, {
      status: 404,
      type: 'invalid_request_error',
      param: 'file_id',
      code: 'file_not_found',
    });
  }

  #isExpired({ file }: FileRecord): boolean {
    return typeof file.expires_at === 'number' && this.#options.now() >= file.expires_at * 1000;
  }

  async #keep({ id, owner, ...given }: NewFile & { id: string; owner: Owner; bytes: number }): Promise<FileObject> {
    const madeAt = this.#options.now();
    const created_at = Math.floor(madeAt / 1000);
    const { bytes, filename, purpose, expiresAfter } = given;
    const expires_at = expiresAfter === undefined ? null : created_at + expiresAfter;
    const file: FileObject = {
      id,
      object: 'file',
      bytes,
      created_at,
      expires_at,
      filename,
      purpose,
      status: 'processed',
    };
    await this.#records.write({ id, owner, madeAt, file });
    return file;
  }

  /** The record goes last: it is what knows of the content. */
  async #remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
    await this.#records.remove(id);
  }

  async #write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    const { maxFileBytes } = this.#options;
    const handle = await open(path, 'wx', 0o600);
    let size = 0;
    let checkedAt = 0;
    try {
      for await (const piece of bytes) {
        size += piece.length;
        if (size > maxFileBytes) {
          throw new APIError(`The file is larger than the limit of ${maxFileBytes} bytes. Split it.`, {
            status: 413,
            type: 'invalid_request_error',
            param: 'file',
            code: 'payload_too_large',
            attempts: 1,
          });
        }
        if (size - checkedAt > CHECK_BYTES) {
          checkedAt = size;
          await this.#expectRoom();
        }
        await handle.writeFile(piece);
      }
      await handle.sync();
      return size;
    } finally {
      await handle.close();
    }
  }

  async #expectRoom(): Promise<void> {
    const { bavail, bsize } = await statfs(this.#options.folder);
    if (bavail * bsize < this.#options.minFreeBytes) throw toFullError(undefined);
  }
}

/** So often the room on the disk is looked at while a file is written. */
const CHECK_BYTES = 67_108_864;

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function toFullError(cause: unknown): APIError {
  return new APIError('The disk of the gateway is full. Delete files, or tell its operator.', {
    status: 507,
    type: 'server_error',
    code: 'storage_full',
    attempts: 1,
    cause,
  });
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
