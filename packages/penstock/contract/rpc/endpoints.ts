import type { Contract, Operation } from '../model.ts';
import type { RpcContract } from './model.ts';

/** The contract with the services' methods among what the gateway leads to. */
export const withServices = (contract: Contract, rpc: RpcContract | undefined): Contract =>
  rpc === undefined
    ? contract
    : {
        ...contract,
        operations: [
          ...contract.operations,
          ...rpc.services.flatMap(({ methods }) => methods.map(({ endpoint }) => endpoint)),
        ],
      };

type Named = Pick<Operation, 'operationId' | 'rpc'>;

/** The function behind an operation: its own, or that of its service. */
export const functionNameOf = ({ operationId, rpc }: Named): string => rpc?.function ?? operationId;

/** The functions that the use case of an operation runs in: its own, and those of the services whose methods serve it. */
export const servedBy = ({ operations }: Pick<Contract, 'operations'>, operationId: string): readonly string[] => [
  ...new Set(operations.filter((one) => (one.rpc?.serves ?? one.operationId) === operationId).map(functionNameOf)),
];

/** What the functions of all operations are called. */
export const functionNames = ({ operations }: { readonly operations: readonly Named[] }): readonly string[] => [
  ...new Set(operations.map(functionNameOf)),
];
