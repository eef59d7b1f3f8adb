/** What an integration's URI says, and what is wrong with it for its transfer mode. */
export interface IntegrationUri {
  /** Empty where the URI names none. */
  readonly functionArn: string;
  readonly problem?: string;
}

const buffered = '2015-03-31/functions/<function ARN>/invocations';
const streaming = '2021-11-15/functions/<function ARN>/response-streaming-invocations';
const shape = /:lambda:path\/(\d{4}-\d\d-\d\d)\/functions\/(.+)\/((?:response-streaming-)?invocations)$/;

/**
 * Reads the URI of a Lambda integration. Each transfer mode has an action of its own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function readUri(uri: unknown, streams: boolean): IntegrationUri {
  if (typeof uri !== 'string') return { functionArn: '' };
  const [, version = '', functionArn = '', action = ''] = shape.exec(uri) ?? [];
  const expected = streams ? streaming : buffered;
  if (`${version}/functions/<function ARN>/${action}` === expected) return { functionArn };
  const mode = streams ? 'STREAM' : 'BUFFERED';
  return {
    functionArn,
    problem: `expected an URI that ends with ${expected} for the transfer mode ${mode}, received ${uri}.`,
  };
}
