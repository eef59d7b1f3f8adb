import { accountConcurrencyRule, bulkheadRule } from './bulkheads.ts';
import { functionMemoryRule } from './function-memory.ts';
import { leastPrivilegeRule } from './least-privilege.ts';
import { functionLogRule, logRetentionRule } from './log-retention.ts';
import { parityRule } from './parity.ts';
import type { Rule } from './rule.ts';
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
];
