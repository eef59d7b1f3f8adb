import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { loadEvents } from '../../contract/events/load.ts';
import { generate, staleFiles, writeGenerated } from '../../contract/generate/index.ts';
import { loadContract, parseContract } from '../../contract/load.ts';
import { contractFile, edited, eventsFolder } from './contract.ts';
import { GeneratedSample } from './generated-sample.ts';

interface Check {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}

const contract = loadContract(contractFile);
const events = loadEvents(eventsFolder, contract);
const files = await generate(contract, events);
const sample = new GeneratedSample(files);
const generated = sample.folder;
const createParcel = await sample.load<{ body: Check }>('validators/createParcel.js');
const updateParcel = await sample.load<{ body: Check }>('validators/updateParcel.js');
const listParcels = await sample.load<{ limitQuery: Check; statusQuery: Check }>('validators/listParcels.js');
const { routes } = await sample.load<{ routes: readonly { readonly operationId: string }[] }>('routes.ts');

const valid = { currency: 'EUR', items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }], reference: 'PO-1001' };

describe('the generated files', () => {
  it('are in step with the contract', () => {
    expect(staleFiles(generated, files)).toEqual([]);
  });

  it('come out the same every time', async () => {
    const again = loadContract(contractFile);
    expect(await generate(again, loadEvents(eventsFolder, again))).toEqual(files);
  });

  it('name no folder of the machine they were made on', () => {
    expect(files.filter(({ content }) => content.includes(process.cwd()))).toEqual([]);
  });

  it('have one operation and one set of validators for each operationId', () => {
    const names = contract.operations.map(({ operationId }) => operationId).sort();
    expect(readdirSync(join(generated, 'operations'))).toEqual(names.map((name) => `${name}.ts`));
    const modules = [...names, 'consumed', 'events'].sort();
    expect(readdirSync(join(generated, 'validators'))).toEqual(
      modules.flatMap((name) => [`${name}.d.ts`, `${name}.js`]),
    );
    expect([...new Set(routes.map(({ operationId }) => operationId))].sort()).toEqual(names);
  });

  it('have one contract for each consumer', () => {
    const names = events.consumers.map(({ name }) => `${name}.ts`).sort();
    expect(readdirSync(join(generated, 'consumers'))).toEqual(names);
  });

  it('import no schema compiler, and nothing but themselves and what of the kit reads requests', async () => {
    const { metafile } = await build({
      entryPoints: contract.operations.map(({ operationId }) => join(generated, `operations/${operationId}.ts`)),
      bundle: true,
      metafile: true,
      write: false,
      outdir: 'out',
    });
    const runtime = resolve(import.meta.dirname, '../../runtime');
    const others = Object.keys(metafile.inputs)
      .map((path) => resolve(path))
      .filter((path) => !path.startsWith(realpathSync(generated)));
    expect(others.filter((path) => !path.startsWith(runtime))).toEqual([]);
    expect(others).toContain(join(runtime, 'http/body/json-body.ts'));
  });

  it('are written, mended and cleared of what is left over', () => {
    const folder = mkdtempSync(join(tmpdir(), 'penstock-generated-'));
    expect(writeGenerated(folder, files)).toEqual(files.map(({ path }) => path).sort());
    expect(staleFiles(folder, files)).toEqual([]);
    writeFileSync(join(folder, 'routes.ts'), '// edited');
    rmSync(join(folder, 'types.ts'));
    mkdirSync(join(folder, 'old'));
    writeFileSync(join(folder, 'old/gone.ts'), '');
    expect(staleFiles(folder, files)).toEqual(['old/gone.ts', 'routes.ts', 'types.ts']);
    writeGenerated(folder, files);
    expect(staleFiles(folder, files)).toEqual([]);
    expect(readFileSync(join(folder, 'routes.ts'), 'utf8')).toBe(
      files.find(({ path }) => path === 'routes.ts')?.content,
    );
  });

  it('carry the sunset of a deprecated operation', async () => {
    const from = 'operationId: getHealth';
    const text = edited({ from, to: `${from}\n      deprecated: true\n      x-sunset: 2027-06-30` });
    const [file] = (await generate(parseContract('parcels.yaml', text), events)).filter(
      ({ path }) => path === 'operations/getHealth.ts',
    );
    expect(file?.content).toContain("deprecated: { sunset: '2027-06-30' }");
  });

  it('refuse what composition leaves unevaluated', async () => {
    const text = edited({
      after: '    NewParcel:',
      from: '      additionalProperties: false\n',
      to: '      unevaluatedProperties: false\n      allOf: [{ type: object, properties: { note: { type: string, maxLength: 9 } } }]\n',
    });
    const [file] = (await generate(parseContract('parcels.yaml', text), events)).filter(({ path }) =>
      path.endsWith('validators/createParcel.js'),
    );
    expect(file?.content.includes('must NOT have unevaluated properties')).toBe(true);
  });
});

describe('the generated validators', () => {
  it('accept the parcel of the documentation', () => {
    expect(createParcel.body(valid)).toBe(true);
  });

  it.each([
    ['no body at all', undefined, [['', 'type']]],
    ['a list', [], [['', 'type']]],
    ['an unknown member', { ...valid, colour: 'red' }, [['', 'additionalProperties']]],
    ['a missing member', { items: valid.items }, [['', 'required']]],
    ['an unknown currency', { ...valid, currency: 'XXX' }, [['/currency', 'enum']]],
    ['no items', { ...valid, items: [] }, [['/items', 'minItems']]],
    ['101 items', { ...valid, items: Array(101).fill(valid.items[0]) }, [['/items', 'maxItems']]],
    [
      'half a quantity',
      { ...valid, items: [{ sku: 'A', quantity: 0.5, unitPrice: 1 }] },
      [
        ['/items/0/quantity', 'type'],
        ['/items/0/quantity', 'minimum'],
      ],
    ],
    ['a reference of 129 characters', { ...valid, reference: 'x'.repeat(129) }, [['/reference', 'maxLength']]],
    [
      'everything wrong',
      { currency: 1, items: [{ sku: 'abc', quantity: 0, unitPrice: -1 }, {}], reference: '' },
      [
        ['/currency', 'enum'],
        ['/currency', 'type'],
        ['/items/0/quantity', 'minimum'],
        ['/items/0/sku', 'pattern'],
        ['/items/0/unitPrice', 'minimum'],
        ['/items/1', 'required'],
        ['/items/1', 'required'],
        ['/items/1', 'required'],
        ['/reference', 'minLength'],
      ],
    ],
  ])('fails on %s with every finding', (_, body, expected) => {
    expect(createParcel.body(body)).toBe(false);
    const errors = createParcel.body.errors?.map(({ instancePath, keyword }) => [instancePath, keyword]) ?? [];
    expect(errors.sort()).toEqual(expected.sort());
  });

  it('count characters, not UTF-16 units', () => {
    expect(createParcel.body({ ...valid, reference: '\u{1F6B0}'.repeat(128) })).toBe(true);
  });

  it('let a patch remove the reference but change nothing else than it says', () => {
    expect(updateParcel.body({ reference: null })).toBe(true);
    expect(updateParcel.body({})).toBe(false);
    expect(updateParcel.body({ currency: 'EUR' })).toBe(false);
  });

  it('check parameters after they were converted', () => {
    expect([1, 100].map((limit) => listParcels.limitQuery(limit))).toEqual([true, true]);
    expect([0, 101, 1.5, '20'].map((limit) => listParcels.limitQuery(limit))).toEqual([false, false, false, false]);
    expect(listParcels.statusQuery('labelled')).toBe(true);
    expect(listParcels.statusQuery('lost')).toBe(false);
  });
});
