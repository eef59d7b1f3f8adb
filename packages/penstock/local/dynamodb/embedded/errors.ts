import type { JsonObject } from '../../json.ts';

const service = 'com.amazonaws.dynamodb.v20120810';

/** What DynamoDB answers a request with that it does not carry out. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  /** With its namespace, as `__type` has it. */
  readonly type: string;
  /** Members of the answer beside type and message. */
  readonly more: JsonObject;
  /** Of HTTP. */
  readonly status: number;

  constructor(type: string, message: string, more: JsonObject = {}, status = 400) {
    super(message);
    this.status = status;
    this.type = type.includes('#') ? type : `${service}#${type}`;
    this.more = more;
  }
}

export function validation(message: string): EngineError {
  return new EngineError('com.amazon.coral.validate#ValidationException', message);
}

/** The form that DynamoDB gives to most of what is wrong with a value. */
export function invalidParameter(message: string): EngineError {
  return validation(`One or more parameter values were invalid: ${message}`);
}

/** The form of what a request's own model refuses, before DynamoDB looks at it. */
export function constraint(value: unknown, member: string, rule: string): EngineError {
  const shown = value === undefined ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  return validation(
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}

export function conditionFailed(item?: JsonObject): EngineError {
  const more = item === undefined ? {} : { Item: item };
  return new EngineError('ConditionalCheckFailedException', 'The conditional request failed', more);
}
