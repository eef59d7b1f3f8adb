import type { DescMessage, DescMethod, MessageShape } from '@bufbuild/protobuf';
import type { OperationContract } from '../operation-contract.ts';
import type { FieldChecks } from './field-checks.ts';

/** What a method promises: the shape of what is generated into `functions/generated/rpc`. */
export interface MethodContract<Method extends DescMethod = DescMethod>
  extends Pick<
    OperationContract,
    'operationId' | 'security' | 'idempotency' | 'deadline' | 'stream' | 'attempts' | 'attemptTimeout' | 'parameters'
  > {
  readonly method: Method;
  readonly check: FieldChecks<MessageShape<Method['input'] & DescMessage>>;
}
