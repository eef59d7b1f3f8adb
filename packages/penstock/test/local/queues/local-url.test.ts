import { describe, expect, it } from '@jest/globals';
import { localQueueUrl } from '../../../local/queues/local-url.ts';

const endpoint = 'http://127.0.0.1:4000';
const local = (value: string) => localQueueUrl(value, endpoint, 'eu-west-1');

describe('the URL of a queue', () => {
  it('leads to the local endpoint', () => {
    expect(local('https://sqs.eu-west-1.amazonaws.com/000000000000/work')).toBe(`${endpoint}/000000000000/work`);
  });

  it.each([
    'https://sqs.eu-west-2.amazonaws.com/000000000000/work',
    'https://sqs.eu-west-1.amazonaws.com/000000000000/work/more',
    'https://sqs.eu-west-1.amazonaws.com/',
    'see https://sqs.eu-west-1.amazonaws.com/000000000000/work',
  ])('stays as it is where it is none of this region: %s', (value) => {
    expect(local(value)).toBe(value);
  });
});
