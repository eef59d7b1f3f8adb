import { type GatewayRequest, header } from './request-context.ts';

/** What the gateway takes content for that comes without a Content-Type. */
const byDefault = 'application/json';

/** `type/subtype` of a Content-Type, or of the first type that an Accept header lists: the gateway looks at no other. */
export function mediaTypeOf(request: GatewayRequest, name: 'accept' | 'content-type'): string {
  const first = (header(request, name) ?? byDefault).split(',')[0] ?? '';
  return (first.split(';')[0] ?? '').trim();
}

/**
 * Whether the API treats a media type as binary; `*` stands for any type or subtype.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export function isBinary(mediaType: string, binaryMediaTypes: readonly string[]): boolean {
  const [type, subtype] = mediaType.split('/');
  return binaryMediaTypes.some((binary) => {
    const [anyType, anySubtype] = binary.split('/');
    return (anyType === '*' || anyType === type) && (anySubtype === '*' || anySubtype === subtype);
  });
}
