#!/usr/bin/env node
// JavaScript, so that a Node that is too old for the rest can say so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`Penstock needs Node 22.18 or later; this is ${process.versions.node}. Install a later one.\n`);
  process.exit(1);
}
// What Node need not compile again is half of what a command takes to begin.
(await import('node:module')).enableCompileCache();
await import('./commands.ts');
