import { describe, expect, it } from '@jest/globals';
import { exampleAnswer } from '../../../runtime/http/example-answer.ts';
import type { OperationContract } from '../../../runtime/operation-contract.ts';

const contract = { operationId: 'getParcel' } as OperationContract;
const answers = [
  { status: 200, mediaType: 'application/json', body: { id: 1 } },
  { status: 200, mediaType: 'image/png', body: new Uint8Array([1]) },
];
type Request = Parameters<ReturnType<typeof exampleAnswer>>[0];
const asked = (accepted?: string) => ({ ...(accepted !== undefined && { accepted }) }) as Request;

describe('an example in the place of an answer', () => {
  it('is the first of them, or the one of the media type that the caller would rather have', async () => {
    const give = exampleAnswer(contract, answers);
    expect(await give(asked())).toEqual(answers[0]);
    expect(await give(asked('image/png'))).toEqual(answers[1]);
    expect(await give(asked('image/*'))).toEqual(answers[1]);
    expect(await give(asked('text/plain'))).toEqual(answers[0]);
  });

  it('is a stream that ends after its events', async () => {
    const { events } = await exampleAnswer(contract, [{ status: 200, events: [{ data: 1 }, { data: 2 }] }])(asked());
    const seen: unknown[] = [];
    for await (const { data } of events ?? []) seen.push(data);
    expect(seen).toEqual([1, 2]);
  });

  it('fails where there is none', async () => {
    await expect(exampleAnswer(contract, [])(asked())).rejects.toThrow('getParcel has no example of an answer');
  });
});
