import type { APIGatewayProxyResult } from 'aws-lambda';

/**
 * Bytes of JSON that a function may answer with. The quota says 6 MB; the figure is the one in Lambda's own error,
 * "Response payload size exceeded maximum allowed payload size (6291556 bytes)".
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_RESPONSE_BYTES = 6_291_556;

/** The most bytes that one UTF-16 unit of text becomes in JSON: a control character or half a surrogate pair, escaped. */
const MOST_BYTES_A_UNIT = 6;

/** Bytes of the whole response as Lambda counts it: as the JSON text that the runtime makes of it, in UTF-8. */
export const responseBytes = (response: APIGatewayProxyResult): number => Buffer.byteLength(JSON.stringify(response));

/** Whether Lambda would refuse the response for its size. Only what might be too long is measured. */
export function isTooLong(response: APIGatewayProxyResult): boolean {
  const units = response.body.length + headUnits(response);
  return units * MOST_BYTES_A_UNIT > MAX_RESPONSE_BYTES && responseBytes(response) > MAX_RESPONSE_BYTES;
}

/** Of the status and the headers, with the quotation marks and commas around them. */
const headUnits = ({ headers = {} }: APIGatewayProxyResult): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + String(value).length + 8, 64);
