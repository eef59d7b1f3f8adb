import type { JsonObject } from '../json.ts';
import type { BusEvent, RuleDefinition, TargetDefinition } from './definition.ts';

/** Why an event has not reached its target. */
export interface DeliveryFailure {
  /** As EventBridge names it. */
  readonly code: string;
  readonly message: string;
  /** Whether another attempt may succeed. */
  readonly retryable: boolean;
}

export interface GivenUp extends DeliveryFailure {
  /** Which limit of the retry policy was reached, if one was. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
  readonly retries: number;
}

/**
 * The message that a dead-letter queue gets: the event whole, and why it is there.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetterOf(
  {
    rule,
    target,
    event,
  }: { readonly rule: RuleDefinition; readonly target: TargetDefinition; readonly event: BusEvent },
  { code, message, exhausted, retries }: GivenUp,
): JsonObject {
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  return {
    MessageBody: JSON.stringify(event),
    MessageAttributes: {
      ERROR_CODE: attribute(code),
      ERROR_MESSAGE: attribute(message),
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: attribute(exhausted) }),
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(retries) },
      RULE_ARN: attribute(rule.arn),
      TARGET_ARN: attribute(target.arn),
    },
  };
}
