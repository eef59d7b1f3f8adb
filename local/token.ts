import { portOf, readArguments, runCommand } from './arguments.ts';
import { object, parseJson, text } from './json.ts';
import { LocalError } from './problems.ts';

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
  const token = await fetchToken(portOf(values.port), String(values.tenant), text(values.scope));
  process.stdout.write(`${token}\n`);
});

async function fetchToken(port: number, tenant: string, scope: string | undefined): Promise<string> {
  const url = `http://127.0.0.1:${port}/oauth2/token`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${tenant}:local`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
  }).catch((cause: unknown) => {
    throw new LocalError(`No local cloud answers on port ${port}. Start it with npm start, or name its --port.`, {
      cause,
    });
  });
  const { access_token: token, error, error_description: why } = object(parseJson(await response.text()));
  if (typeof token === 'string') return token;
  const subject = error === 'invalid_client' ? `There is no tenant ${tenant}. ` : '';
  throw new LocalError(`${subject}${text(why) ?? `Port ${port} answers ${response.status}: it is no local cloud.`}`);
}
