/**
 * Retrieval: documents and a question become vectors on TEI, the nearest documents go to a model on TGI, which answers with its sources.
 *
 *     TEI_API_BASE=http://localhost:8081 EASYLLM_API_BASE=http://localhost:8080 npx jiti examples/rag.ts "Can I cook here?"
 */
import { EasyLLM, EasyLLMError } from 'easyllm';

const DOCUMENTS = [
  {
    source: 'arrival.md',
    text: 'The house is open from four in the afternoon. The key is in the box beside the door.',
  },
  { source: 'kitchen.md', text: 'Guests may use the kitchen until ten in the evening. Please wash up afterwards.' },
  { source: 'pets.md', text: 'Dogs are welcome for eight euros a night, but not in the kitchen.' },
  { source: 'wifi.md', text: 'The name of the network is Lighthouse. The password hangs in the hall.' },
];
const SOURCES_PER_ANSWER = 2;

const tei = new EasyLLM({ apiBase: process.env['TEI_API_BASE'] ?? 'http://localhost:8081' });
const tgi = new EasyLLM();

async function main(): Promise<void> {
  const question = process.argv.slice(2).join(' ') || 'Until when may I cook?';
  const found = await search(question);
  const sources = found.map(({ source, text }, index) => `[${index + 1}] ${source}: ${text}`);
  const { choices } = await tgi.chat.completions.create({
    model: process.env['MODEL'],
    messages: [
      {
        role: 'system',
        content: `Answer from these sources only, and cite them like [1]. Where they do not tell, say so.\n\n${sources.join('\n')}`,
      },
      { role: 'user', content: question },
    ],
    temperature: 0,
  });
  console.log(`${choices[0]?.message.content}\n`);
  for (const [index, { source, score }] of found.entries()) {
    console.log(`[${index + 1}] ${source} (${score.toFixed(2)})`);
  }
}

/** The documents nearest to the question. A program with more of them keeps their vectors, in a database or a file. */
async function search(question: string) {
  const { data } = await tei.embeddings.create({ input: [question, ...DOCUMENTS.map(({ text }) => text)] });
  const [asked = [], ...vectors] = data.map(({ embedding }) => embedding);
  const scored = DOCUMENTS.map((document, index) => ({ ...document, score: cosine(asked, vectors[index] ?? []) }));
  return scored.toSorted((left, right) => right.score - left.score).slice(0, SOURCES_PER_ANSWER);
}

/** From -1 to 1: how far two vectors point the same way. */
function cosine(left: number[], right: number[]): number {
  return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
}

function dot(left: number[], right: number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

await main().catch((error: unknown) => {
  if (!EasyLLMError.isInstance(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
