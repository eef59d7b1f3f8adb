import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../cli/command.ts';
import { runCommand } from '../cli/run-command.ts';
import { inTemporaryFolder } from '../cli/temporary-folder.ts';
import { UserError } from '../cli/user-error.ts';
import { text } from '../local/json.ts';
import { synthesize } from '../local/synthesize.ts';
import { dotOf } from './dot.ts';
import { svgOf } from './svg.ts';
import { type System, systemOf, titleOf } from './system.ts';

const command: Command = {
  name: 'npm run graph --',
  summary:
    'Draws what a stage is made of, from its templates: routes, functions, tables, buses, rules, queues and dead-letter queues, with limits and timeouts.',
  options: {
    stage: { value: 'STAGE', default: 'dev', help: 'of lib/stages.ts; it is synthesized for this' },
    region: { value: 'REGION', help: 'one of its regions; its first by default' },
    assembly: { value: 'FOLDER', help: 'an assembly that is there already, such as cdk.out, instead of a stage' },
    out: {
      value: 'FILE',
      default: 'system.svg',
      help: 'the picture; a FILE that ends with .dot gets its text for Graphviz',
    },
  },
  notes: ['npm run graph -- --stage prod --out docs/system.svg'],
};

await runCommand(command, async ({ stage, region, assembly, out }) => {
  const file = String(out);
  if (!/\.(?:svg|dot)$/.test(file)) {
    throw new UserError(
      `--out names no picture.\n    received ${file}\n    expected a file that ends with .svg or .dot`,
    );
  }
  const system = await drawn(String(stage), text(assembly), text(region));
  const title = titleOf(system);
  const dot = dotOf(system.picture, title);
  await writeFile(file, file.endsWith('.dot') ? dot : await svgOf(dot, title)).catch((error: Error) => {
    throw new UserError(`${file} cannot be written: ${error.message}`);
  });
  for (const line of system.problems) process.stderr.write(`Not drawn:${line}\n`);
  const { parts, links } = system.picture;
  process.stdout.write(`${file}: ${title}, ${parts.length} parts, ${links.length} links\n`);
});

async function drawn(stage: string, assembly: string | undefined, region: string | undefined): Promise<System> {
  if (assembly !== undefined) return systemOf(assembly, region);
  return inTemporaryFolder(async (folder) => {
    const outDir = join(folder, 'assembly');
    await synthesize({ stage, outDir });
    return systemOf(outDir, region);
  });
}
