import type { Plugin } from 'esbuild';

/** Its folder: no operation is called so, since their names have no hyphen. */
export const nativeBundle = 'penstock-grpc';

const namespace = 'penstock-grpc';

/** The entry of the process that serves gRPC: it has no file, since it is other entries put together. */
export const nativeEntry = (authorizer: string, services: readonly string[]): string =>
  `${namespace}:${[authorizer, ...services].join(',')}`;

/** Whether a name is that of the entry, and so of no file. */
export const isNativeEntry = (path: string): boolean => path.startsWith(`${namespace}:`);

/** Writes that entry from its name. */
export const nativeEntries: Plugin = {
  name: 'native-entries',
  setup: ({ initialOptions, onLoad, onResolve }) => {
    onResolve({ filter: new RegExp(`^${namespace}:`) }, ({ path }) => ({
      namespace,
      path: path.slice(namespace.length + 1),
    }));
    onLoad({ filter: /./, namespace }, ({ path }) => {
      const [authorizer = '', ...services] = path.split(',');
      return {
        contents: program(authorizer, services),
        loader: 'ts',
        ...(initialOptions.absWorkingDir === undefined ? {} : { resolveDir: initialOptions.absWorkingDir }),
      };
    });
  },
};

const program = (authorizer: string, services: readonly string[]): string =>
  [
    `import { runNative } from 'penstock/runtime/rpc/native/run';`,
    `import { handler as authorizer } from ${JSON.stringify(`./${authorizer}`)};`,
    ...services.map((file, index) => `import { handler as service${index} } from ${JSON.stringify(`./${file}`)};`),
    `runNative({ authorizer, services: [${services.map((_, index) => `service${index}`).join(', ')}] });`,
  ].join('\n');
