/** Reranking: request to TEI or an OpenAI-shaped server; ranks of either back to one list, the best first. */
import type { RerankDocument, RerankRequest, RerankResponse, RerankUsage } from '../../generated/openai.ts';
import type { RerankRequest as TeiRerankRequest } from '../../generated/tei.ts';
import type { RerankRequest as V1RerankRequest } from '../../generated/vllm.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { APIError, UnsupportedError } from '../base/errors.ts';
import { defined } from './parameters.ts';

/** How well one document answers the query. */
export interface Rank {
  /** The place of the document in its request, from 0. */
  index: number;
  score: number;
}

/** The texts that are compared with the query, in the order of the documents. */
export function toTexts({ documents }: RerankRequest): string[] {
  return documents.map((document) => (typeof document === 'string' ? document : document.text));
}

/** TEI's request for some of the texts. Throws UnsupportedError for a field that it has no place for. */
export function toTeiRerank(request: RerankRequest, texts: string[]): TeiRerankRequest {
  refuse(request, ['max_tokens_per_doc', 'rank_fields'], 'TEI');
  const { query, raw_scores, truncate, truncation_direction: direction } = request;
  return {
    query,
    texts,
    raw_scores: raw_scores === true,
    return_text: false,
    // Without it TEI cuts long texts in silence where it was started with `--auto-truncate`.
    truncate: truncate === true,
    ...defined({ truncation_direction: direction }),
  };
}

export interface V1Rerank {
  body: V1RerankRequest;
  /** Members that only some of these servers know. */
  besides: JsonObject;
}

/**
 * The request to an OpenAI-shaped server. Documents go as texts, which all of these servers read; with `rank_fields` as they are. Throws
 * UnsupportedError for a field that these servers have no place for.
 */
export function toV1Rerank(request: RerankRequest): V1Rerank {
  const { query, documents, model, top_n, rank_fields, max_tokens_per_doc, raw_scores } = request;
  const lacks = [
    'truncate',
    'truncation_direction',
    ...(raw_scores === true ? (['raw_scores'] as const) : []),
  ] as const;
  refuse(request, lacks, 'an OpenAI-shaped server');
  return {
    body: { query, documents: toTexts(request), ...defined({ model, top_n, max_tokens_per_doc }) },
    besides: rank_fields === undefined || rank_fields === null ? {} : { documents, rank_fields },
  };
}

function refuse(request: RerankRequest, names: readonly (keyof RerankRequest)[], server: string): void {
  for (const name of names) {
    if (request[name] === undefined || request[name] === null) continue;
    throw new UnsupportedError(`\`${name}\` cannot be told to ${server}. Leave it out.`, { param: name });
  }
}

/** Where ranks came from, and what of. */
export interface RankOrigin {
  url: string;
  /** How many documents were sent. */
  count: number;
  /** How many ranks were asked for. */
  wanted: number;
  attempts: number;
}

/**
 * The ranks in an answer: `results` of Jina's and Cohere's shape, or the bare list of TEI and SGLang. Throws APIError where one is no
 * rank, stands for no document or a second time for one, or where some are missing.
 */
export function toRanks(answer: unknown, { url, count, wanted, attempts }: RankOrigin): Rank[] {
  const refusal = (reason: string) =>
    new APIError(`${url} answered ${reason}: it is no ranking. Check \`apiBase\` and \`model\`.`, {
      status: 200,
      attempts,
    });
  const list = isObject(answer) ? answer['results'] : answer;
  if (!Array.isArray(list)) throw refusal('200 without `results`');
  const seen = new Set<number>();
  const ranks = list.map((item: unknown) => {
    const { index, score } = toRank(item);
    if (!isPlace(index, count)) throw refusal('a rank of none of the documents');
    if (seen.has(index)) throw refusal('two ranks of one document');
    if (typeof score !== 'number' || !Number.isFinite(score)) throw refusal('a rank whose score is no finite number');
    seen.add(index);
    return { index, score };
  });
  if (ranks.length < wanted) throw refusal(`${ranks.length} ranks where ${wanted} were asked for`);
  return ranks;
}

function toRank(item: unknown): { index?: unknown; score?: unknown } {
  if (!isObject(item)) return {};
  return { index: item['index'], score: item['relevance_score'] ?? item['score'] };
}

function isPlace(index: unknown, count: number): index is number {
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < count;
}

interface RerankAnswer {
  id: string;
  model: string;
  ranks: readonly Rank[];
  usage: RerankUsage | undefined;
  /** What the server adds. */
  said: JsonObject;
}

/** All ranks as one list, the best first; equal ones in the order of the documents. */
export function toRerankResponse(
  { documents, top_n, return_documents }: RerankRequest,
  { id, model, ranks, usage, said }: RerankAnswer,
): RerankResponse {
  const best = ranks.toSorted((a, b) => b.score - a.score || a.index - b.index).slice(0, top_n ?? undefined);
  const results = best.map(({ index, score }) => ({
    index,
    relevance_score: score,
    ...(return_documents === true && { document: toDocument(documents[index] ?? '') }),
  }));
  const { meta } = said;
  // Clients of Cohere take no answer without it.
  return { ...said, id, model, results, meta: isObject(meta) ? meta : {}, ...defined({ usage }) };
}

function toDocument(document: string | RerankDocument): RerankDocument {
  return typeof document === 'string' ? { text: document } : document;
}
