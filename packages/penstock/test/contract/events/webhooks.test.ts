import { expect, it } from '@jest/globals';
import { loadContract } from '../../../contract/load.ts';
import { contractFile } from '../contract.ts';
import { changed, findingsIn } from './folder.ts';

const contract = loadContract(contractFile);
const sending = { file: 'events/consumers.yaml', from: 'events: [parcels.parcel.*]', to: '' };

function found(events: string, webhooks: readonly string[], more = 'webhooks: true'): readonly string[] {
  const folder = changed({ ...sending, to: `events: ${events}\n    ${more}` });
  const declared = Object.fromEntries(webhooks.map((name) => [name, {}]));
  const findings = findingsIn(folder, { ...contract, document: { ...contract.document, webhooks: declared } });
  return findings.map(({ rule, file, message }) => `${rule} ${file}: ${message}`);
}

const labelled = 'parcels.parcel.labelled.v1';

it.each([
  ['agree with what is declared', `[${labelled}]`, [labelled], 'webhooks: true', []],
  ['are declared nowhere, of a consumer that sends none', `[${labelled}]`, [], 'webhooks: false', []],
  [
    'are not declared, which fails',
    `[${labelled}]`,
    [],
    'webhooks: true',
    [
      `webhooks events/consumers.yaml: announceParcels: expected events that the contract declares as webhooks, received "${labelled}", which it does not`,
    ],
  ],
  [
    'are declared and not sent, which fails',
    `[${labelled}]`,
    [labelled, 'parcels.parcel.lost.v1'],
    'webhooks: true',
    [
      'webhooks events/consumers.yaml: announceParcels: expected to send each webhook of the contract, received no event for "parcels.parcel.lost.v1"',
    ],
  ],
])('events that are sent as webhooks %s', (_, events, webhooks, more, expected) => {
  expect(found(events, webhooks, more)).toEqual(expected);
});
