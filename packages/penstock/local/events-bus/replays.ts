import { setImmediate } from 'node:timers/promises';
import { ServiceError } from '../endpoint/service.ts';
import { type JsonObject, number, object, text, texts } from '../json.ts';
import type { Buses, ManagedBuses } from './bus.ts';
import type { ArchiveDefinition, BusDefinition } from './definition.ts';

/** Replays of archives, and what is known about them. */
export interface Replays {
  start(input: JsonObject): JsonObject;
  describe(input: JsonObject): JsonObject;
  list(input: JsonObject): JsonObject;
  cancel(input: JsonObject): JsonObject;
}

interface Replay {
  readonly name: string;
  readonly arn: string;
  readonly archive: ArchiveDefinition;
  readonly bus: BusDefinition;
  readonly description: string | undefined;
  readonly ruleArns: readonly string[];
  /** Seconds since the epoch, as are all times here. */
  readonly from: number;
  readonly to: number;
  readonly started: number;
  state: 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  ended?: number;
  last?: number;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html */
export function createReplays(buses: ManagedBuses): Replays {
  const replays = new Map<string, Replay>();
  const find = (input: JsonObject): Replay => {
    const name = text(input.ReplayName) ?? '';
    const replay = replays.get(name);
    if (replay === undefined) throw new ServiceError('ResourceNotFoundException', `Replay ${name} does not exist.`);
    return replay;
  };
  return {
    start: (input) => {
      const replay = createReplay(input, buses.definitions);
      if (replays.has(replay.name)) {
        throw new ServiceError('ResourceAlreadyExistsException', `Replay ${replay.name} already exists.`);
      }
      replays.set(replay.name, replay);
      void run(replay, buses);
      return { ReplayArn: replay.arn, State: 'STARTING', ReplayStartTime: replay.started };
    },
    describe: (input) => describe(find(input)),
    list: ({ NamePrefix, State, EventSourceArn }) => ({
      Replays: [...replays.values()]
        .filter(({ name, state, archive }) => {
          const wanted = EventSourceArn === undefined || archive.arn === EventSourceArn;
          return name.startsWith(text(NamePrefix) ?? '') && (State === undefined || state === State) && wanted;
        })
        .map(describe),
    }),
    cancel: (input) => {
      const replay = find(input);
      if (replay.state !== 'RUNNING' && replay.state !== 'STARTING') {
        throw new ServiceError('IllegalStatusException', `Replay ${replay.name} is ${replay.state}.`);
      }
      replay.state = 'CANCELLING';
      return { ReplayArn: replay.arn, State: replay.state };
    },
  };
}

function createReplay(input: JsonObject, definitions: readonly BusDefinition[]): Replay {
  const name = text(input.ReplayName) ?? '';
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) throw new ServiceError('ValidationException', 'ReplayName is not valid.');
  const destination = object(input.Destination);
  const bus = definitions.find(({ arn }) => arn === destination.Arn);
  const archive = bus?.archives.find(({ arn }) => arn === input.EventSourceArn);
  if (bus === undefined || archive === undefined) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Archive ${String(input.EventSourceArn)} of this bus does not exist.`,
    );
  }
  const [from, to] = [number(input.EventStartTime), number(input.EventEndTime)];
  if (from === undefined || to === undefined || from >= to) {
    throw new ServiceError('ValidationException', 'EventStartTime must be before EventEndTime.');
  }
  return {
    name,
    arn: `${archive.arn.replace(/:archive\/.*$/, '')}:replay/${name}`,
    archive,
    bus,
    description: text(input.Description),
    ruleArns: texts(destination.FilterArns),
    from,
    to,
    started: seconds(),
    state: 'STARTING',
  };
}

async function run(replay: Replay, buses: Buses): Promise<void> {
  const going = (): boolean => replay.state === 'STARTING' || replay.state === 'RUNNING';
  try {
    await setImmediate();
    if (going()) replay.state = 'RUNNING';
    const events = buses
      .archived(replay.archive.arn)
      .filter(({ at }) => at >= replay.from * 1000 && at < replay.to * 1000);
    for (const { at, event } of events) {
      if (!going()) break;
      await buses.replay(replay.bus, { ...event, 'replay-name': replay.name }, replay.ruleArns);
      replay.last = Math.floor(at / 1000);
    }
    replay.state = going() ? 'COMPLETED' : 'CANCELLED';
  } catch {
    replay.state = 'FAILED';
  }
  replay.ended = seconds();
}

function describe(replay: Replay): JsonObject {
  const { name, arn, archive, bus, description, ruleArns, from, to, started, state, ended, last } = replay;
  return {
    ReplayName: name,
    ReplayArn: arn,
    ...(description === undefined ? {} : { Description: description }),
    State: state,
    EventSourceArn: archive.arn,
    Destination: { Arn: bus.arn, ...(ruleArns.length === 0 ? {} : { FilterArns: ruleArns }) },
    EventStartTime: from,
    EventEndTime: to,
    ReplayStartTime: started,
    ...(last === undefined ? {} : { EventLastReplayedTime: last }),
    ...(ended === undefined ? {} : { ReplayEndTime: ended }),
  };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
