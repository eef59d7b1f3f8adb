/** Modules that bundles get in place of a package's own; each file says what that saves and why nothing is missed. */
export const substitutes: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': 'functions/platform/aws/environment-credentials.ts',
  '@aws-sdk/middleware-endpoint-discovery': 'functions/platform/aws/no-endpoint-discovery.ts',
  '@smithy/core/event-streams': 'functions/platform/aws/no-event-streams.ts',
  'aws-xray-sdk-core': 'functions/platform/aws/xray-core.ts',
};
