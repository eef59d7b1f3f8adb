import type { Command } from '../../cli/command.ts';
import type { Values } from '../../cli/options.ts';
import { apiPort, portOf } from '../../cli/port-option.ts';
import { runCommand } from '../../cli/run-command.ts';
import { isObject, type JsonObject, parseJson, text } from '../json.ts';
import { LocalError } from '../problems.ts';
import { dialMistakes } from '../provider/dial.ts';
import { checkFaults, type FaultPlan } from './faults.ts';
import { faultReport } from './report.ts';

const chance = 'CHANCE';
const command: Command = {
  name: 'npm run faults --',
  summary:
    'Sets what goes wrong in the stage that runs. Without options it shows what is set. A CHANCE is from 0 to 1.',
  options: {
    duplicate: { value: chance, help: 'that a batch is delivered once more' },
    reorder: { value: chance, help: "that the records of a queue's batch come in another order" },
    delay: { value: chance, help: 'that a record waits, so that later ones overtake it' },
    'delay-ms': { value: 'MS', help: 'how long a duplicate or a delayed record may be late; 1000 by default' },
    crash: { value: chance, help: "that the function's process is killed in an invocation" },
    throttle: { value: chance, help: 'that Lambda refuses an invocation' },
    target: { value: chance, help: "that a rule's target does not take an event" },
    functions: { value: 'NAME,...', help: 'the functions, or for --target the rules, that the above are meant for' },
    'provider-error-rate': { value: chance, help: 'that a request to the provider is answered 500' },
    'provider-lose-answer': { value: chance, help: 'that a request is recorded and its answer is lost' },
    'provider-decline': { value: chance, help: 'that a request is declined' },
    'provider-latency': { value: 'MS', help: 'added to every request' },
    'provider-hang': { help: 'requests get no answer' },
    'provider-refuse': { help: 'connections are refused' },
    'stop-region': { value: 'NAME,...', help: 'regions that answer nothing until they are started; the others go on' },
    'start-region': { value: 'NAME,...', help: 'stopped regions that go on with what they kept' },
    'replication-lag': { value: 'MS', help: 'until other regions have a write of an eventually consistent table' },
    seed: { value: 'N', help: 'draws the faults; 1 by default' },
    clear: { help: 'takes all faults away; every region runs' },
    port: { ...apiPort, help: "of the local cloud's API" },
  },
  notes: [
    'Pollers with the bus, and the simulated provider, are set apart: what an option is of is replaced as a whole.',
    'Pollers with the bus are those of the region whose API has the port.',
  ],
};

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

const regions: Half = {
  'stop-region': ['stop', (value) => String(value).split(',')],
  'start-region': ['start', (value) => String(value).split(',')],
  'replication-lag': ['lagMs', numberOf],
};

/** What a stage may be without, and what it is then told. */
const missing: Readonly<Record<string, string>> = {
  '/provider/faults': 'This stage has no simulated provider on this machine.',
  '/regions': 'This stage has one region.',
};

await runCommand(command, async (values) => {
  const names = [...Object.keys(pollers), ...Object.keys(provider), ...Object.keys(regions), 'seed'];
  const origin = `http://127.0.0.1:${portOf(values.port)}`;
  const others = names.filter((name) => values[name] !== undefined);
  if (values.clear === true && others.length > 0)
    throw new LocalError('--clear takes all faults away and stands alone.');
  const seed = values.seed === undefined ? {} : { seed: numberOf(values.seed, '--seed') };
  const [ofPollers, ofProvider] = [membersOf(pollers, values), membersOf(provider, values)];
  const plans = [
    ['/faults', ofPollers],
    ['/provider/faults', ofProvider],
  ] as const;
  if (values.seed !== undefined && others.length === 1)
    throw new LocalError('--seed draws faults: name one beside it.');
  // A stopped region takes nothing else.
  const change = membersOf(regions, values);
  checkValues({ ...ofPollers, ...seed }, ofProvider);
  if (values.clear === true) await ask(origin, '/regions', 'DELETE');
  else if (Object.keys(change).length > 0) await ask(origin, '/regions', 'PATCH', change);
  for (const [path, plan] of plans) {
    if (values.clear === true) await ask(origin, path, 'DELETE');
    else if (Object.keys(plan).length > 0) await ask(origin, path, 'PUT', { ...plan, ...seed });
  }
  const state = await ask(origin, '/regions', 'GET');
  const found = await ask(origin, '/faults', 'GET');
  const dial = await ask(origin, '/provider/faults', 'GET');
  process.stdout.write(`${faultReport(found, dial, state).join('\n')}\n`);
});

/** Before a cloud is asked, which need not run for that. @throws LocalError naming the options */
function checkValues(ofPollers: FaultPlan, ofProvider: JsonObject): void {
  const mistakes = [...dialMistakes(ofProvider)];
  try {
    checkFaults(ofPollers);
  } catch (error) {
    mistakes.unshift(String(Object(error).message));
  }
  if (mistakes.length > 0) throw new LocalError(mistakes.map(byOption).join('\n'));
}

function membersOf(half: Half, values: Values): JsonObject {
  const given = Object.entries(half).filter(([option]) => values[option] !== undefined);
  return Object.fromEntries(given.map(([option, [member, read]]) => [member, read(values[option], `--${option}`)]));
}

function numberOf(value: unknown, option: string): number {
  const number = Number(value);
  if (String(value).trim() !== '' && Number.isFinite(number)) return number;
  throw new LocalError(`${option} is a number, received ${JSON.stringify(value)}.`);
}

/** @returns undefined where the stage has no such path */
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
  if (error !== undefined && response.status === 404 && path in missing) {
    if (method === 'PUT' || method === 'PATCH') throw new LocalError(missing[path] ?? error);
    return undefined;
  }
  if (error !== undefined && response.status === 503 && method === 'GET') return undefined;
  if (error === undefined || response.status === 404) {
    throw new LocalError(`${origin} answers ${response.status}: it is no local cloud.`);
  }
  throw new LocalError(byOption(error));
}

/** The stage speaks of members; who typed an option knows that. */
function byOption(error: string): string {
  const options = new Map(
    [...Object.entries(pollers), ...Object.entries(provider), ...Object.entries(regions)].map(([name, [member]]) => [
      member,
      name,
    ]),
  );
  return error.replace(/^\w+(?= is )/, (member) => (options.has(member) ? `--${options.get(member)}` : member));
}
