import { dynamodbAccess } from '../endpoint/actions.ts';
import { failure } from '../endpoint/answers.ts';
import type { Answer, AwsService } from '../endpoint/service.ts';
import { createRequestCheck } from './checks/request.ts';
import type { EngineClient } from './client.ts';
import type { TableDefinition } from './tables.ts';

const target = 'DynamoDB_20120810';

/** DynamoDB behind the local endpoint: the engine, and in front of it what it does not refuse. */
export function createDynamodbService(
  engine: EngineClient,
  tables: () => readonly TableDefinition[],
  region: string,
  account: string,
): AwsService {
  const checkOf = forLast(createRequestCheck);
  const arnOf = (table: string) =>
    table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${account}:table/${table}`;
  return {
    target,
    prefix: 'dynamodb',
    deniedStatus: 400,
    accesses: (operation, input) => dynamodbAccess(operation, input, arnOf),
    answer: async (operation, input, body) => {
      const problem = checkOf(tables())(operation, input);
      if (problem !== undefined) return failure('ValidationException', problem, 400, 'com.amazon.coral.validate');
      return pass(engine, `${target}.${operation}`, body);
    },
  };
}

/** Remembers what was made of the last argument: tables change seldom. */
function forLast<Argument, Made>(make: (argument: Argument) => Made): (argument: Argument) => Made {
  let last: { readonly argument: Argument; readonly made: Made } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, made: make(argument) };
    return last.made;
  };
}

async function pass(engine: EngineClient, operation: string, body: Buffer): Promise<Answer> {
  const { status, headers, body: answer } = await engine.forward(operation, body);
  const kept = ['content-type', 'x-amzn-requestid', 'x-amz-crc32'].flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return { status, headers: Object.fromEntries(kept), body: answer };
}
