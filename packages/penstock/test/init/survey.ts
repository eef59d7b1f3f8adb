import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reportingUserErrors } from '../../cli/run-command.ts';
import { scriptLine } from '../../cli/script.ts';
import { UserError } from '../../cli/user-error.ts';
import { ContractError } from '../../contract/finding.ts';
import { complete } from '../../init/complete.ts';
import { type Served, serveContract } from './serve-document.ts';

const { values, word: folder } = scriptLine({
  name: 'npm run init:survey --',
  summary:
    'What penstock init makes of the documents in a folder, and what of them the local cloud serves, as a table.',
  options: { only: { value: 'WORD', help: 'documents whose names have it' } },
  word: { name: 'FOLDER', help: 'a folder of OpenAPI documents' },
  notes: ['npm run init:survey -- ../openapi --only petstore'],
});

/** The table of docs/reference/init-survey.md. */
await reportingUserErrors(async () => {
  const names = readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name));
  if (names.length === 0) {
    throw new UserError(
      `There are no documents to complete.\n    received ${JSON.stringify(folder)}\n    expected a folder of OpenAPI documents\n    fix      npm run init:survey -- ../openapi`,
    );
  }
  const chosen = names.filter((name) => name.includes(String(values.only ?? '')));
  process.stdout.write(
    '| document | findings | changes | left out | serves | of | seconds | why not |\n| --- | --: | --: | --: | --: | --: | --: | --- |\n',
  );
  for (const name of chosen.sort()) {
    process.stdout.write(`| ${[name, ...(await rowOf(resolve(folder, name)))].join(' | ')} |\n`);
  }
});

async function rowOf(file: string): Promise<readonly string[]> {
  try {
    const { found, additions, after, left, leftOut } = complete(file, readFileSync(file, 'utf8'), { app: true });
    const reasons = [...Map.groupBy(left, ({ rule }) => rule)].map(([rule, all]) => `${all.length} ${rule}`);
    const served = await serveContract(after);
    return [String(found), String(additions.length), String(leftOut.length), ...servedRow(served, reasons)];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return ['-', '-', '-', '-', '-', '-', `not read: ${error.findings[0]?.message ?? error.message}`];
  }
}

function servedRow(served: Served, reasons: readonly string[]): readonly string[] {
  if ('failed' in served) return ['0', '-', '-', `${served.failed}: ${escaped(served.why)}`];
  const faults = served.tried.filter(({ fault }) => fault !== undefined);
  const why = [...faults.slice(0, 3).map(({ operationId, fault }) => `${operationId} ${fault}`), ...reasons];
  const good = served.tried.length - faults.length;
  return [String(good), String(served.tried.length), String(served.seconds), escaped(why.join('; '))];
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').slice(0, 400);
}
