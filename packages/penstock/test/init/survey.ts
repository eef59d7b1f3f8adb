import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportingUserErrors } from '../../cli/run-command.ts';
import { scriptLine } from '../../cli/script.ts';
import { UserError } from '../../cli/user-error.ts';
import { ContractError } from '../../contract/finding.ts';
import { complete } from '../../init/complete.ts';

const { word: folder } = scriptLine({
  name: 'npm run init:survey --',
  summary: 'What penstock init makes of the documents in a folder, as a table.',
  options: {},
  word: { name: 'FOLDER', help: 'a folder of OpenAPI documents' },
  notes: ['npm run init:survey -- ../openapi'],
});

/** What `penstock init` makes of the documents in a folder, as the table of docs/reference/init-survey.md. */
await reportingUserErrors(async () => {
  const names = readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name));
  if (names.length === 0) {
    throw new UserError(
      `There are no documents to complete.\n    received ${JSON.stringify(folder)}\n    expected a folder of OpenAPI documents\n    fix      npm run init:survey -- ../openapi`,
    );
  }
  const rows = names.sort().map((name) => `| ${[name, ...rowOf(join(folder, name))].join(' | ')} |`);
  process.stdout.write(
    ['| document | findings | changes | left |', '| --- | --: | --: | --- |', ...rows, ''].join('\n'),
  );
});

function rowOf(file: string): readonly string[] {
  try {
    const { found, additions, left } = complete(file, readFileSync(file, 'utf8'));
    const rules = [...Map.groupBy(left, ({ rule }) => rule)].map(([rule, all]) => `${all.length} ${rule}`);
    return [String(found), String(additions.length), rules.join(', ') || 'none'];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return ['-', '-', `not read: ${error.findings[0]?.message ?? error.message}`];
  }
}
