import type { Operation } from '../../contract/model.ts';
import { type Door, isSmall, type Member } from '../door.ts';
import { kebab, pascal } from '../names.ts';

const lines = (all: readonly (string | undefined)[]): string => all.filter((one) => one !== undefined).join('\n');

export const snake = (name: string): string => kebab(name).replaceAll('-', '_');

/** `rooms.v1.RoomService`. */
export const serviceOf = ({ context, type }: Door): string => `${snake(context)}.v1.${type}Service`;

const isWide = ({ kind, schema }: Member): boolean => kind === 'integer' && !isSmall(schema);

function typeOf(member: Member): string {
  if (member.kind === 'string') return 'string';
  if (member.kind === 'integer') return isWide(member) ? 'int64' : 'int32';
  return member.kind === 'number' ? 'double' : 'bool';
}

/** What the schema says of a value that a rule of a field says too. */
function rulesOf(member: Member): string {
  const { minLength, maxLength, pattern, minimum, maximum, enum: values } = member.schema;
  const rules: readonly (readonly [string, unknown])[] =
    member.kind === 'string'
      ? [
          ['min_len', minLength],
          ['max_len', maxLength],
          ['pattern', pattern],
          ['in', values],
        ]
      : [
          ['gte', minimum],
          ['lte', maximum],
        ];
  const said = rules
    .filter(([, value]) => value !== undefined)
    .map(([rule, value]) => `${rule}: ${JSON.stringify(value)}`);
  return said.length === 0 ? '' : ` [(buf.validate.field).${typeOf(member)} = {${said.join(', ')}}]`;
}

const fields = (members: readonly Member[], isInput: boolean): string =>
  members
    .map((one, index) => {
      const label = one.isRequired ? '' : 'optional ';
      return `  ${label}${typeOf(one)} ${snake(one.name)} = ${index + 1}${isInput ? rulesOf(one) : ''};`;
    })
    .join('\n');

const method = ({ operationId }: Operation, doc: string, isSafe: boolean): string => `  // ${doc}
  rpc ${pascal(operationId)}(${pascal(operationId)}Request) returns (${pascal(operationId)}Response) {${
    isSafe ? '\n    option idempotency_level = NO_SIDE_EFFECTS;' : ''
  }
    option (penstock.method) = {
      serves: "${operationId}"
      throttle: {
        rate: 20
        burst: 40
      }
      concurrency: 5
    };
  }`;

export const proto = (door: Door): string => {
  const { context, type, variable, id, get, list, create } = door;
  const methods = [
    method(get, `Reads a ${variable}.`, true),
    list && method(list, `Lists ${context}, newest first.`, true),
    create &&
      method(
        create,
        `Creates a ${variable}. The same Idempotency-Key with the same request is the same ${variable}, over REST too.`,
        false,
      ),
  ].filter((one) => one !== undefined);
  const one = `  ${type} ${snake(variable)} = 1;`;
  return `${lines([
    `// ${pascal(context)} over Connect and gRPC. Each method serves an operation of openapi.yaml: it is the same use case, with the same
// scopes, limits, deadline and keys.
syntax = "proto3";

package ${snake(context)}.v1;

import "buf/validate/validate.proto";
import "penstock/options.proto";

service ${type}Service {
${methods.join('\n\n')}
}

message ${type} {
${fields(door.members, false)}
}

message ${pascal(get.operationId)}Request {
  string ${snake(id)} = 1 [(buf.validate.field).string.min_len = 1];
}

message ${pascal(get.operationId)}Response {
${one}
}`,
    list &&
      `
message ${pascal(list.operationId)}Request {
  optional uint32 limit = 1 [(buf.validate.field).uint32 = {gte: 1, lte: 100}];
  // The next_cursor of the page before.
  optional string cursor = 2;
}

message ${pascal(list.operationId)}Response {
  repeated ${type} ${snake(context)} = 1;
  // Absent on the last page.
  optional string next_cursor = 2;
}`,
    create &&
      `
message ${pascal(create.operationId)}Request {
${fields(door.input, true)}
}

message ${pascal(create.operationId)}Response {
${one}
}`,
  ])}\n`;
};

/** How what a use case takes and gives becomes messages, and comes from them. */
export const messages = (door: Door): string => {
  const { context, type, variable, members, input, create } = door;
  const wide = members.filter(isWide);
  const written = wide.map(({ name, isRequired }) =>
    isRequired
      ? `${name}: BigInt(${variable}.${name})`
      : `...(${variable}.${name} !== undefined && { ${name}: BigInt(${variable}.${name}) })`,
  );
  const value = (member: Member) => (isWide(member) ? `Number(request.${member.name})` : `request.${member.name}`);
  const read = input.map((one) =>
    one.isRequired
      ? `${one.name}: ${value(one)}`
      : `...(request.${one.name} !== undefined && { ${one.name}: ${value(one)} })`,
  );
  const request = create && `${pascal(create.operationId)}Request`;
  const generated = `../generated/rpc/${snake(context)}/v1/${snake(context)}_pb.ts`;
  return `${lines([
    request && `import type { ${request} } from '${generated}';`,
    `import type { ${create === undefined ? '' : `New${type}, `}${type} } from '../generated/types.ts';`,
    `
/** A ${variable} as its message has it. */
export const ${variable}Message = (${variable}: ${type}) => ({ ${[`...${variable}`, ...written].join(', ')} });`,
    request &&
      `
/** What the request asks for in the words of REST: one key stands for it at both doors. The rules of its file hold by now. */
export const new${type}Of = (request: ${request}): New${type} => ({ ${read.join(', ')} }) as New${type};`,
  ])}\n`;
};

export const serviceEntry = (door: Door): string => {
  const { type, variable } = door;
  const ids = [door.get, door.list, door.create].flatMap((one) => (one === undefined ? [] : [one.operationId]));
  return `import { attemptsOf } from 'penstock/runtime/rpc/attempts';
import { service } from 'penstock/runtime/rpc/service';
import { ${variable}Service as contracts } from '../../../generated/rpc/${variable}Service.ts';
import { compose, type ${type}Services } from '../../compose.ts';
${ids
  .toSorted()
  .map((one) => `import { ${one} } from './methods/${one}.ts';`)
  .join('\n')}

export const ${variable}Service = (services: ${type}Services) =>
  service(
    contracts,
    { ${ids.map((one) => `${one}: ${one}(services)`).join(', ')} },
    services.runtime,
  );

export const handler = ${variable}Service(compose(attemptsOf(contracts)));
`;
};

const methodFile = (
  { type, context, variable }: Door,
  operationId: string,
  used: { readonly imports?: string; readonly messages: string; readonly before?: string; readonly body: string },
): string => `${used.imports ?? ''}import type { MethodEntry } from 'penstock/runtime/rpc/service';
import type { ${variable}Service as contracts } from '../../../../generated/rpc/${variable}Service.ts';
import { ${operationId} as answer } from '../../../application/${operationId}.ts';
import type { ${type}Services } from '../../../compose.ts';
import { ${used.messages} } from '../../../${kebab(variable)}-message.ts';
${used.before ?? ''}
export const ${operationId} =
  ({ ${context} }: ${type}Services): MethodEntry<typeof contracts.${operationId}> =>
  ${used.body};
`;

export const getMethod = (door: Door, operationId: string): string =>
  methodFile(door, operationId, {
    messages: `${door.variable}Message`,
    body: `({ ${door.id} }) => ({
    run: async ({ call }) => {
      const ${door.variable} = await answer(call({ ${door.id} }), { ${door.context}: ${door.context}() });
      return { message: { ${door.variable}: ${door.variable}Message(${door.variable}) } };
    },
  })`,
  });

export const listMethod = (door: Door, operationId: string): string =>
  methodFile(door, operationId, {
    imports: `import { nextCursorOf, startOf } from 'penstock/runtime/http/pages';
import { isListPosition } from 'penstock/runtime/items/list-position';
`,
    messages: `${door.variable}Message`,
    before: `\nconst isPosition = isListPosition('${door.prefix}');\n`,
    body: `({ limit = 20, cursor }) => ({
    run: async ({ call, tenant }) => {
      const list = { scope: [tenant], isPosition };
      const start = startOf({ limit, ...(cursor !== undefined && { cursor }) }, list);
      const page = await answer(call(start), { ${door.context}: ${door.context}() });
      const nextCursor = nextCursorOf(page.next, list);
      return { message: { ${door.context}: page.${door.context}.map(${door.variable}Message), ...(nextCursor && { nextCursor }) } };
    },
  })`,
  });

export const createMethod = (door: Door, operationId: string): string =>
  methodFile(door, operationId, {
    messages: `new${door.type}Of, ${door.variable}Message`,
    body: `(request) => {
    const body = new${door.type}Of(request);
    return {
      asked: { body },
      run: async ({ call }) => {
        const { ${door.variable}, replayed } = await answer(call(body), { ${door.context}: ${door.context}() });
        return { message: { ${door.variable}: ${door.variable}Message(${door.variable}) }, replayed };
      },
    };
  }`,
  });

export const serviceTest = (
  door: Door,
): string => `import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from 'penstock/testkit/app';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startApp();
  token = await app.token('acme');
});
afterAll(() => app?.close());

const ask = (method: string, body: object) => app.call('POST', \`/${serviceOf(door)}/\${method}\`, { token, body });

describe('${door.type}Service', () => {
  it('says what is not there', async () => {
    const answer = await ask('${pascal(door.get.operationId)}', { ${door.id}: '${door.prefix}${'0'.repeat(26)}' });

    expect(answer).toMatchObject({ status: 404, json: { code: 'not_found' } });
  });
${
  door.list === undefined
    ? ''
    : `
  it('answers with a page', async () => {
    expect(await ask('${pascal(door.list.operationId)}', {})).toMatchObject({ status: 200, json: {} });
  });
`
}
  it('fails for what its file does not allow', async () => {
    expect(await ask('${pascal(door.get.operationId)}', {})).toMatchObject({ status: 400, json: { code: 'invalid_argument' } });
  });
});
`;
