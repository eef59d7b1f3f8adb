import { appRoot } from '../cli/app.ts';
import type { Command } from '../cli/command.ts';
import { runCommand } from '../cli/run-command.ts';
import { UserError } from '../cli/user-error.ts';
import { contractFile } from '../contract/files.ts';
import { ContractError, formatFindings } from '../contract/finding.ts';
import { asObject } from '../contract/json.ts';
import { type Base, readBase } from './base.ts';
import { type Change, type PlacedChange, worstFirst } from './change.ts';
import { compareContracts } from './compare.ts';
import { compareGraphs, type GraphChanges } from './graph.ts';
import { isNewVersion, printChanges, printGraph } from './print.ts';
import { compareServices } from './services.ts';
import { type ContractSide, readSide } from './side.ts';

const command: Command = {
  name: 'npm run contract:diff --',
  summary:
    'What changed in the contract, its policies, its events, its services and its graph since a base, and what each change does to those who use it. Breaking changes exit with 1, unless info.version has a higher major number.',
  word: { name: 'BASE', help: 'a revision of the repository, such as main or v1.2.0, or the file of another contract' },
  options: {
    file: { value: 'FILE', default: contractFile, help: 'the contract as it is now' },
    all: { help: 'shows changes that are safe too' },
    markdown: { help: 'a table of Markdown, for a comment' },
  },
  notes: ['npm run contract:diff -- main', 'npm run contract:diff -- v1.2.0 --all'],
};

await runCommand(
  command,
  async ({ file, all, markdown }, word) => {
    const root = appRoot();
    const head = readSide(String(file));
    const base = await readBase({ base: word, file: String(file), root });
    const today = new Date().toISOString().slice(0, 10);
    const roots = { base: base.root, head: head.root };
    const changes = compareContracts(roots, today);
    const was = base.graph && { ...base.graph, file: base.named(base.graph.file) };
    const graph = await compareGraphs(was, head.graph, { roots, today });
    const color = process.stdout.hasColors?.() === true;
    const services = compareServices(base, head, String(file));
    const contract = changes.map((change) => ({ ...change, place: placeOf(change, base, head) }));
    const placed = worstFirst([...services, ...graph.promises, ...contract]);
    process.stdout.write(`${printChanges(placed, word, { color, all: all === true, markdown: markdown === true })}\n`);
    process.stdout.write(printGraph(graph, { color, all: all === true, markdown: markdown === true }));
    refuseBreaking(placed, graph, { base, head });
  },
  { explained },
);

function placeOf({ side, pointer }: Change, base: Base, head: ContractSide): string {
  const { file, line } = (side === 'base' ? base : head).locate(pointer);
  return `${side === 'base' ? base.named(file) : file}:${line}`;
}

function refuseBreaking(
  changes: readonly PlacedChange[],
  graph: GraphChanges,
  { base, head }: { readonly base: ContractSide; readonly head: ContractSide },
): void {
  if (graph.breaking.length === 0 && !changes.some(({ level }) => level === 'breaking')) return;
  const { version } = asObject(head.root.info);
  if (isNewVersion(base.root, head.root)) {
    process.stdout.write(`Version ${String(version)} of the contract carries what is breaking.\n`);
    return;
  }
  throw new UserError(
    `The contract breaks with its base.\n    received version ${String(version)}\n    expected no breaking change, or a higher major number in info.version\n    fix      mend each as it says above, or raise the version when nobody uses the old one`,
  );
}

function explained(error: unknown): unknown {
  if (!(error instanceof ContractError)) return error;
  return new UserError(formatFindings(error.findings, { color: process.stderr.hasColors?.() === true }), {
    cause: error,
  });
}
