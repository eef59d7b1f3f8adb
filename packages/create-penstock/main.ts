import { parseArgs } from 'node:util';
import { CreateError, createApp } from './create.ts';

const help = `npm create penstock@latest FOLDER [-- OPTIONS]

Makes a new app in a folder that does not exist yet, or is empty.

  --empty         with a health check alone; by default with the sample: contexts with tables, events and webhooks
  --kit VERSION   the version of penstock that it depends on, or file:TARBALL; that of this command by default
  --help          shows this`;

try {
  const { values, positionals } = readArguments();
  if (values.help === true) process.stdout.write(`${help}\n`);
  else {
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) {
      throw new CreateError(`A folder is expected, one; received ${JSON.stringify(positionals)}.\n\n${help}`);
    }
    const made = await createApp({
      folder,
      kind: values.empty === true ? 'empty' : 'sample',
      ...(values.kit && { kit: values.kit }),
    });
    process.stdout.write(`${made}\n`);
  }
} catch (error) {
  if (!(error instanceof CreateError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        empty: { type: 'boolean' },
        kit: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new CreateError(`${(error as Error).message}\n\n${help}`);
  }
}
