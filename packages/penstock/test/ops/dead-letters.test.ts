import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listDeadLetters } from '../../ops/dlq/list.ts';
import { redrive } from '../../ops/dlq/redrive.ts';
import { showDeadLetters } from '../../ops/dlq/show.ts';
import { delivering, labelled, type OpsStage, recorded, registered, startStage } from './support.ts';

let stage: OpsStage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const because = (reason: string) => ({ reason, detail: `because ${reason}`, consumer: 'printLabel', attempts: '3' });
const yes = { dryRun: false, yes: true };

describe('dlq list', () => {
  it('shows every queue, how many wait, since when and why', async () => {
    await stage.send('labels-dlq', registered('par_1'), {
      ...because('malformed'),
      sentAt: '2026-11-22T10:00:00.000Z',
    });
    await stage.send('labels-dlq', registered('par_2'), because('malformed'));
    await stage.send('labels', registered('par_3'));
    await stage.exhaust('labels');
    const console = recorded();
    await listDeadLetters(stage, console, Date.parse('2026-11-22T13:20:00Z'));
    expect(console.lines.join('\n')).toBe(
      [
        'queue                 messages      oldest  reasons',
        'labels-dlq                   3  3 h 20 min  malformed (2), receive-count (1)',
        'relay-failures               0',
        'undelivered                  0',
        'webhook-delivery-dlq         0',
      ].join('\n'),
    );
  });

  it('takes no queue for its own that is of another stage, or is no dead-letter queue', async () => {
    const ofOther = ['eu-labels-dlq', 'eu-labels', 'eu-undelivered', 'eu-relay-failures'];
    const other = await startStage([...ofOther, 'mail-undelivered', 'audit-relay-failures', 'gone-dlq']);
    const console = recorded();
    await listDeadLetters(other, console);
    await other.close();
    expect(console.lines.join('\n').match(/^[\w-]+(?= +0$)/gm)).toEqual([
      'labels-dlq',
      'relay-failures',
      'undelivered',
      'webhook-delivery-dlq',
    ]);
  });

  it('fails when it is stopped, and leaves every message to be seen', async () => {
    await stage.send('labels-dlq', registered('par_1'), because('malformed'));
    const stopped = recorded();
    stopped.stop();
    await expect(listDeadLetters(stage, stopped)).rejects.toThrow('Stopped. Nothing was changed.');
    await expect(showDeadLetters(stage, { queue: 'labels', max: 10, json: false }, stopped)).rejects.toThrow(
      'Stopped. Nothing was changed.',
    );
    const console = recorded();
    await showDeadLetters(stage, { queue: 'labels', max: 10, json: false }, console);
    expect(console.lines.at(-1)).toBe('1 of 1 in labels-dlq, stage local.');
  });

  it('leaves every message where it is', async () => {
    await stage.send('labels-dlq', registered('par_1'), because('malformed'));
    await listDeadLetters(stage, recorded());
    await listDeadLetters(stage, recorded());
    const console = recorded();
    await showDeadLetters(stage, { queue: 'labels', max: 10, json: false }, console);
    expect(console.lines.at(-1)).toBe('1 of 1 in labels-dlq, stage local.');
  });
});

describe('dlq show', () => {
  it('tells the reason, the attempts, the correlation id and the event', async () => {
    await stage.send('labels-dlq', registered('par_1'), because('invalid'));
    const console = recorded();
    await showDeadLetters(stage, { queue: 'labels-dlq', max: 10, json: false }, console);
    expect(console.lines.join('\n')).toMatch(
      /reason: +invalid: because invalid\nconsumer: +printLabel\nattempts: +3\n/,
    );
    expect(console.lines.join('\n')).toMatch(
      /correlation id: corr-par_1\nevent: +parcels\.parcel\.registered\.v1 par_1_1\nbody: +{"spec/,
    );
  });

  it('tells of a message that SQS moved what its queue allows, and nothing of a burial before', async () => {
    await stage.send('labels-dlq', registered('par_1'), {
      ...because('malformed'),
      sentAt: '2026-11-20T10:00:00.000Z',
    });
    await redrive(stage, { queue: 'labels', ...yes }, recorded());
    await stage.exhaust('labels');
    const console = recorded();
    await showDeadLetters(stage, { queue: 'labels-dlq', max: 10, json: true }, console);
    const [deadLetter] = console.lines.map((line) => JSON.parse(line));
    expect(deadLetter).toMatchObject({ reason: 'receive-count', attempts: 2, event: { id: 'par_1_1' } });
    expect(deadLetter).not.toHaveProperty('detail');
    expect(deadLetter.sentAt).not.toContain('2026-11-20');
  });

  it('calls the reason unknown where whoever sent a message says none', async () => {
    await stage.send('labels-dlq', registered('par_1'));
    const console = recorded();
    await showDeadLetters(stage, { queue: 'labels-dlq', max: 10, json: true }, console);
    const [deadLetter] = console.lines.map((line) => JSON.parse(line));
    expect(deadLetter.reason).toBe('unknown');
    expect(deadLetter).not.toHaveProperty('attempts');
  });

  it('tells of a delivery which event it carries, and its own type where it carries none', async () => {
    await stage.send('webhook-delivery-dlq', delivering(labelled('par_1')), because('invalid'));
    await stage.send('webhook-delivery-dlq', { ...delivering(labelled('par_2')), data: {} }, because('malformed'));
    const console = recorded();
    await showDeadLetters(stage, { queue: 'webhook-delivery', max: 10, json: true }, console);
    expect(console.lines.map((line) => JSON.parse(line).event)).toEqual([
      { id: 'par_1_2', type: 'parcels.parcel.labelled.v1', correlationId: 'corr-par_1', tenant: 'globex' },
      {
        id: 'dlv_par_2_2',
        type: 'webhooks.delivery.requested.v1',
        correlationId: 'corr-par_2',
        tenant: 'globex',
      },
    ]);
  });

  it('does not let a message speak to the terminal', async () => {
    await stage.send('labels-dlq', 'not JSON \t and \u009b31m red');
    const console = recorded();
    await showDeadLetters(stage, { queue: 'labels-dlq', max: 10, json: false }, console);
    expect(console.lines.join('\n')).toContain('not JSON \\u0009 and \\u009b31m red');
  });

  it('prints one JSON object a message for other programs', async () => {
    await stage.send('labels-dlq', registered('par_1'), because('invalid'));
    const console = recorded();
    await showDeadLetters(stage, { queue: 'labels-dlq', max: 10, json: true }, console);
    expect(console.lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        reason: 'invalid',
        attempts: 3,
        event: { id: 'par_1_1', type: 'parcels.parcel.registered.v1', tenant: 'globex' },
      },
    ]);
  });

  it('shows at most as many as asked for', async () => {
    for (const parcel of ['par_1', 'par_2', 'par_3']) await stage.send('labels-dlq', registered(parcel));
    const console = recorded();
    await showDeadLetters(stage, { queue: 'labels-dlq', max: 2, json: false }, console);
    expect(console.lines.at(-1)).toBe('2 of 3 in labels-dlq, stage local.');
  });

  it('fails on an unknown queue with those there are', async () => {
    await expect(showDeadLetters(stage, { queue: 'invoices', max: 1, json: false }, recorded())).rejects.toThrow(
      'There is no dead-letter queue "invoices" in stage local. There are: labels-dlq, relay-failures, undelivered, webhook-delivery-dlq.',
    );
  });
});

describe('dlq redrive', () => {
  it('moves all by a task of SQS, those too that a consumer put there itself', async () => {
    for (let parcel = 0; parcel < 12; parcel++)
      await stage.send('labels-dlq', registered(`par_${parcel}`), because('x'));
    const console = recorded();
    await redrive(stage, { queue: 'labels-dlq', ...yes }, console);
    expect(console.lines.at(0)).toBe('All 12 messages from labels-dlq to penstock-local-labels, stage local.');
    expect(console.lines.at(-1)).toBe('~ 12 of 12 moved');
    expect(await stage.bodies('labels')).toHaveLength(12);
    expect(await stage.bodies('labels-dlq')).toEqual([]);
  });

  it('moves only what the filter takes, the body as it came and without how it failed', async () => {
    await stage.send('labels-dlq', registered('par_1'), because('malformed'));
    await stage.send('labels-dlq', labelled('par_2'), because('malformed'));
    const console = recorded();
    await redrive(stage, { queue: 'labels-dlq', filter: 'parcels.parcel.labelled.v1', ...yes }, console);
    expect(await stage.bodies('labels')).toEqual([labelled('par_2')]);
    expect(await stage.bodies('labels-dlq')).toEqual([registered('par_1')]);
    const [moved] = await stage.queues.messages('penstock-local-labels');
    expect(JSON.stringify(moved)).not.toContain('malformed');
  });

  it('filters by the reason, and by how a type begins', async () => {
    await stage.send('labels-dlq', registered('par_1'), because('malformed'));
    await stage.send('labels-dlq', labelled('par_2'), because('invalid'));
    await redrive(stage, { queue: 'labels', filter: 'parcels.*', reason: 'invalid', ...yes }, recorded());
    expect(await stage.bodies('labels')).toEqual([labelled('par_2')]);
  });

  it('filters deliveries by the event that they carry, and moves the whole delivery', async () => {
    await stage.send('webhook-delivery-dlq', delivering(registered('par_1')), because('invalid'));
    await stage.send('webhook-delivery-dlq', delivering(labelled('par_2')), because('invalid'));
    await redrive(stage, { queue: 'webhook-delivery', filter: 'parcels.parcel.labelled.*', ...yes }, recorded());
    expect(await stage.bodies('webhook-delivery')).toEqual([delivering(labelled('par_2'))]);
    expect(await stage.bodies('webhook-delivery-dlq')).toEqual([delivering(registered('par_1'))]);
  });

  it('keeps the group of a fair queue', async () => {
    await stage.send('webhook-delivery-dlq', { type: 'webhooks.delivery.requested.v1' }, because('gone'), 'whe_1');
    await redrive(stage, { queue: 'webhook-delivery', reason: 'gone', ...yes }, recorded());
    const { body } = await stage.queues.call('ReceiveMessage', {
      QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/000000000000/penstock-local-webhook-delivery',
      MessageSystemAttributeNames: ['All'],
    });
    expect(body).toMatchObject({ Messages: [{ Attributes: { MessageGroupId: 'whe_1' } }] });
  });

  it('sends an event that the bus could not deliver to where it was meant for, as the rule would', async () => {
    const event = { 'detail-type': 'parcels.parcel.registered.v1', detail: registered('par_1') };
    const TARGET_ARN = 'arn:aws:sqs:eu-west-1:000000000000:penstock-local-labels';
    await stage.send('undelivered', event, { ERROR_CODE: 'NO_PERMISSIONS', TARGET_ARN });
    await redrive(stage, { queue: 'undelivered', ...yes }, recorded());
    expect(await stage.bodies('labels')).toEqual([registered('par_1')]);
    expect(await stage.bodies('undelivered')).toEqual([]);
  });

  it('sends what is no event of the bus as it is, and keeps what names no queue', async () => {
    const TARGET_ARN = 'arn:aws:sqs:eu-west-1:000000000000:penstock-local-labels';
    const function_ = 'arn:aws:lambda:eu-west-1:000000000000:function:penstock-local-x';
    await stage.send('undelivered', registered('par_1'), { TARGET_ARN });
    await stage.send('undelivered', registered('par_2'));
    await stage.send('undelivered', registered('par_3'), { TARGET_ARN: function_ });
    await stage.send('undelivered', '"no object"', { TARGET_ARN });
    await stage.send('undelivered', 'not JSON', { TARGET_ARN });
    const console = recorded();
    await redrive(stage, { queue: 'undelivered', ...yes }, console);
    const moved = (await stage.queues.messages('penstock-local-labels')).map(({ body }) => body);
    expect(moved.toSorted()).toEqual(['"no object"', 'not JSON', JSON.stringify(registered('par_1'))]);
    expect(await stage.bodies('undelivered')).toEqual([registered('par_2'), registered('par_3')]);
    expect(console.lines.at(-1)).toBe('3 moved, 2 kept.');
  });

  it('fails for an event whose queue is gone, which it names', async () => {
    const TARGET_ARN = 'arn:aws:sqs:eu-west-1:000000000000:penstock-local-refunds';
    await stage.send('undelivered', registered('par_1'), { TARGET_ARN });
    await expect(redrive(stage, { queue: 'undelivered', ...yes }, recorded())).rejects.toThrow(
      'There is no queue penstock-local-refunds.',
    );
    expect(await stage.bodies('undelivered')).toHaveLength(1);
  });

  it('says what it would do and changes nothing on a dry run', async () => {
    await stage.send('labels-dlq', registered('par_1'), because('malformed'));
    const console = recorded();
    await redrive(stage, { queue: 'labels', filter: 'parcels.parcel.*', dryRun: true, yes: false }, console);
    expect(console.lines).toEqual([
      'The messages that are of type parcels.parcel.*: 1 of 1 from labels-dlq to penstock-local-labels, stage local.',
      'Dry run: nothing was changed.',
    ]);
    expect(await stage.bodies('labels')).toEqual([]);
  });

  it('asks on a terminal, and takes anything but yes for no', async () => {
    await stage.send('labels-dlq', registered('par_1'));
    await expect(redrive(stage, { queue: 'labels', dryRun: false, yes: false }, recorded('n'))).rejects.toThrow(
      'Nothing was changed.',
    );
    await redrive(stage, { queue: 'labels', dryRun: false, yes: false }, recorded('y'));
    expect(await stage.bodies('labels')).toEqual([registered('par_1')]);
  });

  it('fails without a terminal and without --yes', async () => {
    await stage.send('labels-dlq', registered('par_1'));
    await expect(redrive(stage, { queue: 'labels', dryRun: false, yes: false }, recorded())).rejects.toThrow(
      'There is no terminal to confirm on',
    );
  });

  it('fails when the filter takes nothing, with what there is', async () => {
    await stage.send('labels-dlq', registered('par_1'), because('malformed'));
    await expect(redrive(stage, { queue: 'labels', filter: 'parcels.labelled', ...yes }, recorded())).rejects.toThrow(
      'No message in labels-dlq is of type parcels.labelled. There are: parcels.parcel.registered.v1 (malformed).',
    );
  });

  it('fails for changes of items, which no queue takes', async () => {
    await stage.send('relay-failures', { reason: 'oversize' });
    await expect(redrive(stage, { queue: 'relay-failures', ...yes }, recorded())).rejects.toThrow(
      'docs/runbooks/dlq-not-empty.md',
    );
  });

  it('says so when there is nothing to send back', async () => {
    const console = recorded();
    await redrive(stage, { queue: 'labels', ...yes }, console);
    expect(console.lines).toEqual(['labels-dlq is empty: there is nothing to send back.']);
  });
});
