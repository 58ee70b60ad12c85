/**
 * A model that calls functions: to tell what is in stock, it must first find the product, then look up its number.
 *
 *     EASYLLM_API_BASE=http://localhost:8080 npx jiti examples/tools.ts "Do you have a blue pen?"
 */
import { EasyLLM, EasyLLMError } from 'easyllm';
import * as z from 'zod';

const PRODUCTS = [
  { id: 'p-1', name: 'blue pen', inStock: 12 },
  { id: 'p-2', name: 'red pen', inStock: 0 },
  { id: 'p-3', name: 'notebook', inStock: 40 },
];

const Words = z.object({ words: z.string().meta({ description: 'Part of a name', examples: ['blue pen'] }) });
const Product = z.object({ id: z.string().meta({ examples: ['p-1'] }) });

const client = new EasyLLM();

async function main(): Promise<void> {
  const { content } = await client.runTools(
    {
      model: process.env['MODEL'],
      messages: [
        { role: 'system', content: 'You answer for a stationery shop. Look things up; do not guess.' },
        { role: 'user', content: process.argv.slice(2).join(' ') || 'How many blue pens do you have?' },
      ],
      tools: [
        {
          type: 'function',
          function: {
            name: 'find_products',
            description: 'The products whose name has these words, with their ids.',
            schema: Words,
            function: ({ words }) => {
              console.log(`(find_products: ${words})`);
              return PRODUCTS.filter(({ name }) => name.includes(words)).map(({ id, name }) => ({ id, name }));
            },
          },
        },
        {
          type: 'function',
          function: {
            name: 'count_stock',
            description: 'How many pieces of a product are in stock.',
            schema: Product,
            function: ({ id }) => {
              console.log(`(count_stock: ${id})`);
              const product = PRODUCTS.find((known) => known.id === id);
              // The model is told, and may try again.
              if (product === undefined) throw new Error(`There is no product ${id}. Call find_products first.`);
              return product.inStock;
            },
          },
        },
      ],
    },
    { maxSteps: 6 },
  );
  console.log(content);
}

await main().catch((error: unknown) => {
  if (!EasyLLMError.isInstance(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
