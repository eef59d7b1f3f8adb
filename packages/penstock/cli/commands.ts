import { answerOf } from './front.ts';
import { reportingUserErrors } from './run-command.ts';

/** A command: its module, which reads the rest of the command line, and the word that tells the module's commands apart. */
interface Module {
  readonly load: () => Promise<unknown>;
  readonly word?: string;
}

const contract = () => import('../contract/cli.ts');

const commands: Readonly<Record<string, Module>> = {
  start: { load: () => import('../local/main.ts') },
  'deploy:local': { load: () => import('../local/deploy/main.ts') },
  token: { load: () => import('../local/token.ts') },
  listen: { load: () => import('../local/listen.ts') },
  faults: { load: () => import('../local/faults/main.ts') },
  events: { load: () => import('../ops/main.ts') },
  keys: { load: () => import('../ops/keys/main.ts') },
  tenants: { load: () => import('../ops/tenants/main.ts') },
  sunset: { load: () => import('../ops/sunset/main.ts') },
  drill: { load: () => import('../ops/drill/main.ts') },
  preflight: { load: () => import('../deploy/preflight/main.ts') },
  deploy: { load: () => import('../deploy/main.ts') },
  rollback: { load: () => import('../deploy/rollback-main.ts') },
  regions: { load: () => import('../deploy/regions/main.ts') },
  contract: { load: contract, word: 'check' },
  generate: { load: contract, word: 'generate' },
  client: { load: () => import('../client/main.ts') },
  examples: { load: () => import('../examples/main.ts') },
  init: { load: () => import('../init/main.ts') },
  diff: { load: () => import('../diff/main.ts') },
  'unused-grants': { load: () => import('../local/iam/usage/main.ts') },
  graph: { load: () => import('../graph/main.ts') },
  cost: { load: () => import('../cost/main.ts') },
  new: { load: () => import('../scaffold/main.ts') },
  upgrade: { load: () => import('../upgrade/main.ts') },
};

await reportingUserErrors(async () => {
  const [name = ''] = process.argv.slice(2);
  const asked = answerOf(name, Object.keys(commands));
  if (asked !== undefined) {
    process.stdout.write(`${asked}\n`);
    return;
  }
  const word = commands[name]?.word;
  process.argv.splice(2, 1, ...(word === undefined ? [] : [word]));
  await commands[name]?.load();
});
