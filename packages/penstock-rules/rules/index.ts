import type { Rule } from '../rule.ts';
import { alarmActionsRule, pollerAlarmsRule, queueAlarmsRule } from './alarms.ts';
import { asyncDestinationRule } from './async-destinations.ts';
import { accountConcurrencyRule, bulkheadRule } from './bulkheads.ts';
import { busRuleAlarmsRule } from './bus-rule-alarms.ts';
import { partialBatchRule, pollerConcurrencyRule, pollerMinimumRule, queueVisibilityRule } from './consumption.ts';
import { deadLetterAgeRule, deadLetterRetentionRule, deadLettersRule, redriveAllowRule } from './dead-letters.ts';
import { environmentSecretRule } from './environment-secrets.ts';
import { firewallRateRule } from './firewall-rate.ts';
import { functionMemoryRule } from './function-memory.ts';
import { gatewayTimeoutRule } from './gateway-timeout.ts';
import { leastPrivilegeRule } from './least-privilege.ts';
import { littlesLawRule } from './littles-law.ts';
import { functionLogRule, logRetentionRule } from './log-retention.ts';
import { queueProtectionRule } from './queues.ts';
import { receiveCountRule, receiveWindowRule } from './receives.ts';
import { recursiveLoopRule } from './recursive-loop.ts';
import { retryAmplificationRule } from './retry-amplification.ts';
import { runtimeRule } from './runtimes.ts';
import { stageLogRule, stageThrottleRule } from './stages.ts';
import { streamConsumersRule } from './stream-consumers.ts';
import { streamReaderRule } from './stream-readers.ts';
import { strongTableRule } from './strong-table.ts';
import { tableReplicasRule } from './table-replicas.ts';
import { tableKeysRule, tableProtectionRule } from './tables.ts';
import { tlsPolicyRule } from './tls-policy.ts';
import { tracingRule } from './tracing.ts';
import { undeliveredEventsRule } from './undelivered-events.ts';

const all = [
  bulkheadRule,
  accountConcurrencyRule,
  littlesLawRule,
  functionMemoryRule,
  runtimeRule,
  recursiveLoopRule,
  environmentSecretRule,
  functionLogRule,
  logRetentionRule,
  gatewayTimeoutRule,
  firewallRateRule,
  tlsPolicyRule,
  stageThrottleRule,
  stageLogRule,
  tracingRule,
  retryAmplificationRule,
  leastPrivilegeRule,
  tableProtectionRule,
  tableKeysRule,
  tableReplicasRule,
  strongTableRule,
  queueVisibilityRule,
  pollerMinimumRule,
  pollerConcurrencyRule,
  partialBatchRule,
  receiveCountRule,
  receiveWindowRule,
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
  streamConsumersRule,
  asyncDestinationRule,
] as const;

export type RuleId = (typeof all)[number]['id'];

/** Every rule of the package. */
export const rules: readonly Rule<RuleId>[] = all;
