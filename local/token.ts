import { portOf, readArguments, runCommand } from './arguments.ts';
import { fetchToken } from './fetch-token.ts';
import { text } from './json.ts';

const usage = 'npm run token -- [--tenant acme] [--scope "orders:read orders:write"] [--port 3000]';

await runCommand(async () => {
  const values = readArguments(
    process.argv.slice(2),
    {
      tenant: { type: 'string', default: 'acme' },
      scope: { type: 'string' },
      port: { type: 'string', default: '3000' },
    },
    usage,
  );
  const token = await fetchToken({
    port: portOf(values.port),
    option: '--port',
    tenant: String(values.tenant),
    scope: text(values.scope),
  });
  process.stdout.write(`${token}\n`);
});
