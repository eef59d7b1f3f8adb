import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generate, writeGenerated } from '../../../contract/generate/index.ts';
import { loadContract } from '../../../contract/load.ts';
import type { Contract, Operation } from '../../../contract/model.ts';
import manifest from '../../../package.json' with { type: 'json' };
import type { OperationContract, Validator } from '../../../runtime/operation-contract.ts';

/** What code is made of one contract. */
export interface Made {
  readonly contract: Contract;
  /** Relative to the workbench. */
  readonly name: string;
  readonly operations: readonly MadeOperation[];
}

export interface MadeOperation {
  readonly operation: Operation;
  readonly module: OperationContract;
  readonly validators: Readonly<Record<string, Validator<unknown>>>;
  readonly answers: Readonly<Record<string, Validator<unknown>>>;
}

const kit = join(import.meta.dirname, '../../..');
const modules = join(kit, '../../node_modules');
const noEvents = { folder: 'contract/events', events: [], consumers: [] };

/** A folder in which contracts are made to code, each in a folder of its own. */
export class Workbench {
  readonly #folder = mkdtempSync(join(tmpdir(), 'penstock-accepted-'));
  #count = 0;

  constructor() {
    // The modules import readers of the kit.
    symlinkSync(modules, join(this.#folder, 'node_modules'), 'junction');
  }

  /** As `generate`, and loads what is generated. */
  async make(files: Readonly<Record<string, string | Uint8Array>>): Promise<Made> {
    const { name, contract } = await this.generate(files);
    const generated = join(this.#folder, name, 'generated');
    const operations = await Promise.all(contract.operations.map((one) => load(generated, one)));
    return { contract, name, operations };
  }

  /** Writes the files of a contract and what is generated of it. @throws ContractError for a contract that is refused. */
  async generate(files: Readonly<Record<string, string | Uint8Array>>): Promise<Omit<Made, 'operations'>> {
    this.#count += 1;
    const name = `contract${this.#count}`;
    const folder = join(this.#folder, name);
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    const contract = loadContract(join(folder, 'openapi.yaml'));
    writeGenerated(join(folder, 'generated'), await generate(contract, noEvents));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    return { contract, name };
  }

  /** What the compiler says of all that was made, by the names of the contracts. */
  typeErrors(): Readonly<Record<string, readonly string[]>> {
    writeFileSync(join(this.#folder, 'tsconfig.json'), JSON.stringify(configuration));
    const compiler = join(modules, '.bin/tsc');
    const args = ['--project', this.#folder, '--pretty', 'false'];
    const { stdout } = spawnSync(compiler, args, { cwd: this.#folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    const lines = stdout.split('\n').filter((line) => line.trim() !== '');
    const grouped = Map.groupBy(lines, (line) => /contract\d+(?=\/)/.exec(line)?.[0] ?? 'elsewhere');
    return Object.fromEntries(grouped);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** That of an app, with the kit where it is. */
const configuration = {
  extends: join(kit, '../../tsconfig.json'),
  compilerOptions: { paths: entryPoints(), typeRoots: [join(modules, '@types')] },
  include: ['contract*/generated'],
  exclude: [],
};

function entryPoints(): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(manifest.exports).map(([name, file]) => [
    `penstock${name.slice(1)}`,
    [join(kit, file)],
  ]);
  return Object.fromEntries(entries);
}

async function load(folder: string, operation: Operation): Promise<MadeOperation> {
  const { operationId } = operation;
  const [module, validators, answers] = await Promise.all([
    import(join(folder, `operations/${operationId}.ts`)),
    import(join(folder, `validators/${operationId}.js`)),
    import(join(folder, `answers/${operationId}.js`)),
  ]);
  return { operation, module: module[operationId], validators, answers };
}
