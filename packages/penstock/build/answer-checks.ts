import type { Plugin } from 'esbuild';

/**
 * Leaves the validators of answers out of the bundles of a stage that does not ask for them: compiled from whole
 * schemas, they are 27 KB of a create, and every cold start would read them. The modules become empty, so that what
 * imports them finds no validator and checks all but schemas.
 */
export const withoutAnswerChecks: Plugin = {
  name: 'without-answer-checks',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]functions[\\/]generated[\\/]answers[\\/]\w+\.js$/ }, () => ({
      contents: '',
      loader: 'empty',
    }));
  },
};
