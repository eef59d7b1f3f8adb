import { words } from '../cli/option-values.ts';
import { runCommand } from '../cli/run-command.ts';
import { explained } from '../ops/aws-errors.ts';
import { deployCommand } from './command-lines.ts';
import { deploy } from './deploy.ts';
import { partsOfApp } from './parts-of-app.ts';

await runCommand(
  deployCommand,
  async (values) => deploy(await partsOfApp(values), { now: new Date(), ...words(values, 'region') }),
  { explained },
);
