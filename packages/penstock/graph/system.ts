import { UserError } from '../cli/user-error.ts';
import { readAssembly, type StackTemplate } from '../local/assembly/read.ts';
import { resolveAssembly } from '../local/assembly/resolved.ts';
import { object } from '../local/json.ts';
import { readParts } from '../local/plan.ts';
import { eventsOf, undeliveredQueuesOf } from './events.ts';
import { functionOf, functionsOf } from './functions.ts';
import { grantsOf } from './grants.ts';
import { failureQueuesOf, mappingsOf } from './mappings.ts';
import { joined, type Picture } from './picture.ts';
import { queuesOf } from './queues.ts';
import { routesOf } from './routes.ts';
import { tablesOf } from './tables.ts';
import { tasksOf } from './tasks.ts';
import { prefixOf } from './units.ts';

export interface System {
  /** Of the stage, as its API has it. */
  readonly stage: string;
  readonly region: string;
  readonly picture: Picture;
  /** What was not understood, and is not drawn: a line each. */
  readonly problems: readonly string[];
}

export const titleOf = ({ stage, region }: System): string => `${stage} in ${region}`;

/**
 * What a synthesized stage is made of in one of its regions.
 *
 * @param directory a cloud assembly
 * @param wanted a region; absent: the first that has an API
 * @throws UserError where the stage has no API in that region
 */
export function systemOf(directory: string, wanted?: string): System {
  const stacks = readAssembly(directory);
  const regions = [...new Set(stacks.filter(has('AWS::ApiGateway::RestApi')).map(({ region }) => region))];
  const region = wanted ?? regions[0] ?? '';
  if (!regions.includes(region)) throw new UserError(noApiIn(region, regions));
  // A table stands in the stack of one region, for all.
  const hasTable = has('AWS::DynamoDB::GlobalTable');
  return systemOfStacks(
    stacks.filter((stack) => stack.region === region || hasTable(stack)),
    region,
  );
}

const noApiIn = (region: string, regions: readonly string[]): string =>
  region === ''
    ? 'The stage has no API to draw.'
    : `The stage has no API in that region.\n    received ${region}\n    expected ${regions.join(', ')}`;

const has =
  (type: string) =>
  ({ template }: StackTemplate): boolean =>
    Object.values(object(template.Resources)).some((resource) => object(resource).Type === type);

function systemOfStacks(stacks: readonly StackTemplate[], region: string): System {
  const assembly = resolveAssembly(stacks);
  const { api, functions, tasks, backbone } = readParts(assembly);
  if (api === undefined) throw new UserError(assembly.problems.lines.join('\n') || noApiIn(region, [region]));
  const { queues, buses, mappings } = backbone;
  const prefix = prefixOf(functions.map(({ name }) => name));
  const failures = new Set([...failureQueuesOf(mappings), ...undeliveredQueuesOf(buses)]);
  const consumers = new Set(mappings.map(({ functionArn }) => functionOf(functionArn)));
  const picture = joined([
    routesOf(api),
    functionsOf(functions, prefix),
    tablesOf(assembly, region, prefix),
    eventsOf(buses, prefix),
    queuesOf(queues, failures, prefix),
    mappingsOf(mappings),
    tasksOf(assembly, tasks, prefix),
    grantsOf([...functions, ...tasks.map(({ identity }) => identity)], consumers),
  ]);
  return { stage: api.stage, region, picture, problems: assembly.problems.lines };
}
