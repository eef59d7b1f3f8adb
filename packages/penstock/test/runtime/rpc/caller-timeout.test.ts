import { expect, it } from '@jest/globals';
import { clampTimeouts } from '../../../runtime/rpc/caller-timeout.ts';

it.each<[string, string, string]>([
  ['connect-timeout-ms', '2799', '2799'],
  ['connect-timeout-ms', '2800', '2800'],
  ['connect-timeout-ms', '2801', '2800'],
  ['connect-timeout-ms', '99999999999', '99999999999'],
  ['connect-timeout-ms', 'soon', 'soon'],
  ['grpc-timeout', '2S', '2S'],
  ['grpc-timeout', '3S', '2800m'],
  ['grpc-timeout', '1H', '2800m'],
  ['grpc-timeout', '2800m', '2800m'],
  ['grpc-timeout', '2801m', '2800m'],
  ['grpc-timeout', '99999999u', '2800m'],
  ['grpc-timeout', '99999999n', '99999999n'],
  ['grpc-timeout', '1X', '1X'],
])('makes of %s: %s at most what the method takes: %s', (name, given, expected) => {
  const headers = new Headers({ [name]: given });
  clampTimeouts(headers, 2800);
  expect(headers.get(name)).toBe(expected);
});
