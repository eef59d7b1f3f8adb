import { appRoot, exportOf } from '../cli/app.ts';
import { appName } from '../cli/app-name.ts';
import type { Command } from '../cli/command.ts';
import { apiPort, portOf } from '../cli/port-option.ts';
import { runCommand } from '../cli/run-command.ts';
import { table } from '../cli/table.ts';
import { UserError } from '../cli/user-error.ts';
import { contractFile } from '../contract/files.ts';
import { ContractError, formatFindings } from '../contract/finding.ts';
import { loadContract } from '../contract/load.ts';
import type { StageOfApp } from '../ops/tenants/stage-regions.ts';
import { localCredentials } from './local-credentials.ts';
import { type Tried, tryOperations } from './try-operations.ts';

const command: Command = {
  name: 'npm run examples --',
  summary:
    'Sends each operation of the contract an example of a request, as the contract gives it or as it fits, to the local stage that runs, and says which answer as the contract promises.',
  options: {
    port: { ...apiPort, help: "of the local cloud's API" },
    tenant: { value: 'TENANT', default: 'acme', help: 'who calls' },
    stage: { value: 'STAGE', default: 'local', help: 'the one that runs' },
  },
  notes: ['It fails when an operation does. Requests are the real ones: what they create is created.'],
};

await runCommand(
  command,
  async ({ port, tenant, stage }) => {
    const root = appRoot();
    const stages = await exportOf<Readonly<Record<string, StageOfApp>>>('lib/stages.ts', 'stages');
    const local = { app: appName(root), stage: String(stage), stages, port: portOf(port), tenant: String(tenant) };
    const origin = `http://127.0.0.1:${local.port}`;
    await refuseSilence(origin);
    const tried = await tryOperations(loadContract(contractFile), origin, localCredentials(local));
    process.stdout.write(`${report(tried)}\n`);
    if (tried.some(({ fault }) => fault !== undefined)) process.exitCode = 1;
  },
  { explained },
);

/** One message in place of one for each operation. */
async function refuseSilence(origin: string): Promise<void> {
  await fetch(`${origin}/health`).catch((cause: unknown) => {
    throw new UserError(`Nothing answers on ${origin}.\n    fix      npm start first, or name its --port`, { cause });
  });
}

function report(tried: readonly Tried[]): string {
  const rows = tried.map(({ operationId, request, status, fault }) => [
    operationId,
    request.length > 60 ? `${request.slice(0, 57)}...` : request,
    String(status ?? '-'),
    fault ?? 'as promised',
  ]);
  const good = tried.filter(({ fault }) => fault === undefined).length;
  const color = process.stdout.hasColors?.() === true;
  return `${table(['operation', 'request', 'status', 'answer'], rows, { color })}\n\n${good} of ${tried.length} operations answer as the contract promises`;
}

function explained(error: unknown): unknown {
  if (!(error instanceof ContractError)) return error;
  return new UserError(formatFindings(error.findings, { color: process.stderr.hasColors?.() === true }), {
    cause: error,
  });
}
