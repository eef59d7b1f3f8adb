import { describe, expect, it } from '@jest/globals';
import type { AppParts } from '../../../constructs/context/app-parts.ts';
import { AppError, checkApp } from '../../../constructs/context/check-app.ts';
import type { Context } from '../../../constructs/context/context.ts';
import type { Entry } from '../../../constructs/context/entries.ts';

const parcels: Context = {
  name: 'parcels',
  tables: { parcels: { partitionKey: 'pk' } },
  outbox: { table: 'parcels', relay: 'relayParcels' },
  operations: { sendParcel: {} },
};
const mail: Context = { name: 'mail', sharedTables: ['parcels'], consumers: { tellReceiver: {} } };

const parts = (over: { readonly [Name in keyof AppParts]?: unknown } = {}): AppParts =>
  ({
    contract: { operations: [{ operationId: 'sendParcel' }] },
    events: [{ type: 'parcels.parcel.sent.v1' }],
    consumers: [{ name: 'tellReceiver', events: ['parcels.parcel.sent.v1'] }],
    contexts: [parcels, mail],
    ...over,
  }) as AppParts;

const entry = (file: string): Entry => {
  const [, context = '', , , name = ''] = file.split('/');
  return { file, context, name: name.replace('.ts', '') };
};
const files = [
  'functions/access/entry/authorizer/authorizer.ts',
  'functions/mail/entry/queue/tellReceiver.ts',
  'functions/parcels/entry/http/sendParcel.ts',
  'functions/parcels/entry/stream/relayParcels.ts',
];
const without = (...left: string[]) => files.filter((file) => !left.some((name) => file.includes(`/${name}.ts`)));

/** The app with operations that anybody may call, where they do not say. */
const open = ({ contract, ...app }: AppParts): AppParts => ({
  ...app,
  contract: { ...contract, operations: contract.operations.map((one) => ({ ...one, security: one.security ?? [] })) },
});

function messageOf(app: AppParts, entries: readonly string[]): string {
  try {
    checkApp(open(app), entries.map(entry));
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).message;
  }
  return '';
}

/** The app with a service whose one method serves an operation. */
const withService = (serves = 'sendParcel', contexts: readonly Context[] = [parcels, mail]): AppParts =>
  parts({
    contexts,
    contract: {
      operations: [
        { operationId: 'sendParcel' },
        ...contexts.flatMap(({ operations = {} }) =>
          Object.keys(operations)
            .filter((name) => name !== 'sendParcel')
            .map((operationId) => ({ operationId })),
        ),
        { operationId: 'Parcels.Send', rpc: { function: 'parcelService', serves: 'sendParcel' } },
        { operationId: 'Parcels.Other', rpc: { function: 'parcelService', serves } },
      ],
    },
  });
const service = 'functions/parcels/entry/rpc/parcelService.ts';

describe('a service', () => {
  it('has one function for all of its methods, in the context of what they serve', () => {
    expect(messageOf(withService(), [...files, service])).toBe('');
  });

  it.each([
    ['has none', files, 'no entry for service function parcelService'],
    ['is elsewhere', [...files, 'functions/mail/entry/rpc/parcelService.ts'], 'in the folder of context parcels'],
  ])('fails where its function %s', (_, given, message) => {
    expect(messageOf(withService(), given)).toContain(message);
  });

  it('fails where its methods serve operations of several contexts', () => {
    const post: Context = { ...mail, operations: { post: {} } };
    const given = [...files, service, 'functions/mail/entry/http/post.ts'];
    expect(messageOf(withService('post', [parcels, post]), given)).toContain(
      'make a service of the methods of each context',
    );
  });
});

describe('an app', () => {
  it('whose contract, contexts and files fit has nothing wrong', () => {
    expect(messageOf(parts(), files)).toBe('');
  });

  it.each([
    ['without the entry of an operation', parts(), without('sendParcel'), 'functions/parcels/entry/http/sendParcel.ts'],
    ['without the entry of a consumer', parts(), without('tellReceiver'), 'functions/mail/entry/queue/tellReceiver.ts'],
    ['without its relay', parts(), without('relayParcels'), 'functions/parcels/entry/stream/relayParcels.ts'],
    ['without an authorizer', parts(), without('authorizer'), 'functions/<context>/entry/authorizer/authorizer.ts'],
    [
      'with an operation that no context has',
      parts({ contexts: [{ ...parcels, operations: {} }, mail] }),
      files,
      'functions/parcels/infra.ts\n    received none\n    expected one context that has operation sendParcel',
    ],
    [
      'with a consumer that two contexts have',
      parts({ contexts: [{ ...parcels, consumers: { tellReceiver: {} } }, mail] }),
      files,
      'received functions/parcels/infra.ts and functions/mail/infra.ts',
    ],
    [
      'with an entry in the folder of another context',
      parts(),
      [...without('sendParcel'), 'functions/mail/entry/http/sendParcel.ts'],
      'expected operation sendParcel in the folder of context parcels',
    ],
    [
      'with two entries of a name',
      parts(),
      [...files, 'functions/mail/entry/http/sendParcel.ts'],
      'received functions/parcels/entry/http/sendParcel.ts and functions/mail/entry/http/sendParcel.ts',
    ],
    [
      'with a function that nothing calls',
      parts(),
      [...files, 'functions/mail/entry/http/printStamp.ts'],
      'functions/mail/entry/http/printStamp.ts\n    received a function printStamp that nothing calls',
    ],
    [
      'with a grant to an operation that is none',
      parts({ contexts: [{ ...parcels, operations: { sendParcel: {}, sentParcel: {} } }, mail] }),
      files,
      'functions/parcels/infra.ts\n    received sentParcel',
    ],
    [
      'with a table in two contexts',
      parts({ contexts: [parcels, { ...mail, tables: { parcels: { partitionKey: 'pk' } } }] }),
      files,
      'received table parcels in two contexts',
    ],
    [
      'with a shared table that no context has',
      parts({ contexts: [parcels, { ...mail, sharedTables: ['letters'] }] }),
      files,
      'functions/mail/infra.ts\n    received shared table letters\n    expected one of parcels',
    ],
    [
      'with an outbox and no events',
      parts({ events: [], consumers: [{ name: 'tellReceiver', events: [] }] }),
      files,
      'received an outbox\n    expected events parcels.* in contract/events',
    ],
    [
      'whose consumers wait for what no outbox publishes',
      parts({ contexts: [{ name: 'parcels', tables: parcels.tables, operations: { sendParcel: {} } }, mail] }),
      without('relayParcels'),
      'received no outbox\n    expected one: consumers wait for events parcels.*',
    ],
  ])('fails %s', (_, app, entries, message) => {
    expect(messageOf(app, entries)).toContain(message);
  });

  it('fails with everything at once', () => {
    const message = messageOf(parts(), []);

    for (const { file } of files.map(entry).filter(({ name }) => name !== 'authorizer'))
      expect(message).toContain(file);
  });
});
