import { describe, expect, it } from '@jest/globals';
import { endpointId } from '../../../runtime/webhooks/endpoints/endpoint-id.ts';
import { isListPosition, listPosition } from '../../../runtime/webhooks/endpoints/endpoint-repository.ts';

const id = endpointId('acme', 'createEndpoint', 'key-1');
const position = listPosition({ createdAt: '2026-11-22T12:00:00.000Z', id });

describe('the list position of an endpoint', () => {
  it('is the time and the id of the endpoint', () => {
    expect(position).toBe(`2026-11-22T12:00:00.000Z#${id}`);
    expect(isListPosition(position)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['of something else', position.replace('whe_', 'del_')],
    ['without a time', `#${id}`],
    ['without an id', position.slice(0, -30)],
    ['without the end of an id', position.slice(0, -1)],
    ['longer than a position', `${position}0`],
    ['led by another text', `0${position}`],
  ])('is not what is %s', (_case, text) => {
    expect(isListPosition(text)).toBe(false);
  });
});
