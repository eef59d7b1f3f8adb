import type { Consumer } from '../events/model.ts';
import type { Contract } from '../model.ts';
import { banner } from './banner.ts';
import { eventType } from './events.ts';
import type { GeneratedFile } from './generated-file.ts';
import { importTypes } from './import-types.ts';
import { Code, camelCase, literal, pascalCase } from './literal.ts';

/** What a function knows about its queue and its messages: `functions/generated/consumers/<name>.ts`. */
export function consumerFile(contract: Contract, consumer: Consumer): GeneratedFile {
  const { name } = consumer;
  const types = [...consumer.events, ...consumer.messages];
  const message = `${pascalCase(name)}Message`;
  const content = [
    banner(contract),
    `import type { ConsumerContract } from 'penstock/runtime/consumer-contract';\n`,
    importTypes(types.map(eventType), '../events.ts'),
    `import * as validate from '../validators/consumed.js';\n\n`,
    `export type ${message} =${types.map((type) => `\n  | ${eventType(type)}`).join('')};\n\n`,
    `export const ${name}: ConsumerContract<${message}> = ${literal(contents(consumer, types))};\n`,
  ].join('');
  return { path: `consumers/${name}.ts`, content };
}

function contents(consumer: Consumer, types: readonly string[]): object {
  return {
    name: consumer.name,
    queue: consumer.queue,
    deadline: consumer.deadline,
    timeout: consumer.timeout,
    batchSize: consumer.batchSize,
    maxConcurrency: consumer.concurrency,
    retryWindow: consumer.retryWindow,
    backoff: consumer.backoff,
    maxReceiveCount: consumer.maxReceiveCount,
    visibilityTimeout: consumer.visibilityTimeout,
    ageObjective: consumer.ageObjective,
    fair: consumer.fair,
    events: Object.fromEntries(types.map((type) => [type, new Code(`validate.${camelCase(type)}`)])),
  };
}
