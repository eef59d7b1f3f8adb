import { afterEach, describe, expect, it } from '@jest/globals';
import { parameter, validator } from '../contract.ts';
import { run } from '../run-operation.ts';

const keep = process.env._X_AMZN_TRACE_ID;
afterEach(() => {
  if (keep === undefined) delete process.env._X_AMZN_TRACE_ID;
  else process.env._X_AMZN_TRACE_ID = keep;
});
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('the trace that a handler hands on', () => {
  it('is the caller’s', async () => {
    const { seen, lines } = await run({ event: { headers: { traceparent } } });

    expect([seen?.traceparent, lines[0]?.fields.traceId]).toEqual([traceparent, '4bf92f3577b34da6a3ce929d0e0e4736']);
  });

  it('is Lambda’s where the caller has none, and is not logged: X-Ray has it', async () => {
    process.env._X_AMZN_TRACE_ID = 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1';

    const { seen, lines } = await run();

    expect(seen?.traceparent).toBe(traceparent);
    expect(lines[0]?.fields).not.toHaveProperty('traceId');
  });

  it('is none where there is none', async () => {
    delete process.env._X_AMZN_TRACE_ID;

    expect((await run()).seen).not.toHaveProperty('traceparent');
  });

  it('is none where the caller sends two', async () => {
    delete process.env._X_AMZN_TRACE_ID;

    expect((await run({ event: { headers: { traceparent: [traceparent, traceparent] } } })).seen).not.toHaveProperty(
      'traceparent',
    );
  });
});

describe('the caller’s correlation id', () => {
  const refuse = parameter({
    name: 'x-correlation-ID',
    in: 'header',
    type: 'string',
    validate: validator(() => false),
  });
  const other = parameter({ name: 'other', in: 'header', type: 'string', validate: validator(() => false) });

  it.each([
    ['is sent twice', { headers: { 'X-Correlation-Id': ['a', 'b'] } }, {}, 'may be sent only once'],
    ['is empty', { headers: { 'X-Correlation-Id': '' } }, {}, 'must be 1 to 128 of A-Z a-z 0-9 . _ : / + = @ and -'],
    [
      'is too long',
      { headers: { 'X-Correlation-Id': 'x'.repeat(129) } },
      {},
      'must be 1 to 128 of A-Z a-z 0-9 . _ : / + = @ and -',
    ],
    [
      'is not what the contract takes',
      { headers: { 'X-Correlation-Id': 'a' } },
      { parameters: [other, refuse] },
      'must be 1 to 128 of A-Z a-z 0-9 . _ : / + = @ and -',
    ],
  ])('fails when it %s', async (_case, event, contract, detail) => {
    const { status, json, headers } = await run({ event, contract });

    expect([status, json.detail]).toEqual([400, `The header X-Correlation-Id ${detail}.`]);
    expect(json.errors).toEqual([{ parameter: 'X-Correlation-Id', detail }]);
    expect(headers['X-Correlation-Id']).toBe('r-1');
  });

  it('is not held to what the contract says of other headers', async () => {
    const event = { headers: { 'X-Correlation-Id': 'mine' } };

    expect((await run({ contract: { parameters: [other] }, event })).headers['X-Correlation-Id']).toBe('mine');
  });

  it('may have 128 characters', async () => {
    const id = 'x'.repeat(128);

    expect((await run({ event: { headers: { 'X-Correlation-Id': id } } })).headers['X-Correlation-Id']).toBe(id);
  });
});
