import type { Command } from '../cli/command.ts';
import { apiPort, portOf } from '../cli/port-option.ts';
import { runCommand } from '../cli/run-command.ts';
import { fetchToken } from './fetch-token.ts';
import { text } from './json.ts';

const command: Command = {
  name: 'npm run token --',
  summary: 'Prints a bearer token of the local cloud, and nothing else.',
  options: {
    tenant: { value: 'TENANT', default: 'acme', help: 'whose token it is' },
    scope: { value: 'SCOPES', help: 'with spaces between them; all that there are by default' },
    port: { ...apiPort, help: "of the local cloud's API" },
  },
  notes: ['In a script: TOKEN=$(npm run --silent token -- --tenant globex)'],
};

await runCommand(command, async ({ port, tenant, scope }) => {
  const token = await fetchToken({ port: portOf(port), tenant: String(tenant), scope: text(scope) });
  process.stdout.write(`${token}\n`);
});
