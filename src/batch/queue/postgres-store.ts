/** Batches of a queue in PostgreSQL, in a schema of their own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { loadDriver } from './packages.ts';
import type { PostgresPool } from './packages.ts';
import type { BatchState, BatchStore, KeptBatch, KeptResult, ResultCounts } from './store.ts';

/** The second number keeps this lock apart from others of a database. */
const TABLES = `
begin;
select pg_advisory_xact_lock(1162108751, 1);
create schema if not exists easyllm;
create table if not exists easyllm.batches (
  id text primary key, state text not null, chunks int not null, about jsonb not null
);
create table if not exists easyllm.batch_chunks (
  batch text not null references easyllm.batches on delete cascade, chunk int not null, content text,
  done int not null default 0, failed int not null default 0, tokens bigint not null default 0,
  primary key (batch, chunk)
);
create table if not exists easyllm.batch_results (
  batch text not null references easyllm.batches on delete cascade, line int not null, chunk int not null,
  is_done boolean not null, tokens int not null, record text not null,
  primary key (batch, line)
);
create index if not exists batch_results_chunk on easyllm.batch_results (batch, chunk);
commit;`;

/** In the order of lines: two that add the same ones wait for each other, and not each for the other. */
const ADD_RESULTS = `
with open as (select id from easyllm.batches where id = $1 and state = $7 for share),
added as (
  insert into easyllm.batch_results (batch, chunk, line, is_done, tokens, record)
  select open.id, $2, given.line, given.is_done, given.tokens, given.record
  from open, unnest($3::int[], $4::boolean[], $5::int[], $6::text[]) as given (line, is_done, tokens, record)
  order by given.line
  on conflict do nothing
  returning is_done, tokens
),
counted as (
  update easyllm.batch_chunks set
    done = done + (select count(*) from added where is_done),
    failed = failed + (select count(*) from added where not is_done),
    tokens = batch_chunks.tokens + (select coalesce(sum(added.tokens), 0) from added)
  where batch = $1 and chunk = $2 and exists (select from added)
)
select count(*)::int as found from open`;

const COUNTS = `
select coalesce(sum(done), 0)::int as done, coalesce(sum(failed), 0)::int as failed,
  coalesce(sum(tokens), 0)::float8 as tokens
from easyllm.batch_chunks where batch = $1`;

/** Connects, and makes what is missing. `isPatient`: what fails since the store is away is done again until it is back. */
export async function openPostgresStore(url: string, { isPatient }: { isPatient: boolean }): Promise<BatchStore> {
  const { Pool } = loadDriver('postgres');
  const pool = new Pool({ connectionString: url, max: MOST_CONNECTIONS, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // Of connections that nobody uses at the moment: the next call makes another.
  pool.on('error', () => {});
  try {
    await pool.query(TABLES);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return new PostgresStore(pool, isPatient);
}

const MOST_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 5000;
const WAIT_MS = 1000;

class PostgresStore implements BatchStore {
  readonly #pool: PostgresPool;
  readonly #isPatient: boolean;
  readonly #closing = new AbortController();

  constructor(pool: PostgresPool, isPatient: boolean) {
    this.#pool = pool;
    this.#isPatient = isPatient;
  }

  async create({ id, state, chunks, ...about }: KeptBatch): Promise<void> {
    await this.#run('insert into easyllm.batches (id, state, chunks, about) values ($1, $2, $3, $4)', [
      id,
      state,
      chunks,
      JSON.stringify(about),
    ]);
  }

  async list(): Promise<KeptBatch[]> {
    const rows = await this.#run('select id, state, chunks, about from easyllm.batches');
    return rows.map(toBatch).toSorted((one, other) => other.createdAt - one.createdAt);
  }

  async find(id: string): Promise<KeptBatch | undefined> {
    const [row] = await this.#run('select id, state, chunks, about from easyllm.batches where id = $1', [id]);
    return row && toBatch(row);
  }

  async change(id: string, from: BatchState, to: Partial<Pick<KeptBatch, 'state' | 'chunks'>>): Promise<boolean> {
    const rows = await this.#run(
      `update easyllm.batches set state = coalesce($3, state), chunks = coalesce($4, chunks)
       where id = $1 and state = $2 returning id`,
      [id, from, to.state ?? null, to.chunks ?? null],
    );
    return rows.length > 0;
  }

  async remove({ id }: KeptBatch): Promise<void> {
    await this.#run('delete from easyllm.batches where id = $1', [id]);
  }

  async addChunk(id: string, chunk: number, content: string): Promise<void> {
    await this.#run('insert into easyllm.batch_chunks (batch, chunk, content) values ($1, $2, $3)', [
      id,
      chunk,
      content,
    ]);
  }

  async readChunk(id: string, chunk: number): Promise<string | undefined> {
    const [row] = await this.#run('select content from easyllm.batch_chunks where batch = $1 and chunk = $2', [
      id,
      chunk,
    ]);
    return typeof row?.['content'] === 'string' ? row['content'] : undefined;
  }

  /** The row stays: it has the counts. */
  async removeChunk(id: string, chunk: number): Promise<void> {
    await this.#run('update easyllm.batch_chunks set content = null where batch = $1 and chunk = $2', [id, chunk]);
  }

  async addResults(id: string, chunk: number, results: readonly KeptResult[], state: BatchState): Promise<boolean> {
    const [row] = await this.#run(ADD_RESULTS, [
      id,
      chunk,
      results.map(({ line }) => line),
      results.map(({ isDone }) => isDone),
      results.map(({ tokens }) => tokens),
      results.map(({ text }) => text),
      state,
    ]);
    return row?.['found'] === 1;
  }

  async doneLines(id: string, chunk: number): Promise<number[]> {
    const rows = await this.#run('select line from easyllm.batch_results where batch = $1 and chunk = $2', [id, chunk]);
    return rows.map(({ line }) => Number(line));
  }

  async results(id: string, chunk: number): Promise<KeptResult[]> {
    const rows = await this.#run(
      'select line, is_done, tokens, record from easyllm.batch_results where batch = $1 and chunk = $2 order by line',
      [id, chunk],
    );
    return rows.map(({ line, is_done, tokens, record }) => ({
      line: Number(line),
      isDone: is_done === true,
      tokens: Number(tokens),
      text: String(record),
    }));
  }

  async counts(id: string): Promise<ResultCounts> {
    const [row = {}] = await this.#run(COUNTS, [id]);
    return { done: Number(row['done']), failed: Number(row['failed']), tokens: Number(row['tokens']) };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#pool.end();
  }

  async #run(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    for (;;) {
      try {
        return (await this.#pool.query(text, values)).rows;
      } catch (error) {
        if (!this.#isPatient || this.#closing.signal.aborted || !isAway(error)) throw error;
        await sleep(WAIT_MS, undefined, { signal: this.#closing.signal }).catch(() => {});
      }
    }
  }
}

function toBatch({ id, state, chunks, about }: Record<string, unknown>): KeptBatch {
  // Written by `create`.
  return { ...(about as KeptBatch), id: String(id), state: state as BatchState, chunks: Number(chunks) };
}

/** Classes 08 (connection) and 57P (shutdown) of PostgreSQL, codes of sockets, and the words of pg, which have no code. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return /^(08|57P)|^E[A-Z_]+$/.test(code) || /connection (terminated|timeout)|timeout exceeded/i.test(error.message);
}
