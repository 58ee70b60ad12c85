/** `easyllm init`. */
import { writeFile } from 'node:fs/promises';
import { UsageError, print, readArguments } from './arguments.ts';

const HELP = `Usage: easyllm init [FILE]

Writes settings of a gateway with comments, to be changed: FILE is gateway.yaml unless told. A file that is
there is left as it is.

  -h, --help

Example: easyllm init && easyllm serve --config gateway.yaml --check`;

const EXAMPLE = `# yaml-language-server: $schema=./node_modules/easyllm/gateway.schema.json
# Settings of \`easyllm serve --config gateway.yaml\`. \`--check\` looks at them and asks each server, and starts nothing.
# \${NAME} stands for an environment variable, in any text.

models:
  # By the names that callers use.
  llama:
    apiBase: http://localhost:8080 # a TGI, a TEI, or an OpenAI-shaped server's address that ends in /v1
    promptBuilder: llama3 # leave it out to have the server apply the model's own template
    # apiKeyEnv: LLAMA_TOKEN # the server's token; a token given for all goes to no model that gives its own
    # headers: { x-team: search }
    defaults: # for bodies that give none of their own, each where the operation has it
      max_tokens: 512
  # mistral:
  #   apiBase: http://localhost:8000/v1
  #   model: mistralai/Mistral-7B-Instruct-v0.3 # its id at that address

# Who may ask. Without keys: this machine alone. Or in the environment: EASYLLM_API_KEYS=sk-one,sk-two
# auth:
#   keys:
#     - "\${GATEWAY_KEY}"
#     - { name: search, keyEnv: SEARCH_KEY, models: [llama], rpm: 60, tpm: 20000, maxConcurrent: 4 }
# limits: redis://localhost:6379 # counts rpm and tpm for all gateways that name it

# How long things may take, in milliseconds.
idleTimeout: 60000
totalTimeout: 600000

# maxConcurrent: 1024 # requests under way at once, and upstream requests open for them
# requestLog: bodies.jsonl # the bodies of requests and responses, prompts included
# mediaHosts: [] # refuse addresses of images but \`data:\`
`;

export async function run(args: string[]): Promise<void> {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = readArguments({ args, options, allowPositionals: true });
  if (values.help === true) return print(HELP);
  const [file = 'gateway.yaml', ...others] = positionals;
  if (others.length > 0) throw new UsageError('Pass one FILE.');
  try {
    await writeFile(file, EXAMPLE, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const reason = isThere ? 'is there already. Name another FILE, or remove it' : 'cannot be written';
    throw new UsageError(`${file} ${reason}.`, { cause });
  }
  print(`Wrote ${file}. Try: easyllm serve --config ${file} --check`);
  return undefined;
}
