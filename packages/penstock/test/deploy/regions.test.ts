import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EdgeStage } from '../../constructs/stacks/edge-names.ts';
import { chosenStage, readCommandLine } from '../../deploy/regions/command-line.ts';
import { run } from '../../deploy/regions/run.ts';
import { stages } from '../../testkit/sample/stages.ts';

const domain = { name: 'api.acme.dev', hostedZone: { id: 'Z0123456789ABC', name: 'acme.dev' } };
const known = { ...stages, prod: { ...stages.prod, domain } };
const stage: EdgeStage = chosenStage(known, 'parcels', { stage: 'prod' }, '');

/** Three regions, as whoever runs the command finds them. */
class World {
  readonly lines: string[] = [];
  readonly evacuated = new Set<string>();
  /** Regions whose `/health` does not answer. */
  readonly down = new Set<string>();
  /** Regions whose evacuation nobody can read or write: their guardian is away. */
  readonly unknown = new Set<string>();
  readonly asked: string[] = [];
  answer = 'y';
  interactive = true;

  async run(...args: readonly string[]): Promise<string> {
    const reading = readCommandLine([...args, '--stage', 'prod']);
    if (reading.kind === 'help') throw new Error('help');
    chosenStage(known, 'parcels', reading.values, reading.word);
    await run(reading, this.#parts());
    return this.lines.join('\n');
  }

  #parts() {
    const reached = async (region: string) => {
      if (this.unknown.has(region)) throw Object.assign(new Error('connect'), { code: 'ETIMEDOUT' });
    };
    return {
      stage,
      evacuations: {
        has: (region: string) => reached(region).then(() => this.evacuated.has(region)),
        write: (region: string) => reached(region).then(() => void this.evacuated.add(region)),
        remove: (region: string) => reached(region).then(() => void this.evacuated.delete(region)),
      },
      fetch: async (input: Parameters<typeof fetch>[0]) => {
        this.asked.push(String(input));
        const region = new URL(String(input)).hostname.split('.')[0] ?? '';
        return this.down.has(region) ? new Response('', { status: 503 }) : Response.json({ status: 'ok', region });
      },
      console: {
        print: (line: string) => void this.lines.push(line),
        progress: () => {},
        done: () => {},
        interactive: this.interactive,
        ask: async () => this.answer,
        pause: async () => {},
        signal: new AbortController().signal,
      },
    };
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    ({ message }: Error) => message,
  );

describe('regions status', () => {
  it('says of each region whether it gets traffic, and why not', async () => {
    world.evacuated.add('eu-west-1');
    world.down.add('eu-west-2');

    expect((await world.run('status')).split('\n')).toEqual([
      'region        traffic  /health     evacuated',
      'eu-west-1     no       answers     yes, says eu-west-2; regions return eu-west-1 ends it',
      'eu-west-2     no       status 503  no',
      'eu-central-1  yes      answers     no',
    ]);
  });

  it('asks each region by its own name, as the health check does', async () => {
    await world.run('status');

    expect(world.asked.toSorted()).toEqual([
      'https://eu-central-1.api.acme.dev/health',
      'https://eu-west-1.api.acme.dev/health',
      'https://eu-west-2.api.acme.dev/health',
    ]);
  });

  it('shows the others where a guardian does not say', async () => {
    world.unknown.add('eu-west-1');
    const text = await world.run('status');

    expect(text).toMatch(
      /eu-west-1 +unless it is evacuated +answers +unknown: eu-west-2 does not say \(AWS cannot be reached: ETIMEDOUT/,
    );
    expect(text).toMatch(/eu-west-2 +yes/);
  });
});

describe('regions evacuate', () => {
  it('writes it, and says who serves instead', async () => {
    const text = await world.run('evacuate', 'eu-west-1');

    expect([...world.evacuated]).toEqual(['eu-west-1']);
    expect(text).toMatch(
      /^eu-west-1 of stage prod gets no traffic from then on; eu-west-2, eu-central-1 will serve instead\.\n/,
    );
    expect(text).toMatch(/It is written in eu-west-2\. Health checkers read it within 30 seconds/);
  });

  it('works while the region itself does not answer', async () => {
    world.down.add('eu-west-1');
    await world.run('evacuate', 'eu-west-1');

    expect([...world.evacuated]).toEqual(['eu-west-1']);
  });

  it('works while the guardian of another region is away', async () => {
    world.unknown.add('eu-central-1');
    await world.run('evacuate', 'eu-west-1');

    expect([...world.evacuated]).toEqual(['eu-west-1']);
  });

  it('of the last region that serves is refused: Route 53 would lead callers to all of them', async () => {
    world.evacuated.add('eu-west-2');
    world.down.add('eu-central-1');

    expect(await messageOf(world.run('evacuate', 'eu-west-1', '--yes'))).toMatch(
      /^Without eu-west-1 stage prod would have no region that serves.*\n {4}received eu-west-2 is evacuated, eu-central-1 has status 503\n/,
    );
    expect([...world.evacuated]).toEqual(['eu-west-2']);
  });

  it('of a region whose guardian is away fails with what AWS says', async () => {
    world.unknown.add('eu-west-1');

    expect(await messageOf(world.run('evacuate', 'eu-west-1', '--yes'))).toBe('connect');
  });

  it('changes nothing where nobody agrees, or in a dry run', async () => {
    world.answer = 'n';
    expect(await messageOf(world.run('evacuate', 'eu-west-1'))).toBe('Nothing was changed.');
    await world.run('evacuate', 'eu-west-1', '--dry-run');

    expect([...world.evacuated]).toEqual([]);
  });

  it('can be repeated', async () => {
    await world.run('evacuate', 'eu-west-1', '--yes');
    await world.run('evacuate', 'eu-west-1', '--yes');

    expect([...world.evacuated]).toEqual(['eu-west-1']);
  });
});

describe('regions return', () => {
  beforeEach(() => void world.evacuated.add('eu-west-1'));

  it('ends an evacuation', async () => {
    expect(await world.run('return', 'eu-west-1')).toMatch(/answers, and gets traffic from then on/);
    expect([...world.evacuated]).toEqual([]);
  });

  it('says where the region does not answer yet, which its health check keeps out', async () => {
    world.down.add('eu-west-1');

    expect(await world.run('return', 'eu-west-1', '--yes')).toMatch(
      /eu-west-1 of stage prod does not answer yet \(status 503\): it gets traffic when it does/,
    );
    expect([...world.evacuated]).toEqual([]);
  });

  it('changes nothing where nobody agrees', async () => {
    world.answer = '';

    expect(await messageOf(world.run('return', 'eu-west-1'))).toBe('Nothing was changed.');
    expect([...world.evacuated]).toEqual(['eu-west-1']);
  });
});

describe('the command line', () => {
  it.each([
    [['evacuate', '--stage', 'prod'], /^evacuate takes the name of a region; status shows them\.$/],
    [
      ['evacuate', 'eu-north-1', '--stage', 'prod'],
      /^"eu-north-1" is no region of stage prod\.\n {4}expected one of eu-west-1, /,
    ],
    [
      ['status'],
      /^--stage is a stage with several regions and a domain.*\n {4}received nothing\n {4}expected one of prod$/,
    ],
    [['status', '--stage', 'dev'], /received "dev"\n {4}expected one of prod$/],
    [['status', '--stage', 'nope'], /received "nope"/],
    [['leave', 'eu-west-1'], /^There is no command "leave"/],
  ])('fails for %j', (args, message) => {
    expect(() => {
      const reading = readCommandLine(args);
      if (reading.kind === 'run') chosenStage(known, 'parcels', reading.values, reading.word);
    }).toThrow(message);
  });

  it('shows what there is', () => {
    expect(readCommandLine(['--help'])).toMatchObject({
      kind: 'help',
      text: expect.stringContaining('evacuate REGION'),
    });
  });
});
