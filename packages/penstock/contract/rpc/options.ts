import {
  type DescExtension,
  type FileRegistry,
  getOption,
  hasOption,
  type JsonValue,
  toJson,
} from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { asObject, type JsonObject } from '../json.ts';

type WithOptions = Parameters<typeof getOption>[0];

/** What an option of the contract says of something, as JSON; undefined where it has none. */
export type ReadOption = (of: WithOptions) => JsonObject | undefined;

/** Reads a message option by its name, such as `penstock.method`. Its type comes with the files that import it. */
export function optionReader(registry: FileRegistry, name: string): ReadOption {
  const extension = registry.getExtension(name);
  if (extension?.fieldKind !== 'message') return () => undefined;
  return (of) =>
    hasOption(of, extension) ? asObject(jsonOf(registry, extension, getOption(of, extension))) : undefined;
}

/** An option's value as JSON. The extension's type is known at run time only. */
function jsonOf(registry: FileRegistry, extension: DescExtension, value: unknown): JsonValue {
  const { message } = extension;
  if (message === undefined) throw new Error(`${extension.typeName} is no message`);
  return toJson(message, reflect(message, value as Parameters<typeof reflect>[1]).message, { registry });
}
