import type { parse as Parse } from '@babel/parser';

/** What a module offers and what it takes. */
export interface Module {
  /** But for types that the module itself uses: they are parts of what else it offers. */
  readonly exports: readonly string[];
  /** `*` is all of a module: a namespace, `import()`. */
  readonly imports: readonly { readonly from: string; readonly name: string }[];
}

type Statement = ReturnType<typeof Parse>['program']['body'][number];

export function readModule(parse: typeof Parse, code: string): Module {
  const { body } = parse(code, { sourceType: 'module', plugins: ['typescript'] }).program;
  const onDemand = [...code.matchAll(/\bimport\('([^']+)'\)/g)].map(([, from = '']) => ({ from, name: '*' }));
  const types = new Set(body.flatMap(typesOf));
  const isPart = (name: string) => types.has(name) && code.split(new RegExp(`\\b${name}\\b`)).length > 2;
  const offered = body.flatMap(exportsOf).filter((name) => !isPart(name));
  return { exports: offered, imports: [...body.flatMap(importsOf), ...onDemand] };
}

function exportsOf(statement: Statement): readonly string[] {
  if (statement.type === 'ExportDefaultDeclaration') return ['default'];
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const named = statement.specifiers.flatMap((one) =>
    'exported' in one && one.exported.type === 'Identifier' ? [one.exported.name] : [],
  );
  const { declaration } = statement;
  if (declaration?.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  return declaration && 'id' in declaration && declaration.id?.type === 'Identifier'
    ? [...named, declaration.id.name]
    : named;
}

function typesOf(statement: Statement): readonly string[] {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
  return declaration?.type === 'TSInterfaceDeclaration' || declaration?.type === 'TSTypeAliasDeclaration'
    ? [declaration.id.name]
    : [];
}

function importsOf(statement: Statement): Module['imports'] {
  if (statement.type === 'ExportAllDeclaration') return [{ from: statement.source.value, name: '*' }];
  if (statement.type === 'ExportNamedDeclaration' && statement.source) {
    const from = statement.source.value;
    return statement.specifiers.map((one) => ({
      from,
      name: 'local' in one && one.type === 'ExportSpecifier' ? one.local.name : '*',
    }));
  }
  if (statement.type !== 'ImportDeclaration') return [];
  const from = statement.source.value;
  return statement.specifiers.map((one) => {
    if (one.type === 'ImportDefaultSpecifier') return { from, name: 'default' };
    if (one.type !== 'ImportSpecifier') return { from, name: '*' };
    return { from, name: one.imported.type === 'Identifier' ? one.imported.name : one.imported.value };
  });
}
