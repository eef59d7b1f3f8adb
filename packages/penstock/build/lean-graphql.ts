import type { Plugin } from 'esbuild';

/** Rules about SDL, whose only list graphql makes wherever documents are validated. */
const rulesOfSdl = [
  'LoneSchemaDefinition',
  'PossibleTypeExtensions',
  'UniqueArgumentDefinitionNames',
  'UniqueDirectiveNames',
  'UniqueEnumValueNames',
  'UniqueFieldDefinitionNames',
  'UniqueOperationTypes',
  'UniqueTypeNames',
].map((name): readonly [string, string] => [`validation/rules/${name}Rule`, `export const ${name}Rule = () => ({});`]);

/**
 * Modules of graphql that check a schema, by their paths in the package, and what is bundled in their place. The schema
 * of a bundle was checked when it was generated: here are 16 KB and the walk over each of its names that a cold start
 * would pay for once more. Suggestions are for nobody: the engine hides them.
 */
const replaced: ReadonlyMap<string, string> = new Map([
  ...rulesOfSdl,
  [
    'type/validate',
    'const none = () => []; export { none as validateSchema, none as assertValidSchema, none as validateDefaultInput };',
  ],
  ['type/assertName', 'const same = (name) => name; export { same as assertName, same as assertEnumValueName };'],
  ['jsutils/suggestionList', 'export const suggestionList = () => [];'],
]);

export const leanGraphql: Plugin = {
  name: 'lean-graphql',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]node_modules[\\/]graphql[\\/](?:type|validation|jsutils)[\\/].*\.mjs$/ }, ({ path }) => {
      const [, module = ''] = /[\\/]graphql[\\/](.*)\.mjs$/.exec(path) ?? [];
      const contents = replaced.get(module.replaceAll('\\', '/'));
      return contents === undefined ? undefined : { contents, loader: 'js' };
    });
  },
};
