import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { complete } from '../../init/complete.ts';
import { newHandlers } from '../../scaffold/kinds/handlers.ts';
import { write } from '../../scaffold/scaffold.ts';

let root: string;
const put = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const operations = (more = '') => `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /v1/things:
    get: { operationId: listThings, tags: ['Some Things'], responses: { '200': { description: All., content: { application/json: { schema: { type: integer } } } } } }
    post: { operationId: makeThing, tags: ['Some Things'], responses: { '204': { description: Made. } } }
  /v1/{id}/watch:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: watch, responses: { '200': { description: It., content: { text/event-stream: { schema: { type: string } } } } } }
  /v1/generated:
    get: { operationId: readFile, tags: [generated], responses: { '200': { description: It., content: { 'image/*': {} } } } }
${more}`;

const contract = (text: string) => put('contract/openapi.yaml', complete('openapi.yaml', text, { app: true }).after);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'penstock-handlers-'));
  put(
    'lib/app.ts',
    "import { contexts } from '../functions/generated/infra.ts';\nimport { health } from '../functions/health/infra.ts';\n\nexport const app = contexts([health]);\n",
  );
  put(
    'functions/health/infra.ts',
    "export const health = context({ name: 'health', operations: { getHealth: {} } });\n",
  );
  put('functions/health/entry/http/getHealth.ts', '');
  put('functions/generated/types.ts', '');
  put('test/http/health.test.ts', '');
  contract(operations());
});
afterEach(() => rmSync(root, { recursive: true }));

const scaffold = (prune = false) => newHandlers(root, { prune });
const make = (prune = false) => write(root, scaffold(prune), () => undefined);

describe('new handlers', () => {
  it('writes an entry and an example for each operation that has none, in a context for each tag', () => {
    make();
    expect(read('functions/someThings/infra.ts')).toContain(
      "name: 'someThings',\n  operations: {\n    listThings: {},\n    makeThing: {},\n  },",
    );
    expect(read('functions/someThings/entry/http/listThings.ts')).toContain(
      'export const handler = operation(contract, exampleAnswer(contract, answers));',
    );
    expect(read('functions/someThings/examples/listThings.ts')).toContain('{ status: 200, body: 1 },');
    expect(read('functions/someThings/examples/makeThing.ts')).toContain('{ status: 204 },');
    expect(read('functions/watch/entry/http/watch.ts')).toContain('streamedOperation(contract, ');
    expect(read('functions/watch/examples/watch.ts')).toContain('events: [{ data: "example" }]');
    expect(read('functions/generatedApi/examples/readFile.ts')).toContain(
      '{ status: 200, mediaType: "image/png", body: Buffer.from("example") },',
    );
    expect(read('lib/app.ts')).toContain('contexts([health, someThings, watch, generatedApi])');
    expect(scaffold).toThrow('Every operation of contract/openapi.yaml has a function already.');
  });

  it('gives no context a name that the app has already', () => {
    put('functions/generated/infra.ts', '');
    const tags = ['generated', 'app', 'contexts', 'function', 'import'];
    contract(
      operations(
        tags
          .map(
            (tag) =>
              `  /v1/of-${tag}:\n    get: { operationId: read${tag}, tags: [${tag}], responses: { '204': { description: It. } } }\n`,
          )
          .join(''),
      ),
    );
    make();
    expect(read('lib/app.ts')).toContain(`[health, someThings, watch, ${tags.map((tag) => `${tag}Api`).join(', ')}]`);
  });

  it('fails where nothing is to be written, and says whether there is an API at all', () => {
    contract("openapi: 3.1.0\ninfo: { title: None, version: '1' }\npaths: {}\n");
    expect(scaffold).toThrow(/has no operation of an API\.\n {4}received getHealth alone/);
  });

  it('adds what is new to contexts that are there', () => {
    make();
    contract(
      operations(
        "  /v1/more:\n    get: { operationId: more, tags: ['Some Things'], responses: { '204': { description: It. } } }\n",
      ),
    );
    expect(make().map(({ file }) => file)).toEqual([
      'functions/someThings/entry/http/more.ts',
      'functions/someThings/examples/more.ts',
      'functions/someThings/infra.ts',
    ]);
    expect(read('functions/someThings/infra.ts')).toContain('more: {},');
  });

  it('says which examples do not fit their schema', () => {
    const schema = '{ type: string, allOf: [{ type: integer, minimum: 1, maximum: 2 }], maxLength: 9 }';
    contract(
      operations(
        `  /v1/odd:\n    get: { operationId: odd, responses: { '200': { description: It., content: { application/json: { schema: ${schema} } } } } }\n`,
      ),
    );
    expect(scaffold().left.at(-1)).toMatch(/^an example that does not fit its schema: odd: /);
  });

  it('fails for functions of operations that are gone, and deletes contexts of such alone when told to', () => {
    put('contract/openapi.yaml', complete('openapi.yaml', operations()).after.replace(/^x-penstock-plans.*$/m, ''));
    expect(scaffold).toThrow(/received functions\/health\/entry\/http\/getHealth\.ts\n/);
    expect(
      make(true)
        .filter(({ what }) => what === 'removed')
        .map(({ file }) => file),
    ).toEqual(['functions/health', 'test/http/health.test.ts']);
    expect(existsSync(join(root, 'functions/health'))).toBe(false);
    expect(read('lib/app.ts')).toContain('contexts([someThings, watch, generatedApi])');
    expect(read('lib/app.ts')).not.toContain('health');
  });

  it('gives an operation another context than the one that leaves with its name', () => {
    contract(
      operations(
        "  /health: { get: { operationId: check, tags: [health], responses: { '204': { description: It. } } } }\n",
      ),
    );
    make(true);
    expect(existsSync(join(root, 'functions/health'))).toBe(false);
    expect(read('functions/healthApi/entry/http/check.ts')).toContain('check as contract');
    expect(read('lib/app.ts')).toContain('contexts([someThings, watch, generatedApi, healthApi])');
  });

  it('fails to delete a context that has other functions', () => {
    put('functions/health/entry/queue/look.ts', '');
    put('contract/openapi.yaml', complete('openapi.yaml', operations()).after);
    expect(() => scaffold(true)).toThrow('There are functions of operations that contract/openapi.yaml does not have.');
  });

  it('fails with the findings of a contract that has some', () => {
    put('contract/openapi.yaml', operations());
    expect(scaffold).toThrow(/openapi\.yaml:\d+:\d+ +\S+ /);
  });
});
