import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Cors } from '../../contract/cors.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { graphName, graphStreamsName } from '../../contract/graph/model.ts';
import { rateLimitPolicy } from '../../contract/rate-limit.ts';
import { referenceName } from '../../contract/reference/endpoints.ts';
import { functionNameOf } from '../../contract/rpc/endpoints.ts';
import type { TokenClaims } from '../../runtime/access/env.ts';
import { authorizerName } from '../context/app-parts.ts';
import type { ServiceFunction } from '../service-function.ts';
import type { AppStage } from '../stage/app-stage.ts';
import type { Limits } from '../stage/limits.ts';
import { pagesAmong } from '../stage/reference.ts';
import { variables } from '../variables.ts';
import { namesOf } from './names.ts';
import { type StageFunctionProps, stageFunction } from './stage-function.ts';

export interface ServiceFunctionsProps extends StageFunctionProps {
  readonly endpoints: readonly Endpoint[];
  readonly cors: Cors | undefined;
}

/** Longer than fetching an issuer's keys takes when the issuer is slow, shorter than a client waits. */
const authorizerTimeout = Duration.seconds(5);

/** A function for each operation of the contract, for each of its services, for each other door. */
export class OperationFunctions extends Construct {
  /** By name: an operation's is its operationId. */
  readonly operations: Readonly<Record<string, ServiceFunction>>;

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id);
    this.operations = Object.fromEntries(
      [...Map.groupBy(props.endpoints, functionNameOf)].map(([name, served]) => [
        name,
        stageFunction(
          this,
          name,
          props,
          Duration.seconds(Math.max(...served.map(({ timeouts }) => timeouts.function))),
          {
            ...environmentOf(name, served, props.stage),
            ...corsEnvironment(props.cors),
            ...sunsetEnvironment(served, props.stage),
          },
        ),
      ]),
    );
  }

  readonly named = (name: string): ServiceFunction => {
    const found = this.operations[name];
    if (found === undefined) throw new Error(`No function ${name}`);
    return found;
  };
}

/** The functions of an API, and its authorizer. */
export class ServiceFunctions extends OperationFunctions {
  readonly authorizer: ServiceFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id, props);
    this.authorizer = stageFunction(this, authorizerName, props, authorizerTimeout, {
      ...tokenEnvironment(props.stage),
      [variables.rateLimitPolicies]: policiesOf(props.limits.plans),
    });
  }
}

/** What the issuer calls what access is decided on; without a word of the stage, as the local issuer does. */
function claimsOf({ token }: AppStage): TokenClaims {
  const { tenant = 'tenant', plan = 'plan', scopes = 'scope' } = token.claims ?? {};
  const { audienceRequired = true, defaultPlan } = token;
  return { tenant, plan, scopes, audienceRequired, ...(defaultPlan === undefined ? {} : { defaultPlan }) };
}

function environmentOf(name: string, served: readonly Endpoint[], stage: AppStage): Readonly<Record<string, string>> {
  const { graph = {}, local } = stage;
  const { introspection = local === true, trustedOnly = false } = graph;
  // Whoever may ask the graph what it has may read its schema.
  const pages = [...pagesAmong(served), ...(introspection ? ['graph'] : [])];
  if (name === referenceName) return { [variables.referencePages]: pages.join(' ') };
  if (name !== graphName && name !== graphStreamsName) return {};
  return {
    [variables.graphIntrospection]: introspection ? 'on' : 'off',
    [variables.graphDocuments]: trustedOnly ? 'trusted' : 'any',
  };
}

function sunsetEnvironment(
  served: readonly Endpoint[],
  { refuseAfterSunset }: AppStage,
): Readonly<Record<string, string>> {
  const ends = served.some(({ deprecation }) => deprecation !== undefined);
  return ends && refuseAfterSunset === true ? { [variables.afterSunset]: 'refused' } : {};
}

/** By plan, what callers are told that it allows. */
const policiesOf = (plans: Limits['plans']): string =>
  JSON.stringify(Object.fromEntries(Object.entries(plans).map(([name, plan]) => [name, rateLimitPolicy(plan)])));

function corsEnvironment(cors: Cors | undefined): Readonly<Record<string, string>> {
  if (cors === undefined) return {};
  return {
    [variables.corsOrigins]: cors.origins.join(' '),
    ...(cors.credentials ? { [variables.corsCookies]: 'allowed' } : {}),
  };
}

/** What the authorizer is told, wherever it runs. */
export function tokenEnvironment(stage: AppStage): Readonly<Record<string, string>> {
  const { issuer, audience, jwksUri = `${issuer}/.well-known/jwks.json` } = stage.token;
  return {
    [variables.tokenIssuer]: issuer,
    [variables.tokenAudience]: audience,
    [variables.tokenJwksUri]: jwksUri,
    [variables.tokenClaims]: JSON.stringify(claimsOf(stage)),
    [variables.usageKeyPrefix]: namesOf(stage).usageKeyPrefix,
  };
}
