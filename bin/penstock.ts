import { enableCompileCache } from 'node:module';

// Before anything is imported: what Node need not compile again is a tenth of a synth.
enableCompileCache();
await import('./synth.ts');
