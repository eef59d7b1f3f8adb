import { describe, expect, it } from '@jest/globals';
import {
  fromTracingHeader,
  normalTraceparent,
  toTracingHeader,
  traceIdOf,
} from '../../../runtime/telemetry/traceparent.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const header = 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1';

describe('a trace', () => {
  it('is the same in both forms', () => {
    expect(toTracingHeader(traceparent)).toBe(header);
    expect(fromTracingHeader(header)).toBe(traceparent);
    expect(traceIdOf(traceparent)).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });

  it('says whether it is sampled, whatever other flags are set', () => {
    expect(toTracingHeader(traceparent.replace(/01$/, '02'))).toMatch(/Sampled=0$/);
    expect(toTracingHeader(traceparent.replace(/01$/, '03'))).toMatch(/Sampled=1$/);
    expect(fromTracingHeader(header.replace('Sampled=1', 'Sampled=0'))).toMatch(/-00$/);
    expect(fromTracingHeader('Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7')).toMatch(/-00$/);
    expect(toTracingHeader(traceparent.replace(/01$/, '11'))).toMatch(/Sampled=1$/);
    expect(toTracingHeader(traceparent.replace(/01$/, '10'))).toMatch(/Sampled=0$/);
  });

  it.each([
    ['version 00', traceparent],
    ['a later version', traceparent.replace(/^00/, '01')],
    ['a later version with more to say', `${traceparent.replace(/^00/, 'cc')}-${'x'.repeat(2000)}`],
  ])('is handed on in 55 characters: %s', (_case, value) => {
    expect(normalTraceparent(value)).toBe(traceparent);
    expect(traceIdOf(value)).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(toTracingHeader(value)).toBe(header);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['a zero trace', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['a zero parent', `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`],
    ['something before it', `x${traceparent}`],
    ['a version of one digit', traceparent.slice(1)],
    ['flags of one digit', traceparent.slice(0, -1)],
    ['flags of three digits', `${traceparent}1`],
    ['version ff', traceparent.replace(/^00/, 'ff')],
    ['capitals', traceparent.toUpperCase()],
    ['more than version 00 has', `${traceparent}-more`],
  ])('fails for a traceparent: %s', (_case, value) => {
    expect([normalTraceparent(value), traceIdOf(value), toTracingHeader(value)]).toEqual(Array(3).fill(undefined));
  });

  it.each([
    ['none', undefined],
    ['without a parent', 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Sampled=0'],
    ['without a root', 'Parent=00f067aa0ba902b7'],
    ['of another kind', 'Self=1-2;;='],
    ['whose root has more before it', header.replace('Root=', 'Root=x')],
    ['whose root has more behind it', header.replace(';Parent', '0;Parent')],
    ['whose parent has more before it', header.replace('Parent=', 'Parent=0')],
    ['whose parent has more behind it', header.replace(';Sampled', '0;Sampled')],
  ])('fails for a tracing header: %s', (_case, value) => {
    expect(fromTracingHeader(value)).toBeUndefined();
  });
});
