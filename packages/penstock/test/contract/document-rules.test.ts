import { describe, expect, it } from '@jest/globals';
import { contractText, edited, findingsOf } from './contract.ts';
import { type Case, createParcel, expectFinding, getHealth, listParcels } from './rule-cases.ts';

const cases: readonly Case[] = [
  {
    name: 'an older OpenAPI',
    edits: [{ from: 'openapi: 3.1.1', to: "openapi: '2.0'" }],
    rule: 'openapi',
    line: "openapi: '2.0'",
    message: 'expected an OpenAPI document of version 3.0, 3.1 or 3.2, received "2.0"',
    fix: "Write `openapi: '3.1.1'`",
  },
  {
    name: 'a member that OpenAPI does not know',
    edits: [{ from: '  version: 1.0.0', to: '  version: 1.0.0\n  owner: parcels' }],
    rule: 'openapi',
    line: 'owner: parcels',
    message: 'expected no member "owner" here',
    fix: 'Remove or rename "owner".',
  },
  {
    name: 'a response without a description',
    edits: [{ from: '          description: This region answers.\n', to: '' }],
    rule: 'openapi',
    line: "'200':",
    after: getHealth,
    message: 'expected the member "description", received none',
    fix: 'Add "description".',
  },
  {
    name: 'a reference to nowhere',
    edits: [{ from: "'#/components/schemas/NewParcel'", to: "'#/components/schemas/NewOrdr'" }],
    rule: 'reference',
    line: 'NewOrdr',
    message: 'expected a reference that leads somewhere, received "#/components/schemas/NewOrdr"',
    fix: 'Define #/components/schemas/NewOrdr or correct it.',
  },
  {
    name: 'a reference to another file',
    edits: [{ from: "'#/components/schemas/NewParcel'", to: "'./new-parcel.yaml'" }],
    rule: 'reference',
    line: './new-parcel.yaml',
    message: 'expected a reference into this file (#/...) or another (parcels.yaml#/...), received "./new-parcel.yaml"',
    fix: 'Move its target here.',
  },
  {
    name: 'a reference in a circle',
    edits: [{ from: '    Health:\n', to: "    Loop: { $ref: '#/components/schemas/Loop' }\n    Health:\n" }],
    rule: 'reference',
    line: 'Loop:',
    message: 'in a circle',
    fix: 'Break the circle.',
  },
  {
    name: 'a misspelled policy',
    edits: [{ after: createParcel, from: 'concurrency: 200', to: 'concurency: 200' }],
    rule: 'extension',
    line: 'concurency: 200',
    message: 'expected no member "concurency" here, only throttle, timeout, slo, concurrency, idempotency',
    fix: 'Remove or rename "concurency".',
  },
  {
    name: 'a policy of the wrong type',
    edits: [{ from: 'timeout: 3', to: 'timeout: 3s' }],
    rule: 'extension',
    line: 'timeout: 3s',
    message: 'expected an integer, received "3s"',
    fix: 'Write an integer.',
  },
  {
    name: 'idempotency as a default of every operation',
    edits: [{ from: 'concurrency: 50\n', to: 'concurrency: 50\n  idempotency: required\n' }],
    rule: 'extension',
    line: 'idempotency: required',
    message: 'expected no member "idempotency" here',
    fix: 'Remove or rename "idempotency".',
  },
  {
    name: 'a policy where nothing reads it',
    edits: [{ from: '  /v1/parcels:\n', to: '  /v1/parcels:\n    x-penstock: { timeout: 5 }\n' }],
    rule: 'extension',
    line: 'x-penstock: { timeout: 5 }',
    message: 'received "x-penstock", which nothing reads',
    fix: 'Move it to the root or to an operation',
  },
  {
    name: 'a quota period that does not exist',
    edits: [{ from: 'period: DAY', to: 'period: HOUR' }],
    rule: 'extension',
    line: 'period: HOUR',
    message: 'expected one of DAY, WEEK, MONTH, received "HOUR"',
    fix: 'Write one of DAY, WEEK, MONTH.',
  },
  {
    name: 'a plan whose name fits no usage key',
    edits: [{ from: '  pro: {', to: '  Pro Plan: {' }],
    rule: 'extension',
    line: 'Pro Plan:',
    message: 'expected a name that matches ^[a-z][a-z0-9-]{0,31}$, received "Pro Plan"',
    fix: 'Rename it.',
  },
  {
    name: 'an operation without a whole policy',
    edits: [{ from: '  timeout: 3\n', to: '' }],
    rule: 'policy',
    line: 'x-penstock:',
    after: createParcel,
    message: 'createParcel: expected timeout, of its own or by default, received nothing',
    fix: 'Set timeout in x-penstock',
  },
  {
    name: "a timeout over the gateway's",
    edits: [{ from: 'timeout: 3', to: 'timeout: 29' }],
    rule: 'timeout',
    line: 'timeout: 29',
    message: 'expected a timeout of at most 28 s, received 29: the gateway gives up after 29 s',
    fix: 'Lower it',
  },
  {
    name: 'a p99 that the deadline cannot meet',
    edits: [{ from: 'p99: 400', to: 'p99: 2800' }],
    rule: 'slo',
    also: ['concurrency'],
    line: 'p99: 2800',
    message: 'listParcels: expected slo.p99 below the deadline of 2800 ms (timeout 3 s), received 2800',
    fix: 'Lower p99 or raise the timeout.',
  },
  {
    name: 'a burst below the rate',
    edits: [{ after: getHealth, from: 'burst: 100', to: 'burst: 49' }],
    rule: 'throttle',
    line: 'burst: 49',
    message: 'getHealth: expected a burst of at least the rate (50), received 49',
    fix: 'Raise burst to 50',
  },
  {
    name: 'a bulkhead smaller than what is promised',
    edits: [{ after: listParcels, from: 'concurrency: 100', to: 'concurrency: 39' }],
    rule: 'concurrency',
    line: 'concurrency: 39',
    message: 'listParcels: expected concurrency of at least 40 (100/s for 400 ms each), received 39',
    fix: 'Raise concurrency',
  },
  {
    name: 'a plan whose burst is below its rate',
    edits: [{ from: 'burst: 1000', to: 'burst: 100' }],
    rule: 'plans',
    line: '  pro: {',
    message: 'plan pro: expected a burst of at least the rate (500), received 100',
    fix: 'Raise burst to 500',
  },
  {
    name: 'no plan for the tenants',
    edits: [
      {
        from: contractText.slice(contractText.indexOf('x-penstock-plans:'), contractText.indexOf('security:')),
        to: '',
      },
    ],
    rule: 'plans',
    line: 'openapi: 3.1.1',
    message: 'expected x-penstock-plans for the tenants of secured operations, received nothing',
    fix: 'Add at least one plan',
  },
  {
    name: 'a schema that is nothing',
    edits: [{ from: '    Sku:\n', to: '    Nothing:\n    Sku:\n' }],
    rule: 'openapi',
    line: '    Nothing:',
    message: 'expected an object or a boolean, received null',
    fix: 'Write an object or a boolean.',
  },
  {
    name: 'a deprecated operation that says no end',
    edits: [{ from: getHealth, to: `${getHealth}\n      deprecated: true` }],
    rule: 'sunset',
    line: 'deprecated: true',
    message: 'expected x-sunset on what is deprecated, received nothing',
    fix: 'Add `x-sunset: YYYY-MM-DD`',
  },
  {
    name: 'a deprecated schema that says no end',
    edits: [{ from: '    Sku:\n', to: '    Sku:\n      deprecated: true\n' }],
    rule: 'sunset',
    line: 'deprecated: true',
    message: 'expected x-sunset on what is deprecated, received nothing',
    fix: 'Add `x-sunset: YYYY-MM-DD`',
  },
  {
    name: 'a day that the calendar does not have',
    edits: [{ from: getHealth, to: `${getHealth}\n      deprecated: true\n      x-sunset: 2027-02-30` }],
    rule: 'sunset',
    line: 'x-sunset: 2027-02-30',
    message: 'expected a date of the calendar as YYYY-MM-DD, received "2027-02-30"',
    fix: 'Write the last day it works, as in 2027-06-30.',
  },
  {
    name: 'an end of what is not deprecated',
    edits: [{ from: getHealth, to: `${getHealth}\n      x-sunset: 2027-06-30` }],
    rule: 'sunset',
    line: 'x-sunset: 2027-06-30',
    message: 'expected x-sunset on what is deprecated only',
    fix: 'Add `deprecated: true` or remove x-sunset.',
  },
  {
    name: 'a deprecation of what is not deprecated',
    edits: [{ from: getHealth, to: `${getHealth}\n      x-deprecation: { since: 2027-01-01 }` }],
    rule: 'deprecation',
    line: 'x-deprecation: { since: 2027-01-01 }',
    message: 'getHealth: expected x-deprecation on what is deprecated only',
    fix: 'Add `deprecated: true` and x-sunset, or remove x-deprecation.',
  },
  ending('a sunset before its deprecation', '{ since: 2027-07-01 }', {
    message: 'getHealth: expected a day that is not after x-sunset (2027-06-30), received 2027-07-01',
    fix: 'Deprecate it earlier, or put the sunset off',
  }),
  ending('a deprecation on no day', '{ since: soon }', {
    message: 'getHealth: expected a date of the calendar as YYYY-MM-DD, received "soon"',
    fix: 'Write the day it is deprecated from, as in 2026-12-01.',
  }),
  ending('a successor that is not there', '{ successor: getHealthier }', {
    message: 'getHealth: expected the operationId of another operation, received "getHealthier"',
    fix: 'Write the operation that takes its place',
  }),
  ending('an operation that is its own successor', '{ successor: getHealth }', {
    message: 'getHealth: expected another operation, received itself',
    fix: 'Write the one that takes its place.',
  }),
  ending('a link that no header can hold', "{ link: 'https://a.example/a b' }", {
    message: 'getHealth: expected an address that begins with https://, received "https://a.example/a b"',
    fix: 'Write where people read what to do',
  }),
  ending('a deprecation with a member that nothing reads', '{ until: 2027-06-30 }', {
    message: 'until',
    fix: '',
  }),
];

/** A deprecated operation whose `x-deprecation` is wrong. */
function ending(name: string, told: string, { message, fix }: Pick<Case, 'message' | 'fix'>): Case {
  const to = `${getHealth}\n      deprecated: true\n      x-sunset: 2027-06-30\n      x-deprecation: ${told}`;
  return { name, edits: [{ from: getHealth, to }], rule: 'deprecation', line: 'x-deprecation:', message, fix };
}

describe('what is deprecated', () => {
  it('may say since when, what takes its place and where to read about it', () => {
    const told = 'x-deprecation: { since: 2027-06-30, successor: listParcels, link: https://a.example/v2 }';
    const to = `${getHealth}\n      deprecated: true\n      x-sunset: 2027-06-30\n      ${told}`;
    expect(findingsOf(edited({ from: getHealth, to }))).toEqual([]);
  });
});

describe('the rules of the document and its policies', () => {
  it.each(cases)('fail on $name', expectFinding);
});
