import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { object } from '../../local/json.ts';
import { drillBacklog } from '../../ops/drill/backlog.ts';
import { readDrill } from '../../ops/drill/command-line.ts';
import { drillDeadLetters } from '../../ops/drill/dlq.ts';
import type { StageFaults } from '../../ops/drill/faults.ts';
import { type OpsStage, recorded, startStage } from './support.ts';

let stage: OpsStage;
let consumer: { stop(): Promise<void> };
/** Whether the consumer's invocations are refused, and what became of the faults. */
let throttled = false;
const asked: string[] = [];
const faults: StageFaults = {
  areSet: async () => throttled,
  set: async (plan) => {
    asked.push(`set ${JSON.stringify(plan)}`);
    throttled = true;
  },
  clear: async () => {
    asked.push('clear');
    throttled = false;
  },
};

beforeEach(async () => {
  throttled = false;
  asked.length = 0;
  stage = await startStage();
  consumer = startConsumer();
});
afterEach(async () => {
  await consumer.stop();
  await stage.close();
});

const urlOf = (name: string) => String(stage.queues.definitions.find((one) => one.name.endsWith(`-${name}`))?.url);

/** Moves what it cannot read to the dead-letter queue, as a consumer of the kit does. */
function startConsumer() {
  let open = true;
  const work = async () => {
    while (open) {
      const reply = throttled ? {} : (await stage.queues.call('ReceiveMessage', { QueueUrl: urlOf('labels') })).body;
      for (const message of Object.values(object(object(reply)).Messages ?? []).map(object)) {
        await stage.send('labels-dlq', String(message.Body), { reason: 'malformed' });
        const { ReceiptHandle } = message;
        await stage.queues.call('DeleteMessage', { QueueUrl: urlOf('labels'), ReceiptHandle });
      }
      await sleep(5);
    }
  };
  const working = work();
  return {
    stop: async () => {
      open = false;
      await working;
    },
  };
}

/** Lets time pass where a drill waits. */
function person(answer?: string) {
  const console = recorded(answer);
  return { ...console, pause: () => sleep(10) };
}

const options = { queue: 'labels', count: 12, yes: true };

describe('a drill of dead letters', () => {
  it('makes them, shows them, sends them back, and removes them when they come again', async () => {
    await stage.send('labels-dlq', { id: 'of somebody else' });
    const console = person();
    await drillDeadLetters(stage, options, console);
    const printed = console.lines.join('\n');

    expect(printed.match(/^\$ .*$/gm)?.map((line) => line.replace(/--id \S+/, '--id IDS'))).toEqual([
      '$ (the drill sends 12 messages to penstock-local-labels that are no events)',
      '$ npm run events -- dlq list --local',
      '$ npm run events -- dlq show labels-dlq --local',
      '$ npm run events -- dlq redrive labels-dlq --id IDS --local',
      '$ npm run events -- dlq drop labels-dlq --id IDS --local',
      '$ npm run events -- dlq list --local',
    ]);
    expect(printed).toMatch(/12 moved/);
    expect(printed).toMatch(/12 deleted/);
    expect(await stage.bodies('labels')).toEqual([]);
    expect(await stage.bodies('labels-dlq')).toEqual([{ id: 'of somebody else' }]);
  });

  it('ends where the person wants it to, and says what is left', async () => {
    await expect(drillDeadLetters(stage, { ...options, yes: false }, person('q'))).rejects.toThrow(
      'The drill ends here. What it sent is in labels-dlq.',
    );
    expect(await stage.bodies('labels-dlq')).toEqual([]);
  });

  it.each([
    ['there is nobody to ask', { ...options, yes: false }, 'There is no terminal to walk through on'],
    ['there is no such queue', { ...options, queue: 'nowhere' }, 'There is no dead-letter queue "nowhere"'],
    ['no consumer has the queue', { ...options, queue: 'relay-failures' }, 'belongs to no queue of a consumer'],
  ])('fails where %s, before anything is sent', async (_, wanted, message) => {
    await expect(drillDeadLetters(stage, wanted, person())).rejects.toThrow(message);
    expect(await stage.bodies('labels')).toEqual([]);
  });
});

describe('a drill of a backlog', () => {
  it('holds up a queue, lets it go, and leaves neither a fault nor a message', async () => {
    const console = person();
    await drillBacklog(stage, options, console, faults);

    expect(console.lines.join('\n')).toContain('12 messages wait, and nobody takes them');
    expect([asked[0], throttled]).toEqual(['set {"throttle":1}', false]);
    expect([await stage.bodies('labels'), await stage.bodies('labels-dlq')]).toEqual([[], []]);
  });

  it('fails where faults are set already, and leaves them', async () => {
    throttled = true;

    await expect(drillBacklog(stage, options, person(), faults)).rejects.toThrow('Faults are set in this stage.');
    expect([asked, throttled]).toEqual([[], true]);
  });
});

describe('the command line of a drill', () => {
  it('names a drill and a queue of what runs here', () => {
    expect(readDrill(['dlq', 'labels', '--yes', '--port', '4000'])).toEqual({
      kind: 'run',
      name: 'dlq',
      options: { queue: 'labels', count: 3, yes: true },
      target: { stage: 'local', localPort: 4000 },
    });
  });

  it.each([
    ['dlq', 'dlq takes the name of a queue, such as labels.'],
    ['flood labels', 'There is no command "flood"'],
    ['dlq labels --count 0', '--count is a whole number from 1 to 100, received "0"'],
    ['dlq labels --region eu-west-1', 'There is no option --region'],
  ])('fails for %s', (line, message) => {
    expect(() => readDrill(line.split(' '))).toThrow(message);
  });
});
