import { describe, expect, it } from '@jest/globals';
import { frontDoorReply } from '../../../local/apigateway/front-door.ts';

const overflow = 'HPE_HEADER_OVERFLOW';

describe('what is refused before a request is read', () => {
  it("is a problem document where the API's errors are, and a message as of AWS elsewhere", () => {
    const own = frontDoorReply(overflow, 'id', { gatewayResponses: { DEFAULT_4XX: { headers: {} } } });
    const plain = frontDoorReply(overflow, 'id', { gatewayResponses: {} });

    expect([own?.status, plain?.status, plain?.body]).toEqual([
      431,
      431,
      '{"message":"Request header fields too large"}',
    ]);
    expect(own?.headers[0]).toEqual(['Content-Type', 'application/problem+json']);
  });

  it('is nothing of its own for a malformed request', () => {
    expect(frontDoorReply('HPE_INVALID_METHOD', 'id', { gatewayResponses: {} })).toBeUndefined();
  });
});
