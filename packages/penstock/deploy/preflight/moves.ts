import { asObject, type JsonObject } from 'penstock-rules/json';
import { namedTypes } from 'penstock-rules/named-types';
import type { AssemblyStack } from '../assembly.ts';
import { resourcesIn } from '../deployed.ts';
import { type Check, type Finding, finding, type Subject } from './check.ts';

/** A resource that another stack of the stage has by its name. */
export interface Move {
  readonly from: AssemblyStack;
  readonly to: AssemblyStack;
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
}

/** What would have to move from one stack to another: CloudFormation makes it where it is new before it deletes the other. */
export function movesOf({ deployed }: Pick<Subject, 'deployed'>): readonly Move[] {
  const owners = new Map<string, AssemblyStack>();
  for (const [stack, { resources }] of deployed)
    for (const resource of Object.values(resources)) {
      const key = keyOf(stack, resource);
      if (key !== undefined) owners.set(key, stack);
    }
  return [...deployed].flatMap(([to, { resources }]) =>
    Object.entries(resourcesIn(to.template)).flatMap(([logicalId, resource]) => {
      const from = owners.get(keyOf(to, resource) ?? '');
      if (resources[logicalId] !== undefined || from === undefined || from === to) return [];
      return [{ from, to, logicalId, type: String(resource.Type), name: String(nameOf(resource)) }];
    }),
  );
}

function nameOf({ Type, Properties }: JsonObject): unknown {
  const type = namedTypes[String(Type)];
  return type === undefined ? undefined : asObject(Properties)[type.name];
}

function keyOf({ region }: AssemblyStack, resource: JsonObject): string | undefined {
  const name = nameOf(resource);
  return typeof name === 'string' ? `${region} ${String(resource.Type)} ${name}` : undefined;
}

/** No function would have to move to another stack, as all do when the app gets its 56th. */
export const moveCheck: Check = {
  id: 'moves',
  find: async (subject) => [
    ...[...Map.groupBy(movesOf(subject), ({ from, to }) => `${from.name} ${to.name}`).values()].map(moved),
  ],
};

const shown = 3;

function moved(moves: readonly Move[]): Finding {
  const [{ from, to } = { from: { name: '' }, to: { name: '' } }] = moves;
  const functions = moves.filter(({ type }) => type === 'AWS::Lambda::Function').map(({ name }) => name);
  const names = functions.length > 0 ? functions : moves.map(({ name }) => name);
  const more = names.length > shown ? ` and ${names.length - shown} more` : '';
  return finding(
    `${names.slice(0, shown).join(', ')}${more}`,
    `in ${from.name}, to be moved to ${to.name}`,
    'a stack that stays: a name is in one at a time',
    "name the contexts of new functions alone in `functionStacks` of the stage, such as functionStacks: ['reports'] (what is deployed stays in the API's stack); or, where the stage may be away for some minutes, destroy it and deploy again",
  );
}
