import { words } from '../cli/option-values.ts';
import { runCommand } from '../cli/run-command.ts';
import { explained } from '../ops/aws-errors.ts';
import { rollbackCommand } from './command-lines.ts';
import { partsOfApp } from './parts-of-app.ts';
import { rollback } from './rollback.ts';

await runCommand(
  rollbackCommand,
  async (values) => rollback(await partsOfApp(values), words(values, 'region', 'to', 'assembly')),
  { explained },
);
