import { basename, dirname } from 'node:path';
import { UserError } from '../cli/user-error.ts';
import type { Stage } from './stage/stage.ts';

/** What esbuild says of a bundling, as far as it is asked here. */
interface Bundled {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

const module = /(^|[\\/])runtime[\\/]http[\\/]example-answer\.[jt]s$/;
const shown = 10;

/**
 * An answer that nobody meant is worse than none: a stage is deployed without them, unless it says otherwise.
 *
 * @throws UserError with the functions that answer with examples
 */
export function checkExampleAnswers(
  { name, local = false, exampleAnswers = local }: Pick<Stage, 'name' | 'local' | 'exampleAnswers'>,
  { outputs }: Bundled,
): void {
  if (exampleAnswers) return;
  const found = Object.entries(outputs)
    .filter(([, { inputs }]) => Object.keys(inputs).some((path) => module.test(path)))
    .map(([path]) => basename(dirname(path)));
  if (found.length === 0) return;
  const more = found.length > shown ? ` and ${found.length - shown} more` : '';
  throw new UserError(
    `Stage ${name}: there are functions that answer with examples.
    received ${found.slice(0, shown).join(', ')}${more}
    expected functions that are written
    fix      write what they do, or exampleAnswers: true in lib/stages.ts where examples may be served`,
  );
}
