import { createFileRegistry } from '@bufbuild/protobuf';
import type { JsonObject } from '../json.ts';
import { buildImage } from './build.ts';
import { optionReader } from './options.ts';
import { policyOption } from './outlined.ts';
import { placeOf } from './places.ts';
import type { ProtoFiles } from './workspace.ts';

/** What a method says of itself, as it is written. */
export interface MethodOptions {
  /** `ParcelService.GetParcel`. */
  readonly label: string;
  readonly own: JsonObject;
  /** `parcels/v1/parcels.proto:14`. */
  readonly place: string;
}

/**
 * The options of all methods of files, by their paths: they need not pass the rules of today.
 *
 * @param folder names the files in findings
 * @throws ContractError for what does not compile
 */
export function methodOptions(files: ProtoFiles, folder: string): ReadonlyMap<string, MethodOptions> {
  if (files.size === 0) return new Map();
  const registry = createFileRegistry(buildImage(files, { folder, lint: false }));
  const policyOf = optionReader(registry, 'penstock.method');
  const services = [...files.keys()].flatMap((name) => registry.getFile(name)?.services ?? []);
  const methods = services.flatMap((service) => service.methods);
  return new Map(
    methods.map((method) => {
      const { file, line } = placeOf(method, policyOption);
      const label = `${method.parent.name}.${method.name}`;
      return [
        `${method.parent.typeName}/${method.name}`,
        { label, own: policyOf(method) ?? {}, place: `${file}:${line}` },
      ];
    }),
  );
}
