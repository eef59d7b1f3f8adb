import { dirname, join } from 'node:path';
import type { Command } from '../cli/command.ts';
import type { Values } from '../cli/options.ts';
import { runCommand } from '../cli/run-command.ts';
import { UserError } from '../cli/user-error.ts';
import { contractFile, eventsBeside } from '../contract/files.ts';
import { ContractError, count, formatFindings } from '../contract/finding.ts';
import type { GeneratedFile } from '../contract/generate/generated-file.ts';

const command: Command = {
  name: 'npm run client --',
  summary: 'Writes a TypeScript client of the contract: client.ts, which needs the package penstock-client.',
  options: {
    out: { value: 'DIR', help: 'the folder that it is written to' },
    file: { value: 'FILE', default: contractFile, help: 'the contract; its events are in the folder events beside it' },
    standalone: { help: 'copies penstock-client beside it: whoever gets the folder needs no registry' },
    check: { help: 'writes nothing, and fails if anything would change' },
  },
  notes: ['npm run client -- --out ../shop/src/api', 'npm run client -- --out clients/api --standalone --check'],
};

await runCommand(command, (values) => run(values), { explained });

async function run({ out, file, standalone, check }: Values): Promise<void> {
  if (out === undefined) {
    throw new UserError(
      'It takes a folder.\n    received no --out\n    expected the folder of the client\n    fix      npm run client -- --out ../shop/src/api',
    );
  }
  const files = await clientFiles(String(file), standalone === true);
  const { staleFiles, writeGenerated } = await import('../contract/generate/index.ts');
  const folder = String(out);
  const touched = (check === true ? staleFiles : writeGenerated)(folder, files, { owned: false });
  const names = touched.map((path) => `  ${join(folder, path)}`);
  if (check === true && names.length > 0) {
    const again = `npm run client -- --out ${folder}${standalone === true ? ' --standalone' : ''}`;
    throw new UserError([`Not in step with ${file}:`, ...names, `Run \`${again}\` and commit the result.`].join('\n'));
  }
  const done = names.length === 0 ? 'is in step' : `brought in step, ${count(names.length, 'file')} written`;
  console.log([`The client ${done} with ${file}`, ...names].join('\n'));
}

async function clientFiles(file: string, standalone: boolean): Promise<readonly GeneratedFile[]> {
  // Help and mistakes of the command line do not wait for what reads contracts.
  const [{ loadContract }, { loadEvents }, { clientModule, corePackage }] = await Promise.all([
    import('../contract/load.ts'),
    import('../contract/events/load.ts'),
    import('./module.ts'),
  ]);
  const contract = loadContract(file);
  const events = loadEvents(join(dirname(file), eventsBeside), contract);
  const copied = standalone ? (await import('./core-files.ts')).coreFiles() : undefined;
  const content = await clientModule(contract, events, copied?.entry ?? corePackage);
  return [{ path: 'client.ts', content }, ...(copied?.files ?? [])];
}

function explained(error: unknown): unknown {
  if (!(error instanceof ContractError)) return error;
  return new UserError(formatFindings(error.findings, { color: process.stderr.hasColors?.() === true }), {
    cause: error,
  });
}
