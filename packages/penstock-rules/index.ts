export type { Limits } from './limits.ts';
export type { ResilienceRulesOptions } from './options.ts';
export { ResilienceRules } from './plugin.ts';
export { type RuleId, rules } from './rules/index.ts';
