import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contractFile } from '../../contract/files.ts';
import { rpcBeside } from '../../contract/rpc/files.ts';
import { doorOf } from '../door.ts';
import { kebab } from '../names.ts';
import type { Scaffold } from '../scaffold.ts';
import * as templates from '../templates/service.ts';

/** A service of Protobuf, over the use cases of a context. */
export function newService(root: string, context: string): Scaffold {
  const door = doorOf(root, context, 'service');
  const { variable, get, list, create } = door;
  const folder = `functions/${context}/entry/rpc`;
  const name = templates.snake(context);
  const file = besideContract(contractFile, `${rpcBeside}/${name}/v1/${name}.proto`);
  return {
    files: {
      [file]: templates.proto(door),
      [`${folder}/${variable}Service.ts`]: templates.serviceEntry(door),
      [`${folder}/methods/${get.operationId}.ts`]: templates.getMethod(door, get.operationId),
      ...(list && { [`${folder}/methods/${list.operationId}.ts`]: templates.listMethod(door, list.operationId) }),
      ...(create && {
        [`${folder}/methods/${create.operationId}.ts`]: templates.createMethod(door, create.operationId),
      }),
      [`functions/${context}/${kebab(variable)}-message.ts`]: templates.messages(door),
      [`test/http/${variable}Service.test.ts`]: templates.serviceTest(door),
    },
    edits: [],
    left: [
      ...(usesProtobuf(root) ? [] : [`npm install --save-dev --save-exact ${protobuf}: what is generated imports it`]),
      ...door.left.map((what) => `${file}: ${what}`),
      `${file}: the throttle, timeout and concurrency of each method (penstock.method)`,
    ],
  };
}

export const besideContract = (contract: string, name: string): string => `${dirname(contract)}/${name}`;

/** The version that the kit generates for. */
const kit = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
const protobuf = `@bufbuild/protobuf@${kit.dependencies['@bufbuild/protobuf']}`;

function usesProtobuf(root: string): boolean {
  const file = join(root, 'package.json');
  const { dependencies = {}, devDependencies = {} } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return '@bufbuild/protobuf' in { ...dependencies, ...devDependencies };
}
