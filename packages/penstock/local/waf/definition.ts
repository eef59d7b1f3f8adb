/** What a rule does with a request that it matches; `count` lets it go on to the next. */
export type FirewallAction =
  | { readonly kind: 'allow' | 'count' }
  | { readonly kind: 'block'; readonly response?: CustomResponse };

/** An answer that comes before the gateway's own. */
export interface CustomResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly contentType?: string;
  readonly body: string;
}

/** Requests of one address, counted over the time before each. */
export interface Rate {
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface RateRule {
  readonly kind: 'rate';
  readonly rate: Rate;
  readonly action: FirewallAction;
}

/** A rule of AWS's managed groups, by its name. */
export interface ManagedRule {
  readonly kind: 'managed';
  readonly rule: string;
  readonly action: FirewallAction;
}

/** A web ACL before the stage. */
export interface Firewall {
  readonly arn: string;
  /** In the order of their priority. */
  readonly rules: readonly (RateRule | ManagedRule)[];
  readonly defaultAction: FirewallAction;
  /** The names of rules and groups of rules, or of parts of them, that never match here. */
  readonly withoutEffect: readonly string[];
}
