import { expect, it } from '@jest/globals';
import { doorFault } from './doors.ts';

const answer = (status: number, json: Record<string, unknown>) => ({ status, json, text: JSON.stringify(json) });
const failed = (code?: string) => ({ data: null, errors: [{ extensions: { code } }] });

it.each([
  ['graph', answer(200, { data: {} }), undefined],
  ['graph', answer(200, failed('not-found')), undefined],
  ['graph', answer(200, failed('internal-error')), 'failed inside'],
  ['graph', answer(200, failed()), 'has an error without a code'],
  ['graph', answer(200, {}), 'has neither data nor errors'],
  ['graph', answer(500, failed('internal-error')), 'answered 500'],
  ['graph', answer(503, {}), undefined],
  ['graph', answer(200, { data: { f0: { reference: 'ACME-ONLY' } } }), "shows what is another tenant's"],
  ['rpc', answer(400, { code: 'invalid_argument' }), undefined],
  ['rpc', answer(200, { code: 'internal' }), 'failed inside'],
  ['rpc', answer(500, {}), 'answered 500'],
  ['rpc', answer(500, { code: 'internal', message: 'parse binary: premature EOF' }), undefined],
  ['rpc', answer(404, { message: 'ACME-ONLY' }), "shows what is another tenant's"],
] as const)('judges an answer of %s: %j', (door, given, what) => {
  expect(doorFault({ door }, given)).toBe(what);
});
