import { alarmActionsRule, pollerAlarmsRule, queueAlarmsRule, retryAlarmsRule } from './alarms.ts';
import { accountConcurrencyRule, bulkheadRule } from './bulkheads.ts';
import { busRuleAlarmsRule } from './bus-rule-alarms.ts';
import { consumerParityRule } from './consumer-parity.ts';
import { consumptionRules, partialBatchRule } from './consumption.ts';
import { deadLetterAgeRule, deadLetterRetentionRule } from './dead-letter-retention.ts';
import { eventRoutesRule } from './event-routes.ts';
import { functionMemoryRule } from './function-memory.ts';
import { leastPrivilegeRule } from './least-privilege.ts';
import { functionLogRule, logRetentionRule } from './log-retention.ts';
import { messageSendersRule } from './message-senders.ts';
import { parityRule } from './parity.ts';
import { deadLettersRule, queueProtectionRule, undeliveredRule } from './queues.ts';
import { retryWindowRules } from './retry-window.ts';
import type { Rule } from './rule.ts';
import { streamReaderRule } from './stream-readers.ts';
import { strongTableRule, tableKeysRule, tableProtectionRule } from './tables.ts';
import { timeoutChainRule } from './timeout-chain.ts';

/** Every rule that a synthesized stage must pass. */
export const rules: readonly Rule[] = [
  parityRule,
  timeoutChainRule,
  bulkheadRule,
  accountConcurrencyRule,
  functionMemoryRule,
  functionLogRule,
  logRetentionRule,
  leastPrivilegeRule,
  tableProtectionRule,
  strongTableRule,
  tableKeysRule,
  consumerParityRule,
  eventRoutesRule,
  messageSendersRule,
  ...consumptionRules,
  partialBatchRule,
  ...retryWindowRules,
  deadLetterRetentionRule,
  deadLetterAgeRule,
  deadLettersRule,
  undeliveredRule,
  queueProtectionRule,
  queueAlarmsRule,
  pollerAlarmsRule,
  retryAlarmsRule,
  busRuleAlarmsRule,
  alarmActionsRule,
  streamReaderRule,
];
