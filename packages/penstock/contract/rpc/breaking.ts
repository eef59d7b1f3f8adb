import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContractError, type Finding } from '../finding.ts';
import { runBuf } from './buf.ts';
import { asFinding } from './build.ts';
import { inWorkspace, type ProtoFiles } from './workspace.ts';

const instead = (rule: string): string =>
  `Keep it, and add beside it, or in a package of the next version: rule ${rule} of https://buf.build/docs/breaking/rules.`;

/**
 * What breaks those who use the services of the base: their generated code, the wire or JSON, by buf's FILE rules.
 *
 * @param folder names the files of today in findings
 * @throws ContractError where one of the two does not compile
 */
export function breakingServices(base: ProtoFiles, head: ProtoFiles, folder: string): readonly Finding[] {
  if (base.size === 0) return [];
  if (head.size === 0) return [...base.keys()].map((name) => deleted(`${folder}/${name}`));
  const [was, is] = [imageOf(base, folder), imageOf(head, folder)];
  return inWorkspace(head, (workspace) => {
    writeFileSync(join(workspace, 'base.binpb'), was);
    writeFileSync(join(workspace, 'head.binpb'), is);
    // What the kit has of files is imported, and none of the app's to break.
    const compared = runBuf(['breaking', 'head.binpb', '--against', 'base.binpb', '--exclude-imports'], workspace);
    return 'findings' in compared ? compared.findings.map((one) => asFinding(one, folder, instead)) : [];
  });
}

/** An image of buf, which knows what is imported; a descriptor set does not. */
function imageOf(files: ProtoFiles, folder: string): Buffer {
  const built = inWorkspace(files, (workspace) => runBuf(['build', 'app', '--output', '-'], workspace));
  if ('output' in built) return built.output;
  throw new ContractError(
    built.findings.map((one) => asFinding(one, folder, () => 'Correct it, or name another base.')),
  );
}

const deleted = (file: string): Finding => {
  const rule = 'FILE_NO_DELETE';
  return { file, line: 0, column: 0, path: '', rule, message: 'The file was deleted.', fix: instead(rule) };
};
