import { enableCompileCache } from 'node:module';

// Before anything is imported: what Node need not compile again is a tenth of a synth.
enableCompileCache();
const [{ synthesize }, { app }, { stages }] = await Promise.all([
  import('penstock/constructs/synth'),
  import('../lib/app.ts'),
  import('../lib/stages.ts'),
]);

await synthesize({ contexts: app, stages });
