/** @fresh-modules the runtime of a consumer reads the environment once. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { lambdaConsumerRuntime } from '../../../runtime/queue/runtime.ts';
import { message } from '../../../testkit/consumer-runtime.ts';
import { answer, startServer } from '../../../testkit/http-server.ts';

const keep = { ...process.env };
let stop: () => Promise<void> = async () => {};
afterEach(async () => {
  process.env = { ...keep };
  await stop();
});
const environment = (endpoint: string) => ({
  PENSTOCK_STAGE: 'test',
  POWERTOOLS_SERVICE_NAME: 'greet',
  POWERTOOLS_METRICS_NAMESPACE: 'Greetings',
  QUEUE_URL: `${endpoint}/1/work`,
  QUEUE_DLQ_URL: `${endpoint}/1/dead`,
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

describe('the runtime of a deployed consumer', () => {
  it('fails without what the environment has to say, each by its name', () => {
    process.env = {};

    expect(lambdaConsumerRuntime).toThrow(
      'Missing environment variables: PENSTOCK_STAGE, POWERTOOLS_METRICS_NAMESPACE, QUEUE_URL, QUEUE_DLQ_URL',
    );
  });

  it('has the queues, the stage and the clock of its environment', async () => {
    const MD5OfMessageBody = createHash('md5').update('x').digest('hex');
    const service = await startServer((_request, response) => answer(response, 200, { MD5OfMessageBody }));
    stop = service.close;
    Object.assign(process.env, environment(service.url));
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);

    const runtime = lambdaConsumerRuntime();
    runtime.metric({
      consumer: 'greet',
      messageId: 'm-1',
      correlationId: 'c-1',
      outcome: 'handled',
      duration: 1,
      age: 2,
      unforeseen: false,
      coldStart: false,
    });
    const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)));
    written.mockRestore();
    await runtime.queue.postpone(message('x'), 5);
    await runtime.queue.moveToDeadLetterQueue(message('x'), {
      reason: 'r',
      detail: 'd',
      consumer: 'greet',
      attempts: 1,
    });

    expect(lines).toMatchObject([{ Stage: 'test', Consumer: 'greet' }]);
    expect(service.received.map(({ headers, body }) => [headers['x-amz-target'], JSON.parse(body).QueueUrl])).toEqual([
      ['AmazonSQS.ChangeMessageVisibility', `${service.url}/1/work`],
      ['AmazonSQS.SendMessage', `${service.url}/1/dead`],
      ['AmazonSQS.DeleteMessage', `${service.url}/1/work`],
    ]);
    expect([runtime.now, runtime.random]).toEqual([Date.now, Math.random]);
  });
});
