import fc from 'fast-check';
import { stringify } from 'yaml';
import { type ContractSample, contracts } from './arbitrary-contract.ts';
import { failuresOf } from './serve.ts';
import { synthesisFaults } from './synthesize.ts';
import { Workbench } from './workbench.ts';

export interface Run {
  readonly runs: number;
  readonly seed: number;
  /** Runs the first of them anew by the path that a failure was reported with. */
  readonly path?: string;
  /** One of so many is synthesized. */
  readonly synthesizeEach?: number;
}

/** Contracts in so many are compiled at once. */
const batch = 100;

/** Makes so many contracts and asks each operation of them. @throws Error with the smallest contract that does not work */
export async function acceptedImpliesWorks({ runs, seed, path, synthesizeEach = 10 }: Run): Promise<void> {
  const isDrawn = (count: number) => path !== undefined || count % synthesizeEach === 0;
  for (let done = 0; done < runs; done += batch) {
    const workbench = new Workbench();
    const documents = new Map<string, object>();
    try {
      const property = fc.asyncProperty(contracts, (sample) =>
        works(workbench, sample, documents, isDrawn(documents.size)),
      );
      const numRuns = Math.min(batch, runs - done);
      await fc.assert(property, { numRuns, seed: seed + done, ...(path !== undefined && { path }) });
      refuseTypeErrors(workbench, documents);
    } finally {
      workbench.remove();
    }
  }
}

async function works(
  workbench: Workbench,
  sample: ContractSample,
  documents: Map<string, object>,
  isSynthesized: boolean,
): Promise<void> {
  const text = stringify(sample.document, { aliasDuplicateObjects: false });
  const made = await workbench.make({ 'openapi.yaml': text });
  documents.set(made.name, sample.document);
  const failures = [...(await failuresOf(made, sample)), ...(isSynthesized ? synthesisFaults(made.contract) : [])];
  if (failures.length > 0) throw new Error(`${failures.join('\n')}\n${text}`);
}

function refuseTypeErrors(workbench: Workbench, documents: ReadonlyMap<string, object>): void {
  const [first] = Object.entries(workbench.typeErrors());
  if (first === undefined) return;
  const [name, errors] = first;
  throw new Error([...errors, stringify(documents.get(name) ?? {})].join('\n'));
}
