import type { DescMessage, DescMethod, FileRegistry } from '@bufbuild/protobuf';
import type { FileDescriptorSet } from '@bufbuild/protobuf/wkt';
import type { Operation } from '../model.ts';
import type { RpcRoute } from './route.ts';

/** The services of an app, read once and checked. */
export interface RpcContract {
  /** Where its files are. */
  readonly folder: string;
  readonly services: readonly RpcService[];
  /** Every file and what it imports, with the options as unknown fields. */
  readonly image: FileDescriptorSet;
  /** The same, read. */
  readonly registry: FileRegistry;
  /** The names of the app's own files in it. */
  readonly ownFiles: readonly string[];
}

export interface RpcService {
  /** `ParcelService`. */
  readonly name: string;
  /** `parcels.v1.ParcelService`. */
  readonly typeName: string;
  /** Where it is declared: `parcels/v1/parcels.proto`. */
  readonly file: string;
  readonly methods: readonly RpcMethod[];
}

export interface RpcMethod {
  readonly name: string;
  readonly desc: DescMethod;
  readonly input: DescMessage;
  /** The operation of openapi.yaml whose use case it is. */
  readonly serves: Operation;
  /** What the gateway and the function make of it. */
  readonly endpoint: Operation & { readonly rpc: RpcRoute };
}
