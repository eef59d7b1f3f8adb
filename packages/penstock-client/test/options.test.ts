import { describe, expect, it } from '@jest/globals';
import { Client } from '../index.ts';

describe('the options of a client', () => {
  it.each([
    'https://api.example.com',
    'https://api.example.com/shop/',
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])('take the base URL %s', (baseUrl) => {
    expect(() => new Client({ baseUrl })).not.toThrow();
  });

  it.each([
    ['api.example.com', 'received "api.example.com", expected an absolute URL'],
    ['http://api.example.com', 'received http://api.example.com, expected https, or http to this machine'],
    ['http://127.0.0.1.example.com', 'expected https, or http to this machine'],
    ['ftp://localhost', 'expected https, or http to this machine'],
    ['https://user:password@api.example.com', 'expected no user, query or fragment in it'],
    ['https://api.example.com?stage=dev', 'expected no user, query or fragment in it'],
    ['https://api.example.com#x', 'expected no user, query or fragment in it'],
  ])('fail with the base URL %s', (baseUrl, message) => {
    expect(() => new Client({ baseUrl })).toThrow(message);
  });

  it('fail with every mistake at once', () => {
    const retry = { maximumAttempts: 0, initialIntervalMs: -1, maximumIntervalMs: 2_147_483_648 };
    const options = { baseUrl: 'https://a.example', deadlineMs: 0, attemptTimeoutMs: 2.5, retry };

    expect(() => new Client(options)).toThrow(
      new TypeError(
        [
          'The client cannot take its options:',
          'deadlineMs: received 0, expected a whole number of 1 to 2147483647',
          'attemptTimeoutMs: received 2.5, expected a whole number of 1 to 2147483647',
          'retry.maximumAttempts: received 0, expected a whole number of 1 to 100',
          'retry.initialIntervalMs: received -1, expected a whole number of 0 to 2147483647',
          'retry.maximumIntervalMs: received 2147483648, expected a whole number of 0 to 2147483647',
        ].join('\n  '),
      ),
    );
  });
});
