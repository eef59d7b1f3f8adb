import { isObject, type JsonObject, list, number, text, texts } from '../json.ts';
import { attributesProblem } from './attributes.ts';
import { characterProblem } from './message-text.ts';
import type { SqsProblem } from './sqs-problem.ts';

/** Tells of a receipt handle whether the queue gave it out, or may have. */
export type IsReceipt = (handle: string) => boolean;

/** What SQS refuses of a whole request, and the engine (fauxqs 2.4.1) lets pass. */
export function requestProblem(operation: string, input: JsonObject, isReceipt: IsReceipt): SqsProblem | undefined {
  const batch = /^(SendMessage|DeleteMessage|ChangeMessageVisibility)Batch$/.test(operation);
  if (batch) return missingMember(operation, input);
  if (operation === 'SendMessage') return messageProblem(input);
  if (operation === 'GetQueueAttributes') return attributeNameProblem(input);
  return 'ReceiptHandle' in input ? receiptProblem(input, isReceipt) : undefined;
}

/** What it refuses of one entry of a batch: the others go on. */
export function entryProblem(operation: string, entry: JsonObject, isReceipt: IsReceipt): SqsProblem | undefined {
  return operation === 'SendMessageBatch' ? messageProblem(entry) : receiptProblem(entry, isReceipt);
}

const invalid = (message: string): SqsProblem => ({ code: 'InvalidParameterValue', message });

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function messageProblem(input: JsonObject): SqsProblem | undefined {
  const { DelaySeconds, MessageAttributes, MessageDeduplicationId, MessageGroupId } = input;
  const delay = number(DelaySeconds) ?? 0;
  if (!Number.isInteger(delay) || delay < 0 || delay > 900) {
    const reason = 'DelaySeconds must be >= 0 and <= 900.';
    return invalid(`Value ${String(DelaySeconds)} for parameter DelaySeconds is invalid. Reason: ${reason}`);
  }
  if (MessageDeduplicationId !== undefined) {
    const reason = 'The request includes a parameter that is not valid for this queue type.';
    return invalid(
      `Value ${String(MessageDeduplicationId)} for parameter MessageDeduplicationId is invalid. Reason: ${reason}`,
    );
  }
  if (MessageGroupId !== undefined && !/^[!-~]{1,128}$/.test(String(MessageGroupId))) {
    const reason = 'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.';
    return invalid(`Value ${String(MessageGroupId)} for parameter MessageGroupId is invalid. Reason: ${reason}`);
  }
  const problem = attributesProblem(MessageAttributes);
  return problem === undefined ? characterProblem(input) : invalid(problem);
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
function receiptProblem({ ReceiptHandle }: JsonObject, isReceipt: IsReceipt): SqsProblem | undefined {
  const handle = text(ReceiptHandle) ?? '';
  if (handle === '' || isReceipt(handle)) return undefined;
  const message = `The input receipt handle "${handle}" is not a valid receipt handle.`;
  return { code: 'ReceiptHandleIsInvalid', message };
}

/** Members that every entry of a batch has. */
const members: Readonly<Record<string, readonly string[]>> = {
  SendMessageBatch: ['Id', 'MessageBody'],
  DeleteMessageBatch: ['Id', 'ReceiptHandle'],
  ChangeMessageVisibilityBatch: ['Id', 'ReceiptHandle'],
};

function missingMember(operation: string, input: JsonObject): SqsProblem | undefined {
  const entries = list(input.Entries).filter(isObject);
  const missing = entries.flatMap((entry, index) =>
    (members[operation] ?? [])
      .filter((name) => (text(entry[name]) ?? '') === '')
      .map((name) => `${operation}RequestEntry.${index + 1}.${name}`),
  );
  if (missing.length === 0) return undefined;
  return { code: 'MissingParameter', message: `The request must contain the parameter ${missing[0]}.` };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
const attributeNames = new Set([
  'All',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'ContentBasedDeduplication',
  'CreatedTimestamp',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'LastModifiedTimestamp',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'QueueArn',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
]);

function attributeNameProblem({ AttributeNames }: JsonObject): SqsProblem | undefined {
  const unknown = texts(AttributeNames).find((name) => !attributeNames.has(name));
  return unknown === undefined ? undefined : { code: 'InvalidAttributeName', message: `Unknown Attribute ${unknown}.` };
}
