/** The dependency rule of the architecture: arrows point inward. */
const forbidden = [
  {
    name: 'functions-know-no-infrastructure',
    comment: 'What runs in Lambda may not import what builds or imitates the cloud.',
    from: { path: '^functions/' },
    to: { path: '^(cli|lib|local|ops|bin|test)/' },
  },
  {
    name: 'cli-depends-on-itself',
    comment: 'What reads a command line is of use to every command, and knows none.',
    from: { path: '^cli/' },
    to: { path: '^(functions|lib|local|ops|bin|test)/' },
  },
  {
    name: 'lib-takes-only-types-from-functions',
    comment: 'Infrastructure may know the shape of a handler, never its code.',
    from: { path: '^lib/' },
    to: { path: '^functions/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'lib-knows-no-local-cloud',
    from: { path: '^lib/' },
    to: { path: '^(local|ops|bin|test)/' },
  },
  {
    name: 'local-reads-the-assembly-only',
    comment: 'The local cloud interprets the synthesized assembly; it never sees constructs or handler code.',
    from: { path: '^local/' },
    to: { path: '^(lib/(constructs|stacks|rules)|functions|ops|bin|test)/' },
  },
  {
    name: 'ops-works-from-outside',
    comment: 'What operates a stage knows it as AWS shows it: it imports nothing that builds, imitates or runs it.',
    from: { path: '^ops/' },
    to: { path: '^(lib|local|functions|bin|test)/' },
  },
  {
    name: 'contract-knows-no-cdk',
    comment: 'Reading and deriving from the contract is pure.',
    from: { path: '^lib/contract/' },
    to: { path: ['^lib/(?!contract/)', 'node_modules/(aws-cdk-lib|constructs)/'] },
  },
  {
    name: 'domain-depends-on-itself',
    comment: 'The domain is pure: no platform, no adapter, no SDK.',
    from: { path: '^functions/([^/]+)/domain/' },
    to: { path: '.', pathNot: '^functions/$1/domain/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'handlers-take-adapters-from-compose',
    from: { path: '^functions/[^/]+/handlers/' },
    to: { path: '^functions/[^/]+/adapters/' },
  },
  {
    name: 'contexts-are-strangers',
    comment: 'One bounded context never imports another; they share the platform only.',
    from: { path: '^functions/(?!platform/|generated/)([^/]+)/' },
    to: { path: '^functions/', pathNot: '^functions/($1|platform|generated)/' },
  },
  {
    name: 'platform-knows-no-domain',
    from: { path: '^functions/platform/' },
    to: { path: '^functions/(?!platform/)' },
  },
  { name: 'no-circles', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
];

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json', '.d.ts'] },
  },
};
