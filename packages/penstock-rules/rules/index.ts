import type { Rule } from '../rule.ts';
import { alarmActionsRule, pollerAlarmsRule, queueAlarmsRule } from './alarms.ts';
import { accountConcurrencyRule, bulkheadRule } from './bulkheads.ts';
import { busRuleAlarmsRule } from './bus-rule-alarms.ts';
import { partialBatchRule, pollerConcurrencyRule, pollerMinimumRule, queueVisibilityRule } from './consumption.ts';
import { deadLetterAgeRule, deadLetterRetentionRule, deadLettersRule, redriveAllowRule } from './dead-letters.ts';
import { firewallRateRule } from './firewall-rate.ts';
import { functionMemoryRule } from './function-memory.ts';
import { gatewayTimeoutRule } from './gateway-timeout.ts';
import { leastPrivilegeRule } from './least-privilege.ts';
import { functionLogRule, logRetentionRule } from './log-retention.ts';
import { queueProtectionRule } from './queues.ts';
import { streamReaderRule } from './stream-readers.ts';
import { strongTableRule } from './strong-table.ts';
import { tableKeysRule, tableProtectionRule } from './tables.ts';
import { tlsPolicyRule } from './tls-policy.ts';
import { undeliveredEventsRule } from './undelivered-events.ts';

const all = [
  bulkheadRule,
  accountConcurrencyRule,
  functionMemoryRule,
  functionLogRule,
  logRetentionRule,
  gatewayTimeoutRule,
  firewallRateRule,
  tlsPolicyRule,
  leastPrivilegeRule,
  tableProtectionRule,
  tableKeysRule,
  strongTableRule,
  queueVisibilityRule,
  pollerMinimumRule,
  pollerConcurrencyRule,
  partialBatchRule,
  deadLettersRule,
  redriveAllowRule,
  deadLetterRetentionRule,
  deadLetterAgeRule,
  queueProtectionRule,
  undeliveredEventsRule,
  queueAlarmsRule,
  pollerAlarmsRule,
  busRuleAlarmsRule,
  alarmActionsRule,
  streamReaderRule,
] as const;

export type RuleId = (typeof all)[number]['id'];

/** Every rule of the package. */
export const rules: readonly Rule<RuleId>[] = all;
