import { mutate } from './run.ts';
const r = await mutate({ file: process.argv[2] ?? '', progress: (l) => process.stderr.write(`\r${l.padEnd(110)}`) });
console.log();
const by = Object.groupBy(r, (x) => x.path);
for (const [p, all=[]] of Object.entries(by)) { const s = all.filter(x=>x.fate.status==='survived'); console.log(p, all.length, 'survived', s.length, 'stuck', all.filter(x=>x.fate.status==='stuck').length);
 if (process.argv[3]) for (const x of s) console.log(`  ${x.line}: ${(x as any).fate.reached?'':'UNREACHED '}${x.original.slice(0,90).replaceAll('\n',' ')} => ${x.replacement.slice(0,90).replaceAll('\n',' ')}`); }
