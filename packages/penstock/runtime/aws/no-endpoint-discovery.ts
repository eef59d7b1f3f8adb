/**
 * Takes the place of `@aws-sdk/middleware-endpoint-discovery` in bundles. DynamoDB's client imports it, but endpoint
 * discovery is off unless someone turns it on, and its cache brings 9 KB of data structures along.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: (): undefined => undefined,
  configFileSelector: (): undefined => undefined,
  default: false,
};

export const resolveEndpointDiscoveryConfig = <Config extends object>(config: Config) =>
  Object.assign(config, { endpointDiscoveryEnabled: async () => false, isClientEndpointDiscoveryEnabled: false });

const untouched = { applyToStack: (): void => {} };

export const getEndpointDiscoveryPlugin = () => untouched;
export const getEndpointDiscoveryOptionalPlugin = () => untouched;
export const getEndpointDiscoveryRequiredPlugin = () => untouched;
