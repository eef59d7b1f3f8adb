import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { coreFiles } from '../../client/core-files.ts';
import { clientModule } from '../../client/module.ts';
import { loadEvents } from '../../contract/events/load.ts';
import { loadContract, parseContract } from '../../contract/load.ts';
import { contractFile, type Edit, edited, eventsFolder } from '../contract/contract.ts';

const contract = loadContract(contractFile);
const events = loadEvents(eventsFolder, contract);
const tsc = join(import.meta.dirname, '../../../../node_modules/typescript/bin/tsc');
const core = coreFiles();
const moduleOf = (...edits: readonly Edit[]): Promise<string> =>
  clientModule(parseContract('parcels.yaml', edited(...edits)), events, core.entry);

const parameter = (name: string): string =>
  `        - { name: '${name}', in: query, schema: { type: string, maxLength: 9 } }\n`;
const schema = (name: string): string => `    ${name}: { type: string, maxLength: 9 }\n`;

/** Members, schemas and what the file itself exports want the same names. */
const namesMeet: readonly Edit[] = [
  {
    after: 'operationId: updateParcel',
    from: '      parameters:\n',
    to: `      parameters:\n${['Api', 'api[size]', 'apiSize', '2fa', 'body', 'if-match'].map(parameter).join('')}`,
  },
  { from: '  schemas:\n', to: `  schemas:\n${['Api', 'UpdateParcelInput'].map(schema).join('')}` },
];
const noTypesListed: Edit = {
  after: '    Problem:\n      description: A problem document',
  from: / {10}enum:\n( {12}- urn:penstock:problem:[a-z-]+\n)+/.exec(edited())?.[0] ?? '',
  to: '          maxLength: 256\n',
};

/** What the compiler says of files that know the DOM and nothing of Node. */
function mistakesIn(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-client-'));
  const copies = core.files.map(({ path, content }) => [path, content] as const);
  for (const [file, content] of [...copies, ...Object.entries(files)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023', 'dom'],
    types: [],
    module: 'nodenext',
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    erasableSyntaxOnly: true,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  try {
    return execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each line under `@ts-expect-error` is a mistake that the types find; a line that is none would be one. */
const usage = `
import { createClient, isProblem, verifyWebhook, type Parcel } from './client.ts';
const api = createClient({ baseUrl: 'https://api.example.com' });
const body = { currency: 'EUR', items: [{ sku: 'A', quantity: 1, unitPrice: 1 }] } as const;

export async function use(): Promise<void> {
  const { data, status, etag, isReplay } = await api.createParcel({ body: { ...body, items: [...body.items] } });
  const parcel: Parcel = data;
  const created: 201 = status;
  const version: string = etag;
  // @ts-expect-error: there is no such currency
  await api.createParcel({ body: { currency: 'XXX', items: [] } });
  // @ts-expect-error: the id is missing
  await api.getParcel({});
  const read = await api.getParcel({ parcelId: parcel.id });
  const known: string = read.data.id;
  const again = await api.getParcel({ parcelId: parcel.id, ifNoneMatch: read.etag });
  // @ts-expect-error: it may be unmodified
  again.data.id;
  if (again.status === 200) known.concat(again.data.id);
  // @ts-expect-error: the list takes no such status
  await api.listParcels({ status: 'lost' });
  for await (const one of api.listParcels.items({ limit: 2 })) known.concat(one.id);
  for await (const page of api.listParcels.pages()) known.concat(String(page.nextCursor));
  // @ts-expect-error: a change takes no key
  await api.updateParcel({ parcelId: known, ifMatch: version, body: {} }, { idempotencyKey: 'x' });
  await api.cancelParcel({ parcelId: known }, { idempotencyKey: 'x', deadlineMs: 1000 });
  void [created, isReplay];
}

export function explain(failure: unknown): string {
  if (isProblem<'getParcel'>(failure)) {
    // @ts-expect-error: a read is never refused for its version
    if (failure.code === 'precondition-failed') return '';
    if (failure.type === 'urn:penstock:problem:not-found') return failure.code satisfies 'not-found';
  }
  if (!isProblem(failure)) return 'unknown';
  switch (failure.code) {
    case 'validation':
      return failure.pointers.join();
    case 'unknown':
      return failure.type satisfies 'about:blank';
    default:
      return failure.title;
  }
}

export async function receive(headers: Headers, text: string): Promise<string> {
  const event = await verifyWebhook({ headers, body: text }, 'whsec_');
  return event.type === 'parcels.parcel.label_failed.v1' ? event.data.reason : event.data.parcel.id;
}
`;

describe('a client', () => {
  it('compiles under strict options, whatever names meet, and its types find mistakes', async () => {
    const files = {
      'client.ts': await moduleOf(),
      'usage.ts': usage,
      'names.ts': await moduleOf(...namesMeet),
      'untyped-problems.ts': await moduleOf(noTypesListed),
    };

    expect(mistakesIn(files)).toBe('');
  });

  it('is the same each time', async () => {
    expect(await moduleOf()).toBe(await moduleOf());
  });

  it('gives each member a name of its own, and sends it by its own', async () => {
    const source = await moduleOf(...namesMeet);

    expect(source).toContain("query: ['Api', 'api[size]', 'apiSize', '2fa', ['bodyInQuery', 'body'], 'if-match'],");
    expect(source).toContain('export interface Api_ {');
  });

  it('takes a problem of any type where the contract lists none', async () => {
    expect(await moduleOf(noTypesListed)).toContain('  readonly 404: string;\n');
  });

  it('marks what is deprecated, with its end', async () => {
    const from = 'operationId: getHealth';
    const source = await moduleOf({ from, to: `${from}\n      deprecated: true\n      x-sunset: 2027-06-30` });

    expect(source).toContain('   * @deprecated Its last day is 2027-06-30.\n');
  });

  it('says since when, what takes its place and where to read about it', async () => {
    const from = 'operationId: getHealth';
    const told = 'x-deprecation: { since: 2027-01-01, successor: listParcels, link: https://a.example/v2 }';
    const source = await moduleOf({
      from,
      to: `${from}\n      deprecated: true\n      x-sunset: 2027-06-30\n      ${told}`,
    });

    expect(source).toContain(
      '   * @deprecated Since 2027-01-01. Its last day is 2027-06-30. Call {@link listParcels} in its place. See\n   * https://a.example/v2\n',
    );
  });
});
