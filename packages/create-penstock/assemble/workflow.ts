/** An app has no docs: its README says how a pipeline is set up. */
export const withReadme = (workflow: string): string =>
  workflow.replace('docs/deploy.md, "A pipeline",', 'README.md, "A pipeline",');

/** An app without a smoke test of its own is asked for /health, which takes no client. */
export const withoutSmoke = (workflow: string): string => workflow.replaceAll(/^ +env:\n(?: +SMOKE_\w+: .*\n)+/gm, '');
