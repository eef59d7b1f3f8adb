import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { OrderService } from '../../functions/generated/rpc/orders/v1/orders_pb.ts';
import { anyId } from './graph-documents.ts';
import { keyText } from './keys.ts';

/** A call as it is sent: by the Connect protocol in JSON, but where it is damaged. */
export interface RpcAsked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Calls of all methods that answer once, with messages that fit and that do not. */
export function rpcCalls(ids: readonly string[]): fc.Arbitrary<RpcAsked> {
  const unary = OrderService.methods.filter(({ methodKind }) => methodKind === 'unary');
  return fc.oneof(
    ...unary.map(({ name, input }) =>
      fc.record({
        path: fc.constant(`/${OrderService.typeName}/${name}`),
        headers: fc.record(
          {
            'content-type': fc.oneof(
              { weight: 8, arbitrary: fc.constant('application/json') },
              { weight: 1, arbitrary: fc.constantFrom('application/proto', 'application/grpc-web+json', 'text/plain') },
            ),
            'connect-protocol-version': fc.constantFrom('1', '2'),
            'connect-timeout-ms': fc.constantFrom('1', '1000', '-1', '99999999999', 'x'),
            'idempotency-key': keyText.map((key) => key.replace(/[^\x20-\x7e]/g, '?')),
          },
          { requiredKeys: ['content-type', 'idempotency-key'] },
        ),
        body: fc.oneof(
          { weight: 6, arbitrary: messageOf(input, ids).map((message) => JSON.stringify(message)) },
          { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((junk) => JSON.stringify(junk)) },
          { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: 'binary' }) },
        ),
      }),
    ),
  );
}

const messageOf = (message: DescMessage, ids: readonly string[]): fc.Arbitrary<object> =>
  fc.record(
    Object.fromEntries(
      message.fields.map((field) => [
        field.jsonName,
        fc.oneof({ weight: 9, arbitrary: anyOf(field, ids) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) }),
      ]),
    ),
    { requiredKeys: message.fields.filter(({ jsonName }) => jsonName === 'orderId').map(({ jsonName }) => jsonName) },
  );

function anyOf(field: DescField, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (field.fieldKind === 'list') {
    const item: fc.Arbitrary<unknown> = field.message === undefined ? fc.string() : messageOf(field.message, ids);
    return fc.array(item, { maxLength: 3 });
  }
  if (field.message !== undefined) return messageOf(field.message, ids);
  if (field.enum !== undefined) return fc.constantFrom(...field.enum.values.map(({ name }) => name), 7, -1);
  return field.scalar === ScalarType.STRING ? textFor(field.jsonName, ids) : fc.integer({ min: -1, max: 101 });
}

const textFor = (name: string, ids: readonly string[]): fc.Arbitrary<string> => {
  if (name === 'orderId') return anyId(ids);
  if (name === 'currency') return fc.constantFrom('EUR', 'USD', 'eur');
  if (name === 'sku') return fc.stringMatching(/^[A-Z0-9-]{1,12}$/);
  return fc.string({ maxLength: 12, unit: 'binary' });
};
