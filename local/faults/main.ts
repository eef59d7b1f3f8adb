import { type OptionTypes, portOf, readArguments, runCommand } from '../arguments.ts';
import { isObject, type JsonObject, parseJson, text } from '../json.ts';
import { LocalError } from '../problems.ts';
import { faultReport } from './report.ts';

const usage =
  'npm run faults -- [--duplicate 0.05] [--reorder 0.1] [--delay 0.1 --delay-ms 1000] [--crash 0.02] [--throttle 0.1] ' +
  '[--target 0.1] [--functions capturePayment,...] [--seed 1] [--provider-error-rate 0.5] [--provider-lose-answer 0.1] ' +
  '[--provider-decline 0.1] [--provider-latency 200] [--provider-hang] [--provider-refuse] | --clear [--port 3000]';

type Read = (value: unknown, option: string) => unknown;
/** Options by what they set; each half that an option names is replaced as a whole. */
type Half = Readonly<Record<string, readonly [member: string, read: Read]>>;

const pollers: Half = {
  duplicate: ['duplicate', numberOf],
  reorder: ['reorder', numberOf],
  delay: ['delay', numberOf],
  'delay-ms': ['delayMs', numberOf],
  crash: ['crash', numberOf],
  throttle: ['throttle', numberOf],
  target: ['target', numberOf],
  functions: ['functions', (value) => String(value).split(',')],
};
const provider: Half = {
  'provider-error-rate': ['errorRate', numberOf],
  'provider-lose-answer': ['loseAnswerRate', numberOf],
  'provider-decline': ['declineRate', numberOf],
  'provider-latency': ['latencyMs', numberOf],
  'provider-hang': ['hang', () => true],
  'provider-refuse': ['refuse', () => true],
};
const switches = new Set(['provider-hang', 'provider-refuse', 'clear']);

await runCommand(async () => {
  const names = [...Object.keys(pollers), ...Object.keys(provider), 'seed', 'clear'];
  const types: OptionTypes = Object.fromEntries(
    names.map((name) => [name, { type: switches.has(name) ? 'boolean' : 'string' }]),
  );
  const values: JsonObject = readArguments(
    process.argv.slice(2),
    { ...types, port: { type: 'string', default: '3000' } },
    usage,
  );
  const origin = `http://127.0.0.1:${portOf(values.port)}`;
  const others = names.filter((name) => name !== 'clear' && values[name] !== undefined);
  if (values.clear === true && others.length > 0)
    throw new LocalError('--clear takes all faults away and stands alone.');
  const seed = values.seed === undefined ? {} : { seed: numberOf(values.seed, '--seed') };
  const plans = [
    ['/faults', membersOf(pollers, values)],
    ['/provider/faults', membersOf(provider, values)],
  ] as const;
  if (values.seed !== undefined && others.length === 1)
    throw new LocalError('--seed draws faults: name one beside it.');
  for (const [path, plan] of plans) {
    if (values.clear === true) await ask(origin, path, 'DELETE');
    else if (Object.keys(plan).length > 0) await ask(origin, path, 'PUT', { ...plan, ...seed });
  }
  const found = await ask(origin, '/faults', 'GET');
  const dial = await ask(origin, '/provider/faults', 'GET');
  process.stdout.write(`${faultReport(found ?? {}, dial).join('\n')}\n`);
});

function membersOf(half: Half, values: JsonObject): JsonObject {
  const given = Object.entries(half).filter(([option]) => values[option] !== undefined);
  return Object.fromEntries(given.map(([option, [member, read]]) => [member, read(values[option], `--${option}`)]));
}

function numberOf(value: unknown, option: string): number {
  const number = Number(value);
  if (String(value).trim() !== '' && Number.isFinite(number)) return number;
  throw new LocalError(`${option} is a number, received ${JSON.stringify(value)}.`);
}

/** @returns undefined where the stage has no such path: it has no payment provider, say */
async function ask(origin: string, path: string, method: string, body?: JsonObject): Promise<JsonObject | undefined> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${origin}/_local${path}`, { method, ...sent }).catch((cause: unknown) => {
    const { port } = new URL(origin);
    throw new LocalError(`No local cloud answers on port ${port}. Start it with npm start, or name its --port.`, {
      cause,
    });
  });
  const answer = parseJson(await response.text());
  if (response.status === 200 && isObject(answer)) return answer;
  const error = isObject(answer) ? text(answer.error) : undefined;
  const isMissing = response.status === 404 && path.startsWith('/provider');
  if (error === undefined || (response.status === 404 && !isMissing)) {
    throw new LocalError(`${origin} answers ${response.status}: it is no local cloud.`);
  }
  if (isMissing && method !== 'PUT') return undefined;
  throw new LocalError(isMissing ? 'This stage has no payment provider on this machine.' : byOption(error));
}

/** The stage speaks of members; who typed an option knows that. */
function byOption(error: string): string {
  const options = new Map(
    [...Object.entries(pollers), ...Object.entries(provider)].map(([name, [member]]) => [member, name]),
  );
  return error.replace(/^\w+(?= is )/, (member) => (options.has(member) ? `--${options.get(member)}` : member));
}
