import { type JsonObject, object, text } from '../json.ts';

const mostAttributes = 10;

/**
 * What SQS refuses of a message's attributes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-message-attributes
 */
export function attributesProblem(value: unknown): string | undefined {
  const attributes = Object.entries(object(value));
  if (attributes.length > mostAttributes) {
    return `Number of message attributes [${attributes.length}] exceeds the allowed maximum [${mostAttributes}].`;
  }
  return attributes
    .map(([name, attribute]) => nameProblem(name) ?? valueProblem(name, object(attribute)))
    .find((problem) => problem !== undefined);
}

function nameProblem(name: string): string | undefined {
  if (name.length > 256) return 'Message (user) attribute name must be shorter than 256 Bytes.';
  const isName = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) && !/^(aws|amazon)\./i.test(name);
  return isName
    ? undefined
    : `Message (user) attribute name is invalid: ${name}. It has letters, digits, _, - and single periods between them, and does not begin with AWS. or Amazon.`;
}

function valueProblem(name: string, { DataType, StringValue, BinaryValue }: JsonObject): string | undefined {
  const type = text(DataType) ?? '';
  const empty = `The message attribute '${name}' must contain non-empty message attribute value`;
  if (type === '') return `${empty}.`;
  const prefix = /^(Binary|Number|String)(?:\..+)?$/.exec(type)?.[1];
  if (prefix === undefined) {
    return `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`;
  }
  const value = text(prefix === 'Binary' ? BinaryValue : StringValue) ?? '';
  if (value === '') return `${empty} for message attribute type '${type}'.`;
  const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
  return prefix === 'Number' && !isNumber
    ? `Can't cast the value of message (user) attribute '${name}' to a number.`
    : undefined;
}
