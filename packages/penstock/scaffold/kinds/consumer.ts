import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../../cli/user-error.ts';
import { eventsFolder } from '../../contract/files.ts';
import { addTo } from '../edit/yaml.ts';
import { kebab } from '../names.ts';
import type { Scaffold } from '../scaffold.ts';
import { grantEdit } from './operation.ts';

const ending = '.schema.json';

/** A consumer of an event, with a queue of its own. */
export function newConsumer(root: string, name: string, context: string, event: string | undefined): Scaffold {
  const type = checkedEvent(root, name, event);
  return {
    files: {
      [`functions/${context}/entry/queue/${name}.ts`]: entry(name, context, type),
      [`functions/${context}/application/${name}.ts`]: useCase(name, type),
      [`test/functions/${context}/${name}.test.ts`]: test(name, context),
    },
    edits: [
      {
        file: `${eventsFolder}/consumers.yaml`,
        change: (text) => addTo(text, ['consumers'], declaration(name, type)),
        otherwise: 'write consumers.yaml in block style',
      },
      grantEdit(context, 'consumers', `${name}: {}`),
    ],
    left: [
      `functions/${context}/application/${name}.ts: what the event makes it do`,
      `functions/${context}/infra.ts: what it may reach for that`,
      `${eventsFolder}/consumers.yaml: for how long it is retried, and how many run at once`,
    ],
  };
}

function checkedEvent(root: string, name: string, event: string | undefined): string {
  const types = globSync(`*${ending}`, { cwd: `${root}/${eventsFolder}` }).map((file) => basename(file, ending));
  if (event !== undefined && types.includes(event)) return event;
  throw new UserError(
    `A consumer is told of an event.
    received ${event === undefined ? 'none' : JSON.stringify(event)}
    expected ${types.length === 0 ? `a type whose schema is in ${eventsFolder}: there is none yet` : `one of ${types.toSorted().join(', ')}`}
    fix      npx penstock new consumer ${name} --event TYPE --context NAME`,
  );
}

const declaration = (name: string, type: string): string => `${name}:
  queue: ${kebab(name)}
  events: [${type}]
  timeout: 10
  concurrency: 10
  batchSize: 10
  retryWindow: PT1H
  ageObjective: PT1M`;

const pascalType = (type: string): string =>
  type
    .split(/[._]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const entry = (
  name: string,
  context: string,
  type: string,
): string => `import { consumer } from 'penstock/runtime/queue/consumer';
import { type ConsumerRuntime, lambdaConsumerRuntime } from 'penstock/runtime/queue/runtime';
import { ${name} as contract } from '../../../generated/consumers/${name}.ts';
import { ${name} as handle } from '../../application/${name}.ts';

/** Hears of ${type}, in the name of ${context}. */
export const ${name} = (runtime: () => ConsumerRuntime) =>
  consumer(contract, async (event, { signal }) => handle(event, { log: runtime().log, signal }), runtime);

export const handler = ${name}(lambdaConsumerRuntime);
`;

const useCase = (name: string, type: string): string => `import type { Log } from 'penstock/runtime/telemetry/log';
import type { ${pascalType(type)} } from '../../generated/events.ts';

/** What it works with; the signal ends every wait when the time of the batch is over. */
export interface Services {
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Handles an event, which may come more than once and in any order. What it throws is tried again; a PermanentError goes
 * to the dead-letter queue at once.
 */
export async function ${name}(event: ${pascalType(type)}, { log }: Services): Promise<void> {
  log.info('event received', { id: event.id, type: event.type });
}
`;

const test = (name: string, context: string): string => `import { describe, expect, it } from '@jest/globals';
import { ${name} } from '../../../functions/${context}/application/${name}.ts';

describe('${name}', () => {
  it('logs the event', async () => {
    const lines: unknown[] = [];
    const log = { info: (...line: unknown[]) => lines.push(line), warn: () => {}, error: () => {} };
    const event = { id: 'one', type: 'a type' } as unknown as Parameters<typeof ${name}>[0];

    await ${name}(event, { log: log as unknown as Parameters<typeof ${name}>[1]['log'], signal: AbortSignal.timeout(1000) });

    expect(lines).toEqual([['event received', { id: 'one', type: 'a type' }]]);
  });
});
`;
