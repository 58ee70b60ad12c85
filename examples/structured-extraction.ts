/**
 * Values out of a text: the model is held to a zod schema, and its answer is checked and typed.
 *
 *     EASYLLM_API_BASE=http://localhost:8080 npx jiti examples/structured-extraction.ts [FILE]
 */
import { readFile } from 'node:fs/promises';
import { EasyLLM, EasyLLMError, OutputError } from 'easyllm';
import * as z from 'zod';

const Invoice = z.object({
  seller: z.string(),
  due: z.iso.date().meta({ description: 'YYYY-MM-DD', examples: ['2027-03-01'] }),
  currency: z.enum(['EUR', 'USD', 'GBP']),
  items: z.array(z.object({ name: z.string(), quantity: z.int(), price: z.number().describe('of one') })),
});

const EMAIL = `Hello, thank you for your order! You bought three notebooks at 4.50 euros each and a fountain pen for
29 euros. Please pay by the 1st of March 2027. Kind regards, Paper & Sons`;

const client = new EasyLLM();

async function main(): Promise<void> {
  const file = process.argv[2];
  const text = file === undefined ? EMAIL : await readFile(file, 'utf8');
  const { choices } = await client.chat.completions.parse({
    model: process.env['MODEL'],
    messages: [
      { role: 'system', content: 'Write the invoice in the text as JSON.' },
      { role: 'user', content: text },
    ],
    schema: Invoice,
    temperature: 0,
    max_tokens: 500,
  });
  // Null only where the model may call tools instead.
  const invoice = choices[0]?.message.parsed;
  if (invoice) show(invoice);
}

function show({ seller, due, currency, items }: z.infer<typeof Invoice>): void {
  const total = items.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  console.log(`${seller} wants ${total.toFixed(2)} ${currency} by ${due}, for:`);
  for (const { name, quantity, price } of items) console.log(`${quantity} × ${name} at ${price.toFixed(2)}`);
}

await main().catch((error: unknown) => {
  if (!EasyLLMError.isInstance(error)) throw error;
  console.error(error.message);
  // Cut off, refused, or not what the schema says: here is what the model wrote.
  if (OutputError.isInstance(error)) console.error(error.text);
  process.exitCode = 1;
});
