import { describe, expect, it } from '@jest/globals';
import { supervise } from '../../../local/dynamodb/supervise.ts';
import { LocalError } from '../../../local/problems.ts';

/** A process that ends when it is told to. */
function process() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { ended: promise, end: resolve, stop: async () => resolve('stopped') };
}
type Process = ReturnType<typeof process>;

async function world(lasting: string | undefined, starts: (number: number) => Process = () => process()) {
  const started: Process[] = [];
  const heard: string[] = [];
  let now = 0;
  const supervised = await supervise<Process>({
    start: async () => {
      const next = starts(started.length);
      started.push(next);
      return next;
    },
    lasting,
    restarted: (how) => heard.push(`restarted after ${how}`),
    failed: ({ message }) => heard.push(message),
    now: () => now,
  });
  /** Ends the process that answers now, so many milliseconds later. */
  const end = async (later = 0) => {
    now += later;
    (await supervised.current()).end('signal 9');
    await new Promise(setImmediate);
  };
  return { supervised, started, heard, end };
}

describe('a supervised engine', () => {
  it('is started again when it ends, and is then the one that answers', async () => {
    const { supervised, started, heard, end } = await world('/data/x.db');
    await end();

    expect([started.length, heard]).toEqual([2, ['restarted after signal 9']]);
    expect(await supervised.current()).toBe(started[1]);
  });

  it('is given up at its third end within a minute', async () => {
    const { supervised, started, heard, end } = await world('/data/x.db');
    await end();
    await end(30_000);
    await end(29_999);

    expect(started).toHaveLength(3);
    expect(heard.at(-1)).toBe(
      'The DynamoDB engine ended 3 times within a minute, the last time with signal 9. Its data is in /data/x.db; start again with --fresh to begin with empty tables.',
    );
    await expect(supervised.current()).rejects.toThrow('3 times within a minute');
  });

  it('is not given up when its ends are further apart', async () => {
    const { started, heard, end } = await world('/data/x.db');
    await end();
    await end(30_000);
    await end(30_000);

    expect([started.length, heard.filter((line) => line.startsWith('The '))]).toEqual([4, []]);
  });

  it('is lost at its first end where its data was in memory', async () => {
    const { started, heard, end } = await world(undefined);
    await end();

    expect([started.length, heard]).toEqual([
      1,
      ['The DynamoDB engine ended (signal 9), and with it the tables, which were in memory alone.'],
    ]);
  });

  it('is lost when it does not start again, with both reasons', async () => {
    const { heard, end } = await world('/data/x.db', (number) => {
      if (number > 0) throw new LocalError('The DynamoDB engine does not start: disk full');
      return process();
    });
    await end();

    expect(heard).toEqual(['The DynamoDB engine ended (signal 9). The DynamoDB engine does not start: disk full']);
  });

  it('is left alone once it is closed', async () => {
    const { supervised, started, heard } = await world('/data/x.db');
    await supervised.close();
    await new Promise(setImmediate);

    expect([started.length, heard]).toEqual([1, []]);
  });
});
