import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadGraph } from '../../penstock/contract/graph/load.ts';
import { loadContract } from '../../penstock/contract/load.ts';
import { loadRpc } from '../../penstock/contract/rpc/load.ts';
import { newContext } from '../../penstock/scaffold/kinds/context.ts';
import { newGraph } from '../../penstock/scaffold/kinds/graph.ts';
import { newOperation } from '../../penstock/scaffold/kinds/operation.ts';
import { newService } from '../../penstock/scaffold/kinds/service.ts';
import { type Scaffold, write } from '../../penstock/scaffold/scaffold.ts';
import { createApp } from '../create.ts';

let folder: string;
let app: string;

const apply = (scaffold: Scaffold): Scaffold => {
  write(app, scaffold, () => {});
  return scaffold;
};
const node = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: app, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};
const contract = () => loadContract(join(app, 'contract/openapi.yaml'));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penstock-doors-'));
  app = join(folder, 'rooms-api');
  await createApp({ folder: app, kind: 'empty' });
  symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(app, 'node_modules'), 'junction');
  apply(newContext('roomBookings'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('an app without the sample', () => {
  it.each([
    ['graph', newGraph],
    ['service', newService],
  ])('gets no %s before it has an operation to serve', (kind, make) => {
    expect(() => make(app, 'roomBookings')).toThrow(
      `A ${kind} serves the use cases of a context.\n    received roomBookings, which has no operation getRoomBooking\n`,
    );
  });

  it('gets both by a command each, over the operations that it has', async () => {
    for (const id of ['createRoomBooking', 'getRoomBooking', 'listRoomBookings', 'closeRoomBooking']) {
      apply(newOperation(app, id, 'roomBookings'));
    }
    const graph = apply(newGraph(app, 'roomBookings'));
    const service = apply(newService(app, 'roomBookings'));

    expect(graph.left).toContain('contract/graph.graphql: closeRoomBooking');
    expect(service.left[0]).toMatch(/^npm install --save-dev --save-exact @bufbuild\/protobuf@/);
    const { fields } = (await loadGraph(join(app, 'contract/graph.graphql'), contract())) ?? { fields: [] };
    expect(fields.map(({ coordinate, operationId }) => `${coordinate} ${operationId}`)).toEqual([
      'Query.roomBooking getRoomBooking',
      'Query.roomBookings listRoomBookings',
      'Mutation.createRoomBooking createRoomBooking',
    ]);
    const { services } = loadRpc(join(app, 'contract/rpc'), contract(), { lint: true }) ?? { services: [] };
    expect(services).toMatchObject([
      {
        typeName: 'room_bookings.v1.RoomBookingService',
        methods: [{ name: 'GetRoomBooking' }, { name: 'ListRoomBookings' }, { name: 'CreateRoomBooking' }],
      },
    ]);
  });

  it('has a type for everything that they wrote', () => {
    expect(node('node_modules/penstock/cli/penstock.js', 'generate')).toMatchObject({ status: 0 });
    expect(node('node_modules/typescript/bin/tsc', '--noEmit')).toEqual({ status: 0, said: '' });
  });

  it('has one graph', () => {
    expect(() => apply(newGraph(app, 'roomBookings'))).toThrow('There is something already.');
  });
});
