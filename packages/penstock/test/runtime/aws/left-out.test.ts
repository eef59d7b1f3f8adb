import { describe, expect, it } from '@jest/globals';
import {
  getEndpointDiscoveryOptionalPlugin,
  getEndpointDiscoveryPlugin,
  getEndpointDiscoveryRequiredPlugin,
  NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS,
  resolveEndpointDiscoveryConfig,
} from '../../../runtime/aws/no-endpoint-discovery.ts';
import { EventStreamSerde } from '../../../runtime/aws/no-event-streams.ts';

describe('endpoint discovery, which is left out of bundles', () => {
  it('is off', async () => {
    const config = resolveEndpointDiscoveryConfig({ region: 'eu-west-1' });

    expect(config).toMatchObject({ region: 'eu-west-1', isClientEndpointDiscoveryEnabled: false });
    expect(await config.endpointDiscoveryEnabled()).toBe(false);
    expect(NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS.default).toBe(false);
    expect(NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS.environmentVariableSelector()).toBeUndefined();
    expect(NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS.configFileSelector()).toBeUndefined();
  });

  it('changes nothing of how a command runs', () => {
    for (const plugin of [
      getEndpointDiscoveryPlugin,
      getEndpointDiscoveryOptionalPlugin,
      getEndpointDiscoveryRequiredPlugin,
    ]) {
      expect(plugin().applyToStack()).toBeUndefined();
    }
  });
});

it('streams of events, which are left out of bundles, fail to be used', () => {
  expect(() => new EventStreamSerde()).toThrow('Event streams are left out of this bundle');
});
