import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { shownMutant } from './explained.ts';
import { saltOf } from './results.ts';
import { modulesLike } from './scope.ts';

const salt = saltOf();
const all = JSON.parse(readFileSync('node_modules/.cache/penstock-mutation/results.json', 'utf8'));
let open = 0;
for (const module of modulesLike(''))
  for (const mutant of module.mutants) {
    const d = createHash('sha256')
      .update(JSON.stringify([salt, module.source, String(mutant.number)]))
      .digest('base64url');
    const entry = all[`${module.path} ${d}`];
    if (entry === undefined) {
      open++;
      continue;
    }
    if (entry.fate.status !== 'killed')
      console.log(
        JSON.stringify({
          file: module.path,
          line: mutant.text,
          mutant: shownMutant(mutant),
          fate: entry.fate.status,
          at: mutant.line,
        }),
      );
  }
console.error(open, 'open');
