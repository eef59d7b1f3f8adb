import { ageAlarmsRule, alarmTopicRule, retryAlarmsRule } from './alarms.ts';
import { consumerParityRule } from './consumer-parity.ts';
import { eventRoutesRule } from './event-routes.ts';
import { explicitNamesRule } from './explicit-names.ts';
import { messageSendersRule } from './message-senders.ts';
import { parityRule } from './parity.ts';
import { retryWindowRules } from './retry-window.ts';
import type { Rule } from './rule.ts';
import { streamRelayRule } from './stream-relay.ts';
import { tableRemovalRule } from './table-removal.ts';
import { templateSizeRule } from './template-size.ts';
import { timeoutChainRule } from './timeout-chain.ts';

/** Every rule by which a synthesized stage keeps what its contract promises. */
export const rules: readonly Rule[] = [
  parityRule,
  timeoutChainRule,
  consumerParityRule,
  eventRoutesRule,
  messageSendersRule,
  ...retryWindowRules,
  ageAlarmsRule,
  retryAlarmsRule,
  alarmTopicRule,
  streamRelayRule,
  tableRemovalRule,
  explicitNamesRule,
  templateSizeRule,
];
