import { terminal } from '../../cli/console.ts';
import { reportingUserErrors } from '../../cli/run-command.ts';
import { explained } from '../aws-errors.ts';
import { targetOf } from '../target.ts';
import { drillBacklog } from './backlog.ts';
import { readDrill } from './command-line.ts';
import { drillDeadLetters } from './dlq.ts';
import { stageFaults } from './faults.ts';

await reportingUserErrors(async () => {
  const console = terminal();
  const reading = readDrill(process.argv.slice(2));
  if (reading.kind === 'help') return console.print(reading.text);
  const { name, options } = reading;
  const target = await targetOf(reading.target);
  try {
    if (name === 'dlq') await drillDeadLetters(target, options, console);
    else await drillBacklog(target, options, console, stageFaults(`http://127.0.0.1:${reading.target.localPort}`));
  } finally {
    target.sqs.destroy();
    target.events.destroy();
  }
}, explained);
