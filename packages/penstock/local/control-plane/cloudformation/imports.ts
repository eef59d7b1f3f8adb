import { isDeepStrictEqual } from 'node:util';
import { object } from '../../json.ts';
import type { Change } from '../../provisioning/changes.ts';
import { identifierOf } from '../../provisioning/named.ts';
import type { Provisioner } from '../../provisioning/provisioner.ts';
import type { StackState } from '../../provisioning/stack.ts';
import type { Form } from '../form.ts';

/** A resource that a change set is told to take in. */
export interface WantedImport {
  readonly logicalId: string;
  readonly type: string;
  /** By the name of the property. */
  readonly identifier: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceToImport.html */
export function readImports(form: Form): readonly WantedImport[] {
  return form.structures('ResourcesToImport').map((fields) => {
    const indexes = Object.keys(fields).flatMap(
      (name) => /^ResourceIdentifier\.entry\.(\d+)\.key$/.exec(name)?.[1] ?? [],
    );
    const entryOf = (index: string, part: string) => String(fields[`ResourceIdentifier.entry.${index}.${part}`] ?? '');
    const identifier = indexes.map((index) => [entryOf(index, 'key'), entryOf(index, 'value')] as const);
    return {
      logicalId: String(fields.LogicalResourceId),
      type: String(fields.ResourceType),
      identifier: Object.fromEntries(identifier),
    };
  });
}

interface Import {
  readonly before: StackState;
  readonly to: StackState;
  readonly changes: readonly Change[];
  readonly retained: Provisioner['retained'];
}

/**
 * Why CloudFormation does not import these resources.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
export function importProblem(wanted: readonly WantedImport[], found: Import): string | undefined {
  const { before, to, changes } = found;
  const ids = wanted.map(({ logicalId }) => logicalId);
  const declared = object(to.template.Resources);
  const strange = ids.filter((id) => declared[id] === undefined);
  if (strange.length > 0) return `The template has no resource ${strange.join(', ')} to import.`;
  const deleted = ids.filter((id) => object(declared[id]).DeletionPolicy === undefined);
  if (deleted.length > 0) return `Resources [${deleted.join(', ')}] to import have no DeletionPolicy in the template.`;
  const others = changes.map(idOf).filter((id) => !ids.includes(id));
  if (others.length > 0) {
    return `You have modified resources [${others.join(', ')}] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.`;
  }
  if (!isDeepStrictEqual(before.template.Outputs ?? {}, to.template.Outputs ?? {})) {
    return 'As part of the import operation, you cannot modify or add [Outputs]';
  }
  return wanted.map((one) => missing(one, found)).find((problem) => problem !== undefined);
}

const idOf = (change: Change): string => (change.kind === 'remove' ? change.before : change.after).logicalId;

function missing({ logicalId, type, identifier }: WantedImport, { to, before, retained }: Import): string | undefined {
  const resource = to.resources.get(logicalId);
  const name = identifierOf(type);
  if (resource === undefined || resource.type !== type || name === undefined) {
    return `Resource ${logicalId} of type ${type} cannot be imported.`;
  }
  if (before.resources.has(logicalId)) return `Resource ${logicalId} is in the stack already.`;
  const isIt = isDeepStrictEqual(identifier, { [name]: resource.id });
  if (isIt && retained.has(resource)) return undefined;
  const wished = Object.entries(identifier).map((entry) => entry.join('='));
  return `Resource ${logicalId} of type ${type} with identifier ${wished.join(', ')} was not found among those that no stack has.`;
}

/** What a template has that can be imported, and by what. */
export function identifierSummaries(template: object) {
  const byType = Map.groupBy(Object.entries(object(object(template).Resources)), ([, one]) => String(object(one).Type));
  return [...byType].flatMap(([ResourceType, resources]) => {
    const identifier = identifierOf(ResourceType);
    if (identifier === undefined) return [];
    return [{ ResourceType, LogicalResourceIds: resources.map(([id]) => id), ResourceIdentifiers: [identifier] }];
  });
}
