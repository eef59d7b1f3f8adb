import { describe, expect, it } from '@jest/globals';
import type { Answer } from 'penstock/testkit/http';
import { headFault } from './head.ts';

const headers = {
  'content-type': 'application/json',
  'content-length': '2',
  etag: '"1"',
  date: 'Mon',
  'x-amzn-requestid': '1',
};
const get: Answer = { status: 200, headers, text: '{}', bytes: Buffer.from('{}'), json: {} };
const head = (over: Partial<Answer> = {}): Answer => ({ ...get, text: '', ...over });

describe('an answer to HEAD', () => {
  it('is as that to GET, but for its content and what each answer has of its own', () => {
    expect(headFault(get, head({ headers: { ...headers, date: 'Tue', 'x-amzn-requestid': '2' } }))).toBeUndefined();
  });

  it.each([429, 502, 503, 504])('says nothing beside an overload: %s', (status) => {
    expect(headFault({ ...get, status }, head())).toBeUndefined();
    expect(headFault(get, head({ status, headers: {} }))).toBeUndefined();
  });

  it.each<[string, Partial<Answer>, string]>([
    ['with content', { text: '{}' }, 'answers HEAD with content'],
    ['with another status', { status: 404 }, 'answers HEAD with 404, and GET with 200'],
    [
      'with another header',
      { headers: { ...headers, etag: '"2"' } },
      'answers HEAD with another etag ("2") than GET ("1")',
    ],
    [
      'with a header less',
      { headers: { 'content-type': 'application/json', 'content-length': '2' } },
      'answers HEAD with another etag (none) than GET ("1")',
    ],
    [
      'with a header more',
      { headers: { ...headers, allow: 'GET' } },
      'answers HEAD with another allow (GET) than GET (none)',
    ],
  ])('fails %s', (_, over, fault) => {
    expect(headFault(get, head(over))).toBe(fault);
  });
});
