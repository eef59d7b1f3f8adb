import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/user-error.ts';
import { asObject } from '../../contract/json.ts';
import { readSource } from '../../contract/source.ts';
import { contractEdit, fileOfContext, inPart, partFile, referenceTo } from '../contract-part.ts';
import { addMember } from '../edit/typescript.ts';
import { addTo, has } from '../edit/yaml.ts';
import { type Entity, entityOf } from '../entity.ts';
import { kebab, verbOf } from '../names.ts';
import type { Edit, Scaffold } from '../scaffold.ts';
import * as code from '../templates/entries.ts';
import * as contract from '../templates/operation.ts';

/** What an operation of a verb is. */
interface Form {
  readonly method: 'get' | 'post';
  readonly path: (entity: Entity, verb: string) => string;
  readonly block: (names: contract.OperationNames) => string;
  /** A component that it needs beside those of its context. */
  readonly schema?: { readonly name: (entity: Entity) => string; readonly block: (entity: Entity) => string };
  readonly entry: (names: contract.OperationNames) => string;
  readonly useCase: (names: contract.OperationNames) => string;
  readonly test: (names: contract.OperationNames) => string;
  readonly grant: (entity: Entity) => string;
  /** What is left to fill in; `file` has the operation. */
  readonly left: (names: contract.OperationNames, file: string) => readonly string[];
}

const all = ({ path }: Entity): string => `/v1/${path}`;
const one = ({ path, id }: Entity): string => `/v1/${path}/{${id}}`;

const forms: Readonly<Record<string, Form>> = {
  create: {
    method: 'post',
    path: all,
    block: contract.createContract,
    schema: { name: ({ type }) => `New${type}`, block: contract.newSchema },
    entry: code.createEntry,
    useCase: code.createUseCase,
    test: code.createTest,
    grant: ({ context }) => `{ tables: { ${context}: { items: ['PutItem'] } } }`,
    left: ({ type }, file) => [`${file}: what a new ${type} takes (components.schemas.New${type})`],
  },
  get: {
    method: 'get',
    path: one,
    block: contract.getContract,
    entry: code.oneEntry,
    useCase: code.getUseCase,
    test: code.getTest,
    grant: ({ context }) => `{ tables: { ${context}: { items: ['GetItem'] } } }`,
    left: () => [],
  },
  list: {
    method: 'get',
    path: all,
    block: contract.listContract,
    schema: { name: ({ type }) => `${type}Page`, block: contract.pageSchema },
    entry: code.listEntry,
    useCase: code.listUseCase,
    test: code.listTest,
    grant: ({ context }) => `{ tables: { ${context}: { query: ['byTenant'] } } }`,
    left: () => [],
  },
};

const action: Form = {
  method: 'post',
  path: (entity, verb) => `${one(entity)}/${kebab(verb)}`,
  block: contract.actionContract,
  entry: code.oneEntry,
  useCase: code.actionUseCase,
  test: code.actionTest,
  grant: ({ context }) => `{ tables: { ${context}: { items: ['GetItem'] } } }`,
  left: ({ operationId, context }, file) => [
    `${file}: the summary of ${operationId}, its body and its answers`,
    `functions/${context}/application/${operationId}.ts: what it changes; as it is, it reads`,
    `functions/${context}/infra.ts: what it may do for that, such as UpdateItem`,
  ],
};

/** An operation of a context: `create`, `get` and `list` work as they are written, any other verb reads and answers. */
export function newOperation(root: string, operationId: string, context: string): Scaffold {
  checkRecords(root, context);
  const { verb } = verbOf(operationId);
  const form = forms[verb] ?? action;
  const entity = entityOf(context);
  const names = { ...entity, operationId };
  const path = form.path(entity, verb);
  const file = fileOfContext(root, context);
  checkFree(root, file, `${form.method} ${path}`, operationId);
  return {
    files: {
      [`functions/${context}/application/${operationId}.ts`]: form.useCase(names),
      [`functions/${context}/entry/http/${operationId}.ts`]: form.entry(names),
      [`test/http/${operationId}.test.ts`]: form.test(names),
    },
    edits: [
      ...contractEdits(file, path, form, names),
      grantEdit(context, 'operations', `${operationId}: ${form.grant(entity)}`),
    ],
    left: form.left(names, file),
  };
}

/** The operation below its path, the path where the contract has to refer to it, and the schema that it needs. */
function contractEdits(file: string, path: string, form: Form, names: contract.OperationNames): readonly Edit[] {
  const isPart = file === partFile(names.context);
  const own = (block: string) => (isPart ? inPart(block, names) : block);
  const once = (text: string, keys: readonly string[], block: string) =>
    has(text, keys) ? text : addTo(text, keys.slice(0, -1), block);
  const { schema } = form;
  return [
    contractEdit(
      (text) => addTo(once(text, ['paths', path], `${path}:`), ['paths', path], own(form.block(names))),
      file,
    ),
    ...(isPart ? [contractEdit((text) => once(text, ['paths', path], referenceTo(names.context, 'paths', path)))] : []),
    ...(schema === undefined
      ? []
      : [
          contractEdit(
            (text) => once(text, ['components', 'schemas', schema.name(names)], own(schema.block(names))),
            file,
          ),
        ]),
  ];
}

/** @throws UserError for a context without the records that operations are about */
function checkRecords(root: string, context: string): void {
  if (existsSync(join(root, 'functions', context, 'domain/record.ts'))) return;
  throw new UserError(
    `Context ${context} keeps nothing that an operation could be about.
    received no functions/${context}/domain/record.ts
    expected a context as npx penstock new context makes it
    fix      choose another with --context, or write the operation by hand`,
  );
}

/** @throws UserError where the contract has an operation at that method and path */
function checkFree(root: string, file: string, route: string, operationId: string): void {
  if (!existsSync(join(root, file))) return;
  const [method = '', path = ''] = route.split(' ');
  const found = asObject(asObject(asObject(readSource(join(root, file)).root.paths)[path])[method]);
  if (found.operationId === undefined || found.operationId === operationId) return;
  throw new UserError(
    `${method.toUpperCase()} ${path} is ${String(found.operationId)} already.
    received ${operationId}, which would be another operation there: get, list and create have the paths of the context
    expected a name whose verb makes a path of its own, such as settle${operationId.replace(/^[a-z]+/, '')}
    fix      choose another verb; for things of another kind make a context, by npx penstock new context; or write the operation at the path that it is to have, then call npx penstock new handlers`,
  );
}

export const grantEdit = (context: string, kind: 'operations' | 'consumers', member: string): Edit => ({
  file: `functions/${context}/infra.ts`,
  change: (text) => addMember(text, kind, member),
  otherwise: `add ${member} to its ${kind}`,
});
