/** The dependency rule of the architecture: arrows point inward, and packages know no app. */
const kit = '^packages/penstock';

const ofTheKit = [
  {
    name: 'packages-know-no-app',
    comment: 'Packages are used by apps, and import nothing of one.',
    from: { path: '^packages/' },
    to: { path: '^(bin|lib|functions|test)/' },
  },
  {
    name: 'cli-depends-on-itself',
    comment: 'What reads a command line is of use to every command, and knows none.',
    from: { path: `${kit}/cli/`, pathNot: `${kit}/cli/commands\\.ts$` },
    to: { path: `${kit}/(?!cli/)` },
  },
  {
    name: 'contract-depends-on-itself',
    comment: 'Reading and deriving from the contract is pure. Problems have one list of codes, where they are made.',
    from: { path: `${kit}/contract/` },
    to: {
      path: [
        `${kit}/(?!contract/|cli/|runtime/problem/codes\\.ts$)`,
        '^packages/penstock-rules/(?!json\\.ts$)',
        'node_modules/(aws-cdk-lib|constructs)/',
      ],
    },
  },
  {
    name: 'contracts-are-judged-as-written',
    comment: 'What changed, and what is missing, is told from what is written alone.',
    from: { path: `${kit}/(diff|init)/` },
    to: { path: `${kit}/(?!diff/|init/|contract/|cli/)` },
  },
  {
    name: 'clients-come-from-the-contract',
    comment: 'A client promises what the contract says, whatever serves it.',
    from: { path: `${kit}/client/` },
    to: { path: `${kit}/(?!client/|contract/|cli/)` },
  },
  {
    name: 'build-depends-on-itself',
    comment: 'Bundling serves a synth and the local cloud, and knows neither.',
    from: { path: `${kit}/build/` },
    to: { path: [`${kit}/(?!build/|cli/)`, 'node_modules/(aws-cdk-lib|constructs)/'] },
  },
  {
    name: 'runtime-depends-on-itself',
    comment: 'What runs in Lambda may not import what builds, imitates or operates the cloud.',
    from: { path: `${kit}/runtime/` },
    to: { path: [`${kit}/(?!runtime/)`, '^packages/(?!penstock/)'] },
  },
  {
    name: 'core-knows-no-transport',
    comment: 'A call is the same whatever the transport; what carries it stays outside.',
    from: { path: `${kit}/runtime/core/` },
    to: { path: [`${kit}/runtime/(http|queue|stream|items|aws|resilience|webhooks)/`, 'node_modules/@aws-sdk/'] },
  },
  {
    name: 'application-knows-no-transport',
    comment: 'A use case has many doors; adapters are made for it by compose.ts.',
    from: { path: '^functions/[^/]+/application/' },
    to: { path: ['^functions/[^/]+/(adapters|entry)/', `${kit}/runtime/(http|queue|stream|aws)/`] },
  },
  {
    name: 'constructs-build-on-the-contract',
    comment: 'Infrastructure may know the shape of what runs, never its code.',
    from: { path: `${kit}/constructs/` },
    to: { path: `${kit}/(?!constructs/|contract/|build/|cli/)`, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'local-reads-the-assembly-only',
    comment: 'The local cloud interprets the synthesized assembly; it never sees constructs or handler code.',
    from: { path: `${kit}/local/` },
    to: { path: `${kit}/(?!local/|contract/|build/|cli/)`, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'ops-works-from-outside',
    comment: 'What operates a stage knows it as AWS shows it: it imports nothing that builds, imitates or runs it.',
    from: { path: `${kit}/ops/`, pathNot: `${kit}/ops/sunset/` },
    to: { path: `${kit}/(?!ops/|cli/|contract/tenant-keys|runtime/access/api-key\\.ts$)` },
  },
  {
    name: 'sunset-knows-the-contract',
    comment: 'What says who uses what is deprecated reads in the contract what that is, and in AWS the rest.',
    from: { path: `${kit}/ops/sunset/` },
    to: { path: `${kit}/(?!ops/|cli/|contract/)` },
  },
  {
    name: 'deploy-works-on-the-assembly',
    comment: 'What deploys a stage knows its configuration, its names and its assembly, never the constructs.',
    from: { path: `${kit}/deploy/` },
    to: {
      path: `${kit}/(?!deploy/|cli/|ops/aws-errors|constructs/(stacks/(edge-)?names|variables)\\.ts$)`,
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'only-tests-use-the-testkit',
    from: { path: ['^(bin|lib|functions)/', `${kit}/(?!testkit/|test/)`] },
    to: { path: `${kit}/(testkit|test)/` },
  },
];

const ofOtherPackages = [
  {
    name: 'rules-stand-alone',
    comment: 'The rules judge the templates of any app: they import nothing of the kit.',
    from: { path: '^packages/penstock-rules/' },
    to: { path: '^packages/(?!penstock-rules/)' },
  },
  {
    name: 'client-needs-no-host',
    comment: 'The client runs in browsers too: it imports nothing but itself.',
    from: { path: '^packages/penstock-client/(?!test/)' },
    to: { path: '.', pathNot: '^packages/penstock-client/(?!test/)' },
  },
];

const ofTheApp = [
  {
    name: 'apps-use-entry-points',
    comment: 'An app imports `penstock/...`, never a path into the packages.',
    from: { path: '^(bin|lib|functions)/' },
    to: { path: '^packages/', dependencyTypesNot: ['aliased-workspace'] },
  },
  {
    name: 'functions-know-no-infrastructure',
    comment: 'What runs in Lambda may not import what builds or imitates the cloud.',
    from: { path: '^functions/', pathNot: '^functions/[^/]+/infra\\.ts$' },
    to: {
      path: ['^(lib|bin|test)/', `${kit}/(cli|constructs|contract|local|ops)/`],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'lib-takes-only-types-from-functions',
    comment: 'Infrastructure may know the shape of a handler, never its code.',
    from: { path: '^lib/' },
    to: { path: '^functions/', pathNot: '/infra\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'lib-runs-nothing',
    from: { path: '^lib/' },
    to: { path: ['^(bin|test)/', `${kit}/(local|ops)/`] },
  },
  {
    name: 'domain-depends-on-itself',
    comment: 'The domain is pure: no runtime, no adapter, no SDK.',
    from: { path: '^functions/([^/]+)/domain/' },
    to: { path: '.', pathNot: '^functions/$1/domain/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'entries-take-adapters-from-compose',
    from: { path: '^functions/[^/]+/entry/' },
    to: { path: '^functions/[^/]+/adapters/' },
  },
  {
    name: 'contexts-are-strangers',
    comment: 'One bounded context knows of another what it publishes; beside that they share the kit only.',
    from: { path: '^functions/(?!generated/)([^/]+)/' },
    to: { path: '^functions/', pathNot: ['^functions/($1|generated)/', '^functions/[^/]+/published/'] },
  },
];

const infra = {
  name: 'infra-is-for-lib',
  comment: 'What a context has is read when it is deployed, and never bundled; functions take its types alone.',
  from: { path: '^(functions|packages)/', pathNot: '/infra\\.ts$' },
  to: { path: '^functions/[^/]+/infra\\.ts$', dependencyTypesNot: ['type-only'] },
};

const forbidden = [
  infra,
  ...ofTheKit,
  ...ofOtherPackages,
  ...ofTheApp,
  {
    name: 'no-circles',
    comment: 'Not of types either: modules that need one another are one module, or lack a third.',
    from: {},
    to: { circular: true },
  },
];

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
