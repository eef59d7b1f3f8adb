import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
import { runCommandHere } from '../../penstock/testkit/command.ts';
import { createApp } from '../create.ts';

let folder: string;
let app: string;
let written: readonly string[];

const apply = (scaffold: Scaffold): Scaffold => {
  write(app, scaffold, () => {});
  return scaffold;
};
const generate = () =>
  runCommandHere(join(import.meta.dirname, '../../penstock/contract/cli.ts'), ['generate'], { cwd: app });

/** What the compiler says of files, by the settings of the app: its stacks and libraries are not theirs. */
function mistakesIn(files: readonly string[]): string {
  const config = { extends: './tsconfig.json', include: [], files };
  writeFileSync(join(app, 'written.json'), JSON.stringify(config));
  const args = ['node_modules/typescript/bin/tsc', '--noEmit', '--project', 'written.json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: app, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}
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
    written = [graph, service].flatMap(({ files }) => Object.keys(files)).filter((file) => file.endsWith('.ts'));

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

  it('has a type for everything that they wrote', async () => {
    expect(await generate()).toMatchObject({ code: 0, stderr: '' });
    expect(mistakesIn(written)).toBe('');
  });

  it('has one graph', () => {
    expect(() => apply(newGraph(app, 'roomBookings'))).toThrow('There is something already.');
  });
});
