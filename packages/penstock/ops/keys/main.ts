import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { appRoot, exportOf } from '../../cli/app.ts';
import { appName } from '../../cli/app-name.ts';
import { terminal } from '../../cli/console.ts';
import { reportingUserErrors } from '../../cli/run-command.ts';
import { UserError } from '../../cli/user-error.ts';
import { explained } from '../aws-errors.ts';
import { type StageOfApp, stageAccess, stageRegions } from '../tenants/stage-regions.ts';
import { add } from './add.ts';
import { readCommandLine } from './command-line.ts';
import { list } from './list.ts';
import { regionTable } from './region-table.ts';
import { revoke } from './revoke.ts';

await reportingUserErrors(async () => {
  const console = terminal();
  const reading = readCommandLine(process.argv.slice(2));
  if (reading.kind === 'help') {
    console.print(reading.text);
    return;
  }
  const { command, target } = reading;
  const app = appName(appRoot());
  const stages = await exportOf<Readonly<Record<string, StageOfApp>>>('lib/stages.ts', 'stages');
  const { names, config } = await stageAccess(target, stages);
  const clients = names.map((region) => ({ region, client: new DynamoDBClient({ ...config, region }) }));
  const tables = clients.map(({ region, client }) => regionTable(client, region, { app, name: target.stage }));
  try {
    if (command.name === 'list') await list(tables, command, console);
    else if (command.name === 'revoke') await revoke(tables, command, console);
    else {
      const { regions: tenants, close } = await stageRegions(target, app, stages);
      await add({ stage: target.stage, tables, tenants }, command, console).finally(close);
    }
  } finally {
    for (const { client } of clients) client.destroy();
  }
}, keysExplained);

/** What says least to whoever meets it: a stage without keys has no table for them. */
function keysExplained(error: unknown): unknown {
  if (Object(error).name !== 'ResourceNotFoundException') return explained(error);
  return new UserError(
    `The stage has no table of keys.
    received ${(error as Error).message}
    expected a stage whose contract has an apiKey among its security schemes, and an operation that asks for it
    fix      deploy it first, or write the scheme: docs/how-to/authentication.md`,
    { cause: error },
  );
}
