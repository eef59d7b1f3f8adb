import { UserError } from './user-error.ts';

/** Programs that commands run, and where they come from. */
const origins = {
  git: 'install it from https://git-scm.com/downloads',
  npm: 'install Node with npm from https://nodejs.org/',
} as const;

/** The error of a program that could not be run, where the reason is that there is none; any other as it is. */
export function missingProgram(program: keyof typeof origins, error: unknown): unknown {
  const { code, syscall } = Object(error) as NodeJS.ErrnoException;
  if (code !== 'ENOENT' || !String(syscall).startsWith('spawn')) return error;
  return new UserError(
    `${program} does not run.\n    received no ${program} in PATH\n    expected one\n    fix      ${origins[program]}, or have it in PATH`,
    { cause: error },
  );
}
