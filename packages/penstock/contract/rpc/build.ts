import { fromBinary } from '@bufbuild/protobuf';
import { type FileDescriptorSet, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { ContractError, type Finding } from '../finding.ts';
import { type BufFinding, runBuf } from './buf.ts';
import { inWorkspace, nameIn, type ProtoFiles } from './workspace.ts';

export interface BuildOptions {
  /** The folder of the files, for findings. */
  readonly folder: string;
  /** Asks buf's STANDARD rules too. */
  readonly lint: boolean;
}

/** The files as descriptors, with their places in the text. @throws ContractError with what buf found, in file and line */
export function buildImage(files: ProtoFiles, { folder, lint }: BuildOptions): FileDescriptorSet {
  return inWorkspace(files, (workspace) => {
    const built = runBuf(['build', '--as-file-descriptor-set', '--output', '-'], workspace);
    if ('findings' in built) throw new ContractError(built.findings.map((one) => asFinding(one, folder, compiling)));
    if (lint) {
      const linted = runBuf(['lint'], workspace);
      if ('findings' in linted) throw new ContractError(linted.findings.map((one) => asFinding(one, folder, style)));
    }
    return fromBinary(FileDescriptorSetSchema, built.output);
  });
}

const compiling = (): string => 'Correct the file here; nothing else of it could be checked.';
const style = (rule: string): string =>
  `Do as the message says: rule ${rule} of https://buf.build/docs/lint/rules keeps what is generated alike everywhere.`;

export const asFinding = (
  { path = '', start_line: line = 0, start_column: column = 0, type, message }: BufFinding,
  folder: string,
  fix: (rule: string) => string,
): Finding => ({
  file: path === '' ? folder : `${folder}/${nameIn(path)}`,
  line,
  column,
  path: '',
  rule: type,
  message,
  fix: fix(type),
});
