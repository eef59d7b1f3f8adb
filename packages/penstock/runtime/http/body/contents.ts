import type { BodyContract, OperationContract } from '../../operation-contract.ts';

type RequestBody = NonNullable<OperationContract['requestBody']>;

export const contentsOf = (body: RequestBody): readonly BodyContract<unknown>[] => [body, ...(body.others ?? [])];

/** The media types of a body as `Accept` and its kin list them (RFC 9110, 12.5.1). */
export const typesOf = (body: RequestBody): string =>
  contentsOf(body)
    .map(({ mediaType }) => mediaType)
    .join(', ');

/** What a contract says of a media type: by its name, else by a range that it is in, the narrower first. */
export function contentFor(body: RequestBody, essence: string): BodyContract<unknown> | undefined {
  const [type] = essence.split('/');
  const contents = contentsOf(body);
  return [essence, `${type}/*`, '*/*']
    .map((wanted) => contents.find(({ mediaType }) => mediaType === wanted))
    .find((content) => content !== undefined);
}
