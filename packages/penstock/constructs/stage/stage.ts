import type { Plan, Policy } from '../../contract/model.ts';

/** A place to deploy to, as data. Every value is checked by `checkStage`. */
export interface Stage {
  /** Part of every name: at most 16 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Runs on the local cloud only: its issuer may speak plain HTTP to a loopback address. */
  readonly local?: boolean;
  /** The first one owns the table; every one gets an API. */
  readonly regions: readonly string[];
  /** Of reads and conditions across regions; only for more than one region. */
  readonly consistency?: 'strong' | 'eventual';
  /** The third region of a strong stage with two: it stores, but serves nothing. */
  readonly witness?: string;
  readonly token: TokenIssuer;
  /** The plan of each tenant that a local stage begins with; tenants of AWS are made by `penstock tenants`. */
  readonly tenants?: Readonly<Record<string, string>>;
  /** Twelve digits: the account that the stage is deployed to. Stages that name none share the one that is signed in to. */
  readonly account?: string;
  /** The account's limit on concurrent executions in each region; new accounts may have far fewer than 1,000. */
  readonly accountConcurrency: number;
  /**
   * Each function reserves its concurrency of the account, as the contract says. Without it all share what the account
   * has, and one can starve another.
   *
   * @default false
   */
  readonly reserveConcurrency?: boolean;
  readonly logRetentionDays: number;
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** `destroy` lets a deleted stack take its data and logs along. */
  readonly removal: 'retain' | 'destroy';
  readonly deletionProtection: boolean;
  /**
   * Stacks and tables, by their names or `*`, that are not protected yet: those that no deployment has made. `penstock
   * deploy` gives them by the context `unprotected`; no stage is written with it.
   */
  readonly unprotected?: readonly string[];
  /**
   * The name of an SNS topic that exists in every region of the stage, and in us-east-1 where the stage has several regions and a
   * domain: every alarm tells it when it rings and when it is over. Without one nobody is told; the alarms only show.
   */
  readonly alarmTopic?: string;
  readonly firewall?: Firewall;
  /**
   * API Gateway writes logs with one role an account and region: `managed` creates and registers it, `existing` trusts
   * that somebody else did.
   */
  readonly gatewayLogRole: 'managed' | 'existing';
  /** Where the APIs of others are that functions call, by the name that a context gives them. */
  readonly providers: Readonly<Record<string, string>>;
  /** Webhooks may lead to private and loopback addresses, and go without TLS; for a local stage only. */
  readonly allowPrivateWebhooks?: boolean;
  /**
   * Functions check their answers against the contract's schemas too, which costs cold starts: about 27 KB of a bundle.
   * Everything else about an answer is checked in every stage.
   */
  readonly checkAnswers?: boolean;
  /**
   * Functions that are not written yet may be deployed, which answer with examples (`exampleAnswer`).
   *
   * @default true in a stage with local: true, false in others
   */
  readonly exampleAnswers?: boolean;
  /**
   * Deprecated operations are refused once the last day of their `x-sunset` is over: 410, with what takes their place.
   *
   * @default false
   */
  readonly refuseAfterSunset?: boolean;
  readonly graph?: GraphSettings;
  readonly cors?: CorsOrigins;
  readonly reference?: ReferenceSettings;
  /** The API's own name. With several regions DNS leads to the nearest healthy one. */
  readonly domain?: Domain;
  /** Serves the methods of services by gRPC too, to callers inside a network. It costs while nobody calls. */
  readonly grpc?: Grpc;
  /**
   * What the account's quota "Resources per API" of API Gateway allows, where it is raised.
   *
   * @default 300
   */
  readonly apiResources?: number;
  /**
   * The contexts whose functions have stacks of their own, `*` for all; the functions of others are in the API's stack. A
   * deployed function can't move to another stack: a name is in one at a time.
   *
   * @default all where the app has more than 55 functions, else none
   */
  readonly functionStacks?: readonly string[];
  /** Overrides of the contract, by operationId; `*` is every operation that has none of its own. */
  readonly throttle?: Readonly<Record<string, Policy['throttle']>>;
  /** Overrides of the contract's plans, each as a whole; `*` is every plan that has none of its own. */
  readonly plans?: Readonly<Record<string, Plan>>;
  /** Overrides of the contract's concurrency, by function: an operationId, a consumer, a relay, `authorizer`, or `*`. */
  readonly concurrency?: Readonly<Record<string, number>>;
}

/** What describes the API in a stage, where the app has `entry/reference/reference.ts`. */
export interface ReferenceSettings {
  /**
   * `/openapi.json`
   *
   * @default true
   */
  readonly openapi?: boolean;
  /**
   * `/asyncapi.json`, where the contract has webhooks
   *
   * @default true
   */
  readonly asyncapi?: boolean;
  /**
   * `/docs`, a page that shows `/openapi.json`
   *
   * @default what `openapi` is
   */
  readonly docs?: boolean;
  /**
   * `/.well-known/api-catalog`
   *
   * @default true
   */
  readonly catalog?: boolean;
}

/** In place of the origins in `x-penstock-cors` of the contract. */
export interface CorsOrigins {
  /** As browsers write them: `http://localhost:5173`. */
  readonly origins: readonly string[];
}

/** What the graph of an app does in a stage. */
export interface GraphSettings {
  /**
   * Whether callers may ask what the graph has. Its file is the better source for those who are meant to know.
   *
   * @default true in a stage with local: true, false in others
   */
  readonly introspection?: boolean;
  /**
   * Whether documents that are none of `contract/graph/documents` are refused.
   *
   * @default false
   */
  readonly trustedOnly?: boolean;
}

export interface TokenIssuer {
  /** The `iss` claim; an OIDC issuer. */
  readonly issuer: string;
  /** The `aud` claim. */
  readonly audience: string;
  /**
   * Whether a token has to have an `aud`. Those of Cognito have none; one that is there has to fit all the same.
   *
   * @default true
   */
  readonly audienceRequired?: boolean;
  /** Where the issuer's keys are; `<issuer>/.well-known/jwks.json` when absent. */
  readonly jwksUri?: string;
  /** What the issuer calls what access is decided on. */
  readonly claims?: TokenClaimNames;
  /** The plan of tokens that claim none: a plan of the contract. Without one they may call nothing. */
  readonly defaultPlan?: string;
}

export interface TokenClaimNames {
  /**
   * Names the tenant: at most 64 letters, digits, "-" and "_".
   *
   * @default 'tenant'
   */
  readonly tenant?: string;
  /** @default 'plan' */
  readonly plan?: string;
  /**
   * Holds the scopes, as names between spaces or as a list: `scp`, `permissions`, `roles`.
   *
   * @default 'scope'
   */
  readonly scopes?: string;
}

export interface Firewall {
  /** How far back the requests of an address are counted: 60, 120, 300 or 600. */
  readonly windowSeconds: number;
  /**
   * Requests of one address in the window; more are answered 429.
   *
   * @default what the largest plan sells to one tenant
   */
  readonly requestsPerAddress?: number;
}

export interface Grpc {
  /** The load balancer's name; with several regions `<region>.<name>`. */
  readonly domain: Domain;
  /** Networks that are there already, by region; in a region without one the stack makes one, with a NAT gateway. */
  readonly networks?: Readonly<Record<string, Network>>;
  /**
   * An image for arm64 with Node.js 24 or later as `node`, by digest where it must not change.
   *
   * @default public.ecr.aws/docker/library/node:24-slim
   */
  readonly image?: string;
  /**
   * The fewest and the most tasks; between them they follow the calls that run.
   *
   * @default 2 to 10
   */
  readonly tasks?: { readonly min: number; readonly max: number };
}

/** A VPC and subnets of it whose instances reach AWS: each availability zone has one. */
export interface Network {
  readonly vpcId: string;
  readonly cidr: string;
  /** Subnets by availability zone: two at least. */
  readonly subnets: Readonly<Record<string, string>>;
}

export interface Domain {
  readonly name: string;
  readonly hostedZone: { readonly id: string; readonly name: string };
  /**
   * Certificate ARNs by region; a region without one gets a certificate validated through the hosted zone. In a stage with several
   * regions one covers `<region>.<name>` too, by which the region's health is asked.
   */
  readonly certificates?: Readonly<Record<string, string>>;
}
