import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { build } from 'esbuild';
import { optionsFor } from '../../build/options.ts';
import { reportingUserErrors } from '../../cli/run-command.ts';
import { helpAlone, scriptLine } from '../../cli/script.ts';
import { UserError } from '../../cli/user-error.ts';
import { buildImage } from '../../contract/rpc/build.ts';
import { readProtoFiles } from '../../contract/rpc/workspace.ts';
import { conformanceSuite } from './go.ts';

scriptLine(
  {
    name: 'npm run conformance --',
    summary: 'Runs Connect’s conformance suite. What else follows goes to the suite.',
    options: { native: { help: 'against the process that serves gRPC' } },
  },
  helpAlone(process.argv.slice(2)),
);

/** What the suite is run against, and the features that it has, in a file of that name. */
const throughGateway = [
  { mode: 'buffered', features: 'gateway.yaml', title: 'Answers buffered, through the local gateway' },
  { mode: 'streamed', features: 'gateway.yaml', title: 'Answers streamed, through the local gateway' },
];
const native = [{ mode: 'native', features: 'native.yaml', title: 'Native, by HTTP/1.1 and HTTP/2' }];

const isNative = process.argv.includes('--native');
const options = process.argv.slice(2).filter((option) => option !== '--native');

/**
 * Runs the Connect project's conformance suite against a service behind the local gateway, or with --native against the
 * process that serves gRPC.
 */
await reportingUserErrors(async () => {
  const { runner, protos } = conformanceSuite(join(process.cwd(), 'node_modules/.cache/penstock-conformance'));
  const folder = mkdtempSync(join(tmpdir(), 'penstock-conformance-'));
  try {
    const image = join(folder, 'image.binpb');
    const files = buildImage(readProtoFiles(protos), { folder: protos, lint: false });
    writeFileSync(image, toBinary(FileDescriptorSetSchema, files));
    const entries = { service: join(import.meta.dirname, 'entry/service.ts') };
    await build({ ...optionsFor({ root: process.cwd(), entries, checkAnswers: false }, folder), write: true });
    const program = join(import.meta.dirname, 'server.ts');
    const failed = (isNative ? native : throughGateway).filter(({ mode, features, title }) => {
      console.log(title);
      const config = join(import.meta.dirname, features);
      const server = [process.execPath, program, image, join(folder, 'service/index.cjs'), mode];
      const args = ['--mode', 'server', '--conf', config, '--max-servers', '1', ...options, '--', ...server];
      return spawnSync(runner, args, { stdio: 'inherit' }).status !== 0;
    });
    if (failed.length > 0)
      throw new UserError(
        `Some cases of the suite failed, ${failed.map(({ mode }) => mode).join(' and ')}; see above.`,
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
