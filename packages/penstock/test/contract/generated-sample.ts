import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { loadEvents } from '../../contract/events/load.ts';
import type { GeneratedFile } from '../../contract/generate/generated-file.ts';
import { generate, writeGenerated } from '../../contract/generate/index.ts';
import { loadContract } from '../../contract/load.ts';
import type { ConsumerContract } from '../../runtime/consumer-contract.ts';
import type { Validator } from '../../runtime/operation-contract.ts';
import { contractFile, eventsFolder } from './contract.ts';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Writes files to a new folder of ES modules; it goes when the tests of the file are done. */
function written(files: readonly GeneratedFile[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-generated-'));
  folders.push(folder);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  // The modules import readers of the kit.
  symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(folder, 'node_modules'), 'junction');
  const generated = join(folder, 'generated');
  writeGenerated(generated, files);
  return generated;
}

/** What is generated from the sample's contract, to be loaded as functions load it. */
export class GeneratedSample {
  readonly folder: string;

  constructor(files: readonly GeneratedFile[]) {
    this.folder = written(files);
  }

  async consumer(name: string): Promise<ConsumerContract<never>> {
    return (await this.load<Record<string, ConsumerContract<never>>>(`consumers/${name}.ts`))[name] as never;
  }

  async eventValidators(): Promise<Record<string, Validator<unknown>>> {
    return (await this.load<{ eventValidators: Record<string, Validator<unknown>> }>('events.ts')).eventValidators;
  }

  load<Module>(path: string): Promise<Module> {
    return import(join(this.folder, path));
  }
}

export async function generatedSample(): Promise<GeneratedSample> {
  const contract = loadContract(contractFile);
  return new GeneratedSample(await generate(contract, loadEvents(eventsFolder, contract)));
}
