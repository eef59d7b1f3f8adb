import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../../cli/command.ts';
import { runCommand } from '../../../cli/run-command.ts';
import { UserError } from '../../../cli/user-error.ts';
import { acceptedImpliesWorks } from './accepted.ts';
import { type BaseDocument, mutateDocuments } from './mutated/documents.ts';

const command: Command = {
  name: 'npm run fuzz:contract --',
  summary:
    'Generates contracts that hold to the rules, makes code of each, compiles it, asks and answers as they say, and synthesizes a tenth.',
  options: {
    runs: { value: 'N', default: '1000', help: 'how many contracts' },
    seed: { value: 'N', default: '1', help: 'draws them' },
    documents: {
      value: 'FOLDER',
      help: 'mutates the documents in it instead, and takes them through contract, generate, init and diff',
    },
    path: { value: 'PATH', help: 'where a failure was reported, to see that one alone' },
  },
  notes: ['npm run fuzz:contract -- --runs 100 --seed 7', 'npm run fuzz:contract -- --documents ../openapi --runs 200'],
};

await runCommand(command, async ({ runs, seed, path, documents }) => {
  const [count, drawn] = [whole('runs', runs), whole('seed', seed)];
  if (documents === undefined) await generated(count, drawn, path);
  else await mutated(String(documents), count, drawn);
});

async function generated(count: number, drawn: number, path: unknown): Promise<void> {
  try {
    await acceptedImpliesWorks({ runs: count, seed: drawn, ...(path !== undefined && { path: String(path) }) });
  } catch (error) {
    const cause = error instanceof Error ? [error.message, causeOf(error)] : [String(error)];
    throw new UserError(`A contract was accepted and does not work.\n${cause.join('\n')}`, { cause: error });
  }
  console.log(`${count} contracts from seed ${drawn}: all of them work.`);
}

async function mutated(folder: string, runs: number, seed: number): Promise<void> {
  const onTry = (label: string) => process.stderr.write(`${label}\n`);
  const report = await mutateDocuments({ documents: documentsIn(folder), runs, seed, onTry });
  for (const { label, command, cpuMs } of report.slowest)
    console.log(`${cpuMs} ms of the processor: ${command}, ${label}`);
  console.log('A command may take 5,000 ms, and for a document of more than 1 MB as much for each megabyte.');
  console.log(`${runs} mutated documents, ${report.accepted} accepted, ${report.acceptedAfterInit} after init.`);
  if (report.faults.length > 0) throw new UserError(`${report.faults.join('\n')}\n${report.faults.length} faults`);
}

function documentsIn(folder: string): readonly BaseDocument[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name)) : [];
  if (names.length > 0) return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  throw new UserError(`--documents takes a folder of OpenAPI documents, received ${JSON.stringify(folder)}`);
}

const causeOf = ({ cause }: Error): string => (cause instanceof Error ? cause.message : '');

function whole(name: string, value: unknown): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new UserError(`--${name} takes a whole number from 1, received ${JSON.stringify(value)}`);
}
