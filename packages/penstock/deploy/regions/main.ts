import { appRoot, exportOf } from '../../cli/app.ts';
import { appName } from '../../cli/app-name.ts';
import { terminal } from '../../cli/console.ts';
import { reportingUserErrors } from '../../cli/run-command.ts';
import type { Stage } from '../../constructs/stage/stage.ts';
import { explained } from '../../ops/aws-errors.ts';
import { chosenStage, readCommandLine } from './command-line.ts';
import { run } from './run.ts';
import { s3Evacuations } from './s3-evacuations.ts';

await reportingUserErrors(async () => {
  const console = terminal();
  const reading = readCommandLine(process.argv.slice(2));
  if (reading.kind === 'help') return console.print(reading.text);
  const stages = await exportOf<Readonly<Record<string, Stage>>>('lib/stages.ts', 'stages');
  const stage = chosenStage(stages, appName(appRoot()), reading.values, reading.word);
  await run(reading, { stage, evacuations: s3Evacuations(stage), fetch, console });
}, explained);
