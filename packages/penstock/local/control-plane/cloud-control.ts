import { randomUUID } from 'node:crypto';
import { type AwsService, ServiceError } from '../endpoint/service.ts';
import { isObject, type JsonObject, list, object, parseJson, text } from '../json.ts';
import type { Provisioner } from '../provisioning/provisioner.ts';
import type { Stack, StackResource } from '../provisioning/stack.ts';
import { reasonOf } from '../provisioning/transition.ts';
import { operatorOnly } from './operator-only.ts';

/**
 * Cloud Control as far as hotswaps use it: a resource is read, and patched in place.
 *
 * @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_UpdateResource.html
 */
export function createCloudControlService(provisioner: Provisioner): AwsService {
  const progress = new Map<string, JsonObject>();
  const find = (input: JsonObject): { readonly stack: Stack; readonly resource: StackResource } => {
    const { TypeName, Identifier } = input;
    for (const stack of provisioner.stacks) {
      const resource = [...stack.state.resources.values()].find(
        (one) => one.type === TypeName && isNamed(one, Identifier),
      );
      if (resource !== undefined) return { stack, resource };
    }
    throw new ServiceError('ResourceNotFoundException', `There is no ${TypeName} ${Identifier}.`);
  };
  /** What a deleted stack kept is there as well. */
  const propertiesOf = (input: JsonObject): JsonObject => {
    const kept = provisioner.retained
      .all()
      .find((one) => one.type === input.TypeName && isNamed(one, input.Identifier));
    if (kept !== undefined) return { type: kept.type, properties: kept.properties };
    const { resource } = find(input);
    return { type: resource.type, properties: resource.actual ?? resource.properties };
  };
  const operations = {
    GetResource: (input: JsonObject) => {
      const { type, properties } = propertiesOf(input);
      const Properties = JSON.stringify(properties);
      return { TypeName: type, ResourceDescription: { Identifier: String(input.Identifier), Properties } };
    },
    UpdateResource: async (input: JsonObject) => {
      const { stack, resource } = find(input);
      const RequestToken = randomUUID();
      const event = {
        RequestToken,
        Operation: 'UPDATE',
        TypeName: resource.type,
        Identifier: String(input.Identifier),
      };
      const change = (properties: JsonObject) => patched(properties, text(input.PatchDocument) ?? '[]');
      const outcome = await provisioner.patch(stack, resource.logicalId, change).then(
        () => ({ OperationStatus: 'SUCCESS' }),
        (error: unknown) => ({
          OperationStatus: 'FAILED',
          StatusMessage: reasonOf(error),
          ErrorCode: 'GeneralServiceException',
        }),
      );
      const ProgressEvent = { ...event, ...outcome, EventTime: Date.now() / 1000 };
      progress.set(RequestToken, ProgressEvent);
      return { ProgressEvent };
    },
    GetResourceRequestStatus: (input: JsonObject) => {
      const ProgressEvent = progress.get(text(input.RequestToken) ?? '');
      if (ProgressEvent === undefined)
        throw new ServiceError('RequestTokenNotFoundException', 'There is no such request.');
      return { ProgressEvent };
    },
  };
  return operatorOnly({ target: 'CloudApiService', prefix: 'cloudformation', version: '1.0', operations });
}

/** By what `Ref` gives, or by several identifiers with `|` between them, of which that is one. */
function isNamed({ id, arn }: Pick<StackResource, 'id' | 'arn'>, identifier: unknown): boolean {
  return identifier === id || identifier === arn || String(identifier).split('|').includes(id);
}

/**
 * Applies a JSON Patch of whole properties and what is in them.
 *
 * @throws ServiceError for an operation that is not understood
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function patched(properties: JsonObject, document: string): JsonObject {
  return list(parseJson(document))
    .map(object)
    .reduce<JsonObject>((current, { op, path, value }) => {
      if (op === 'test') return current;
      if (op !== 'add' && op !== 'replace' && op !== 'remove') {
        throw new ServiceError('InvalidRequestException', `The local cloud does not patch by ${op}.`);
      }
      const names = String(path)
        .split('/')
        .slice(1)
        .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
      return object(changedAt(current, names, op === 'remove' ? undefined : value));
    }, properties);
}

function changedAt(owner: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(owner)) {
    const index = name === '-' ? owner.length : Number(name);
    const inner = changedAt(owner[index], rest, value);
    if (inner === undefined) return owner.toSpliced(index, 1);
    return index === owner.length ? [...owner, inner] : owner.with(index, inner);
  }
  const { [name]: before, ...others } = isObject(owner) ? owner : {};
  const inner = changedAt(before, rest, value);
  return inner === undefined ? others : { ...others, [name]: inner };
}
