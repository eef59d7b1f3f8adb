import { appRoot, exportOf } from '../../cli/app.ts';
import { appName } from '../../cli/app-name.ts';
import { type Console, terminal } from '../../cli/console.ts';
import { reportingUserErrors } from '../../cli/run-command.ts';
import { explained } from '../aws-errors.ts';
import { add } from './add.ts';
import { changePlan } from './change-plan.ts';
import { type Command, readCommandLine } from './command-line.ts';
import { list } from './list.ts';
import type { RegionKeys } from './region-keys.ts';
import { remove } from './remove.ts';
import { type StageOfApp, stageRegions } from './stage-regions.ts';

await reportingUserErrors(async () => {
  const console = terminal();
  const reading = readCommandLine(process.argv.slice(2));
  if (reading.kind === 'help') {
    console.print(reading.text);
    return;
  }
  const stages = await exportOf<Readonly<Record<string, StageOfApp>>>('lib/stages.ts', 'stages');
  const { regions, close } = await stageRegions(reading.target, appName(appRoot()), stages);
  try {
    await run(reading.command, regions, console);
  } finally {
    close();
  }
}, explained);

async function run(command: Command, regions: readonly RegionKeys[], console: Console): Promise<void> {
  if (command.name === 'add') await add(regions, command, console);
  else if (command.name === 'plan') await changePlan(regions, command, console);
  else if (command.name === 'remove') await remove(regions, command, console);
  else await list(regions, command, console);
}
