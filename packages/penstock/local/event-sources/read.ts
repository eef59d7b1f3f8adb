import { compilePattern, type Pattern } from '../../contract/events/pattern.ts';
import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { declaredTables } from '../dynamodb/declared-tables.ts';
import { isObject, list, number, object, parseJson, text, texts } from '../json.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { QueueDefinition } from '../queues/definition.ts';
import type { EventSourceMapping, QueueMapping, StreamMapping } from './definition.ts';
import { queueProblems, streamProblems } from './mapping-problems.ts';

interface Parts {
  readonly functions: readonly FunctionDefinition[];
  readonly queues: readonly QueueDefinition[];
}

/** Reads the event source mappings of an assembly; what AWS would refuse at deploy is a problem. */
export function readEventSources(assembly: ResolvedAssembly, parts: Parts): readonly EventSourceMapping[] {
  return assembly
    .resources('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => String(properties.Enabled) !== 'false')
    .flatMap((resource) => readMapping(resource, assembly, parts));
}

function readMapping(resource: Resource, assembly: ResolvedAssembly, parts: Parts): readonly EventSourceMapping[] {
  const { properties } = resource;
  const refuse = (message: string, at: string) => assembly.problems.add(resource, message, `Properties.${at}`);
  const functionArn = arnOf(String(properties.FunctionName), resource.region, assembly.account);
  const fn = parts.functions.find(({ arn }) => functionArn === arn || functionArn.startsWith(`${arn}:`));
  const sourceArn = String(properties.EventSourceArn);
  const queue = parts.queues.find(({ arn }) => arn === sourceArn);
  const stream = streamOf(sourceArn, assembly);
  if (fn === undefined) refuse('names a function that is not in the template.', 'FunctionName');
  if (queue === undefined && stream === undefined)
    refuse(`no queue or stream of the template is ${sourceArn}.`, 'EventSourceArn');
  if (fn === undefined) return [];
  const common = {
    id: resource.id,
    fn,
    functionArn,
    sourceArn,
    batchingWindow: number(properties.MaximumBatchingWindowInSeconds) ?? 0,
    filters: readFilters(resource, (message) => refuse(message, 'FilterCriteria')),
    reportsFailures: texts(properties.FunctionResponseTypes).includes('ReportBatchItemFailures'),
  };
  if (queue !== undefined) {
    const mapping = { ...common, ...queueOptions(resource, queue) };
    for (const [message, at] of queueProblems(mapping)) refuse(message, at);
    return [mapping];
  }
  if (stream === undefined) return [];
  const mapping = { ...common, ...streamOptions(resource, stream, parts.queues) };
  for (const [message, at] of streamProblems(mapping, resource)) refuse(message, at);
  return [mapping];
}

/** `FunctionName` may be a name, with or without a qualifier, or an ARN. */
function arnOf(name: string, region: string, account: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${account}:function:${name}`;
}

function queueOptions({ properties }: Resource, queue: QueueDefinition): Omit<QueueMapping, keyof Common> & Sized {
  const maxConcurrency = number(object(properties.ScalingConfig).MaximumConcurrency);
  const batchSize = number(properties.BatchSize) ?? 10;
  return { kind: 'queue', queue, batchSize, ...(maxConcurrency === undefined ? {} : { maxConcurrency }) };
}

function streamOptions(
  { properties, region }: Resource,
  { table, partitionKey }: StreamOfTable,
  queues: readonly QueueDefinition[],
): Omit<StreamMapping, keyof Common> & Sized {
  const destination = text(object(object(properties.DestinationConfig).OnFailure).Destination);
  const onFailure = queues.find(({ arn }) => arn === destination);
  return {
    kind: 'stream',
    table,
    partitionKey,
    region,
    batchSize: number(properties.BatchSize) ?? 100,
    start: properties.StartingPosition === 'TRIM_HORIZON' ? 'TRIM_HORIZON' : 'LATEST',
    bisect: String(properties.BisectBatchOnFunctionError) === 'true',
    maxRetries: number(properties.MaximumRetryAttempts) ?? -1,
    maxAge: number(properties.MaximumRecordAgeInSeconds) ?? -1,
    parallelization: number(properties.ParallelizationFactor) ?? 1,
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

type Common = Pick<
  QueueMapping,
  'id' | 'fn' | 'functionArn' | 'sourceArn' | 'batchSize' | 'batchingWindow' | 'filters' | 'reportsFailures'
>;
type Sized = Pick<Common, 'batchSize'>;

type StreamOfTable = Pick<StreamMapping, 'table' | 'partitionKey'>;

/** The table whose stream this is, if the template has it. */
function streamOf(sourceArn: string, assembly: ResolvedAssembly): StreamOfTable | undefined {
  const table = declaredTables(assembly).find(({ arn }) => sourceArn.startsWith(`${arn}/stream/`));
  if (table === undefined) return undefined;
  const keys = list(table.properties.KeySchema).map(object);
  return { table: table.id, partitionKey: String(keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName) };
}

function readFilters({ properties }: Resource, refuse: (message: string) => void): readonly Pattern[] {
  return list(object(properties.FilterCriteria).Filters)
    .filter(isObject)
    .map(({ Pattern }) => compilePattern(parseJson(String(Pattern)), refuse));
}
