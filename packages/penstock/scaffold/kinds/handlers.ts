import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../../cli/user-error.ts';
import { type ExampleOfAnswer, exampleAnswers } from '../../contract/examples/answers.ts';
import { contractFile } from '../../contract/files.ts';
import { ContractError, formatFindings } from '../../contract/finding.ts';
import { asArray, asObject } from '../../contract/json.ts';
import { loadContract } from '../../contract/load.ts';
import type { Contract, Operation } from '../../contract/model.ts';
import { outline } from '../../contract/outline.ts';
import { addImport, addMember, addToList, removeFromList, removeImport } from '../edit/typescript.ts';
import { isFree } from '../names.ts';
import type { Edit, Scaffold } from '../scaffold.ts';
import * as templates from '../templates/handler.ts';

/**
 * A function for each operation of the contract that has none, which answers with an example until it is written; a context
 * for each tag.
 *
 * @param prune leaves out the contexts whose operations the contract no longer has
 */
export function newHandlers(root: string, { prune = false }: { readonly prune?: boolean | undefined }): Scaffold {
  const contract = readContract(root);
  const entries = entriesOf(root);
  const missing = contract.operations.filter(({ operationId }) => !entries.has(operationId));
  const surplus = surplusContexts(root, contract, prune);
  const contexts = contextsOf(root, contract, missing, surplus);
  const exampleOf = exampleAnswers(contract);
  const examples = missing.map((operation) => ({ operation, answers: exampleOf(operation) }));
  if (missing.length === 0 && surplus.length === 0) {
    throw nothingToDo(contract);
  }
  return {
    files: filesOf(root, contexts, examples),
    edits: [...existingContexts(root, contexts), ...appEdits(root, contexts, surplus)],
    removals: surplus.flatMap((name) => [`functions/${name}`, ...testsOf(root, name)]),
    left: leftOf(missing, examples),
  };
}

function nothingToDo({ operations }: Contract): UserError {
  const names = operations.map(({ operationId }) => operationId);
  if (names.some((name) => name !== healthName)) {
    return new UserError(
      `Every operation of ${contractFile} has a function already.
    received ${names.length === 1 ? 'one operation' : `${names.length} operations`}
    expected one without
    fix      add it to the contract first`,
    );
  }
  return new UserError(
    `There is nothing to write functions for: ${contractFile} has no operation of an API.
    received ${names.length === 0 ? 'no operation' : `${healthName} alone, which every app has`}
    expected operations beside it
    fix      add them; of a document that was brought, npx penstock init says under "To decide" why it left them out`,
  );
}

/** What a new app has. */
const healthName = 'getHealth';

interface Examples {
  readonly operation: Operation;
  readonly answers: readonly ExampleOfAnswer[];
}

function readContract(root: string): Contract {
  try {
    return loadContract(join(root, contractFile));
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw new UserError(formatFindings(error.findings), { cause: error });
  }
}

/** The functions of the app, by their names, with their contexts. */
const entriesOf = (root: string): ReadonlyMap<string, string> =>
  new Map(
    globSync('functions/*/entry/http/*.ts', { cwd: root }).map((path) => {
      const file = path.replaceAll('\\', '/');
      return [basename(file, '.ts'), file.split('/')[1] ?? ''];
    }),
  );

type Contexts = ReadonlyMap<string, readonly Operation[]>;

/** By the operation's first tag, else by where its path begins. */
function contextsOf(
  root: string,
  { document }: Contract,
  operations: readonly Operation[],
  leaving: readonly string[],
): Contexts {
  const tags = new Map(
    outline(document).operations.map(({ node, method, path }) => {
      const [tag] = asArray(asObject(node.value).tags);
      return [`${method} ${path}`, typeof tag === 'string' ? tag : undefined];
    }),
  );
  const tagOf = ({ method, path }: Operation) => tags.get(`${method.toLowerCase()} ${path}`) ?? firstWord(path);
  return Map.groupBy(operations, (operation) => contextName(root, tagOf(operation), leaving));
}

const firstWord = (path: string): string =>
  path.split('/').find((segment) => segment !== '' && !segment.startsWith('{') && !/^v\d/.test(segment)) ?? 'api';

/** `Pet Store (v2)` is `petStoreV2`; a name that is taken, also by what leaves, or none, has `Api` behind it. */
function contextName(root: string, tag: string, leaving: readonly string[]): string {
  const words = tag.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const [first = '', ...rest] = words;
  const joined = [
    first.toLowerCase() === first || first.toUpperCase() === first ? first.toLowerCase() : decapitalized(first),
    ...rest.map(capitalized),
  ].join('');
  const name = (/^[a-z]/.test(joined) ? joined : `api${capitalized(joined)}`).slice(0, 36);
  const folder = join(root, 'functions', name);
  const isOfTheKit = existsSync(folder) && !existsSync(join(folder, 'infra.ts'));
  const isTaken = isOfTheKit || takenByApp.has(name) || leaving.includes(name);
  return isFree(name) && !isTaken ? name : `${name}Api`;
}

/** What `lib/app.ts` and a context's `infra.ts` call something else, and the folder of what is generated. */
const takenByApp: ReadonlySet<string> = new Set(['app', 'context', 'contexts', 'generated']);

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const decapitalized = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

function filesOf(root: string, contexts: Contexts, examples: readonly Examples[]): Readonly<Record<string, string>> {
  const answersOf = new Map(examples.map(({ operation, answers }) => [operation, answers]));
  const files = [...contexts].flatMap(([context, operations]) => [
    ...(isThere(root, context)
      ? []
      : [[`functions/${context}/infra.ts`, templates.infra(context, operations)] as const]),
    ...operations.flatMap((operation) => [
      [`functions/${context}/entry/http/${operation.operationId}.ts`, templates.entry(operation)] as const,
      [
        `functions/${context}/examples/${operation.operationId}.ts`,
        templates.example(operation, answersOf.get(operation) ?? []),
      ] as const,
    ]),
  ]);
  return Object.fromEntries(files);
}

const isThere = (root: string, context: string): boolean => existsSync(join(root, 'functions', context, 'infra.ts'));

const existingContexts = (root: string, contexts: Contexts): readonly Edit[] =>
  [...contexts]
    .filter(([context]) => isThere(root, context))
    .flatMap(([context, operations]) =>
      operations.map(({ operationId }) => ({
        file: `functions/${context}/infra.ts`,
        change: (text: string) => addMember(text, 'operations', `${operationId}: {}`),
        otherwise: `add ${operationId}: {} to its operations`,
      })),
    );

function appEdits(root: string, contexts: Contexts, surplus: readonly string[]): readonly Edit[] {
  const added = [...contexts.keys()].filter((context) => !isThere(root, context));
  return [
    ...surplus.map((name) => ({
      file: 'lib/app.ts',
      change: (text: string) => removeImport(removeFromList(text, 'contexts', name), `../functions/${name}/infra.ts`),
      otherwise: `take ${name} out of the list of contexts`,
    })),
    ...added.map((name) => ({
      file: 'lib/app.ts',
      change: (text: string) => {
        const listed = addToList(text, 'contexts', name);
        return listed && addImport(listed, `import { ${name} } from '../functions/${name}/infra.ts';`);
      },
      otherwise: `import { ${name} } from '../functions/${name}/infra.ts' there, and add it to the list of contexts`,
    })),
  ];
}

/**
 * The contexts that have nothing but functions of operations which are not in the contract.
 *
 * @throws UserError where there are functions of such operations, and they are not to go
 */
function surplusContexts(root: string, { operations }: Contract, prune: boolean): readonly string[] {
  const known = new Set(operations.map(({ operationId }) => operationId));
  const surplus = [...entriesOf(root)].filter(([name]) => !known.has(name));
  const kept = new Set(
    globSync('functions/*/entry/*/*.ts', { cwd: root })
      .map((path) => path.replaceAll('\\', '/').split('/'))
      .filter(([, , , door, file = '']) => door !== 'http' || known.has(basename(file, '.ts')))
      .map(([, context]) => context),
  );
  const mixed = surplus.filter(([, context]) => !prune || kept.has(context));
  if (mixed.length > 0) {
    throw new UserError(
      `There are functions of operations that ${contractFile} does not have.
    received ${mixed.map(([name, context]) => `functions/${context}/entry/http/${name}.ts`).join(', ')}
    expected functions of its operations alone
    fix      npx penstock new handlers --prune, which deletes contexts that have no others; or delete them and what infra.ts grants them`,
    );
  }
  return [...new Set(surplus.map(([, context]) => context))];
}

const testsOf = (root: string, context: string): readonly string[] =>
  [`test/http/${context}.test.ts`, `test/functions/${context}`].filter((path) => existsSync(join(root, path)));

function leftOf(missing: readonly Operation[], examples: readonly Examples[]): readonly string[] {
  if (missing.length === 0) return [];
  const wrong = examples.flatMap(({ answers }) => answers.flatMap(({ breach }) => breach ?? []));
  return [
    `functions/*/examples: what ${missing.length === 1 ? 'an operation answers' : `${missing.length} operations answer`} until entry/http says what it does`,
    'lib/stages.ts: exampleAnswers: true in a stage that may be deployed with them',
    ...wrong.map((breach) => `an example that does not fit its schema: ${breach}`),
  ];
}
