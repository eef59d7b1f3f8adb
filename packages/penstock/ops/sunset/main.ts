import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { appRoot, exportOf } from '../../cli/app.ts';
import { appName, stagePrefix } from '../../cli/app-name.ts';
import type { Command } from '../../cli/command.ts';
import { terminal } from '../../cli/console.ts';
import { whole } from '../../cli/option-values.ts';
import { portOf } from '../../cli/port-option.ts';
import { runCommand } from '../../cli/run-command.ts';
import { contractFile, graphBeside } from '../../contract/files.ts';
import { loadGraph } from '../../contract/graph/load.ts';
import { loadContract } from '../../contract/load.ts';
import { dayOf } from '../../contract/overdue.ts';
import { explained } from '../aws-errors.ts';
import { type StageOfApp, stageAccess } from '../tenants/stage-regions.ts';
import { type Deprecated, deprecatedIn } from './deprecated.ts';
import { insightsIn } from './insights.ts';
import { count, report, reportJson } from './report.ts';
import { type StageLogs, usageOf } from './usage.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const PAUSE_MS = 500;

const command: Command = {
  name: 'npm run sunset --',
  summary: 'Says whether what is deprecated may go, and who still uses it. It exits with 1 where something may not.',
  options: {
    stage: { value: 'STAGE', default: 'dev', help: 'of lib/stages.ts' },
    region: { value: 'REGION', default: 'all', help: 'one of the stage' },
    days: { value: 'DAYS', default: '30', help: 'how far back calls are counted' },
    port: { value: 'PORT', default: '3000', help: 'where a local stage runs' },
    json: { help: 'one JSON object a line' },
  },
  notes: [
    'What may go is over by its x-sunset, and nobody called it. AWS is reached as the AWS CLI reaches it (AWS_PROFILE), by',
    'CloudWatch Logs Insights, which costs by what it scans: the logs of the functions that serve what is deprecated.',
    'A local stage is the one that npm start runs; it remembers the last lines of each function since it began.',
  ],
};

/** A stage as the command reads it. */
type Stage = StageOfApp & { readonly logRetentionDays?: number };

await runCommand(
  command,
  async ({ stage: named, region, days: asked, port, json }) => {
    const days = whole('--days', asked, 1, 3650) ?? 30;
    const console = terminal();
    const stage = String(named);
    const stages = await exportOf<Readonly<Record<string, Stage>>>('lib/stages.ts', 'stages');
    const { names, config } = await stageAccess({ stage, region: String(region), port: portOf(port) }, stages);
    const deprecated = await declared();
    if (deprecated.length === 0) {
      console.print('Nothing in the contract is deprecated.');
      return;
    }
    const kept = stages[stage]?.logRetentionDays ?? days;
    const seen = Math.min(days, kept);
    const clients = names.map((name) => ({ name, client: new CloudWatchLogsClient({ ...config, region: name }) }));
    const logs: StageLogs = {
      groupOf: (name) => `/aws/lambda/${stagePrefix(appName(appRoot()), stage)}-${name}`,
      searches: clients.map(({ name, client }) => insightsIn(client, name, () => setTimeout(PAUSE_MS))),
    };
    try {
      const now = new Date();
      const usages = await usageOf(deprecated, logs, { since: new Date(now.getTime() - days * DAY_MS), until: now });
      const told = { now, today: dayOf(now.getTime()), days: seen };
      const allMayGo = (json === true ? reportJson : report)(usages, told, console);
      if (seen < days && json !== true) {
        console.print(
          `The stage keeps its logs for ${count(Number(kept), 'day')} (logRetentionDays): earlier calls are not counted.`,
        );
      }
      if (!allMayGo) process.exitCode = 1;
    } finally {
      for (const { client } of clients) client.destroy();
    }
  },
  { explained },
);

/** What the contract of the app, and its graph, say is deprecated. */
async function declared(): Promise<readonly Deprecated[]> {
  const contract = loadContract(contractFile);
  return deprecatedIn(contract, await loadGraph(join(dirname(contractFile), graphBeside), contract));
}
