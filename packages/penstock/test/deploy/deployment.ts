import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Console } from '../../cli/console.ts';
import type { AppStage } from '../../constructs/stage/app-stage.ts';
import { type AssemblyStack, readAssembly } from '../../deploy/assembly.ts';
import type { DeployParts } from '../../deploy/parts.ts';
import { releasesIn } from '../../deploy/releases.ts';
import type { SmokeTarget } from '../../deploy/smoke.ts';
import { synthesizeInto, temporaryFolder } from '../constructs/synthesized.ts';
import { account, InMemoryCloud } from './in-memory-cloud.ts';

/** Assemblies by what they are made of: a synth takes seconds. */
const synthesized = new Map<string, string>();

function assemblyOf(stage: AppStage): string {
  const key = JSON.stringify(stage);
  const folder = synthesized.get(key) ?? synthesizeInto(stage).outdir;
  synthesized.set(key, folder);
  return folder;
}

/** A deployment with a CLI and an account that do as they are told. */
export class Deployment {
  readonly cloud = new InMemoryCloud();
  /** What the CLI was called with, without the options that are always the same. */
  readonly calls: string[] = [];
  readonly lines: string[] = [];
  readonly asked: SmokeTarget[] = [];
  /** The stack that the CLI cannot deploy. */
  failsAt: string | undefined;
  /** The region that does not serve. */
  silent: string | undefined;
  readonly parts: DeployParts;
  #stage: AppStage;

  constructor(stage: AppStage) {
    this.#stage = stage;
    for (const region of stage.regions) {
      this.cloud.region(region).resources[`AWS::SNS::Topic arn:aws:sns:${region}:${account}:${stage.alarmTopic}`] = {};
    }
    const folder = temporaryFolder();
    this.parts = {
      stage,
      cdk: async (args) => this.#run(args),
      cloud: () => this.cloud,
      smoke: async (target) => {
        this.asked.push(target);
        this.calls.push(`smoke ${target.region}`);
        if (target.region === this.silent) throw new Error('GET /health: received status 500, expected 200');
      },
      releases: releasesIn(join(folder, 'releases')),
      console: this.#console(),
      fetch: async () => Response.json({ keys: [{ kty: 'EC' }] }),
      environment: {},
      folder: join(folder, 'assemblies'),
    };
  }

  /** From now on the app is another one: one more character in it. */
  change(changes: Partial<AppStage>): void {
    this.#stage = { ...this.#stage, ...changes };
  }

  #run(args: readonly string[]): number {
    const [verb = '', ...rest] = args;
    if (verb === 'synth') return this.#synth(rest);
    const names = rest.slice(0, rest.indexOf('--app'));
    const mapping = optionOf(rest, '--resource-mapping-inline');
    const kept = rest.includes('--import-existing-resources') ? 'importing' : mapping;
    this.calls.push([verb, ...names, kept].filter((word) => word !== undefined).join(' '));
    return verb === 'import' ? 0 : this.#deploy(names, rest);
  }

  #synth(args: readonly string[]): number {
    const out = optionOf(args, '--output') ?? '';
    const unprotected = args.find((one) => one.startsWith('unprotected='))?.slice('unprotected='.length);
    this.calls.push(unprotected === undefined ? 'synth' : `synth without the protection of ${unprotected}`);
    mkdirSync(out, { recursive: true });
    const stage = unprotected === undefined ? this.#stage : { ...this.#stage, unprotected: unprotected.split(',') };
    cpSync(assemblyOf(stage), out, { recursive: true });
    return 0;
  }

  #deploy(names: readonly string[], args: readonly string[]): number {
    const outputsFile = optionOf(args, '--outputs-file');
    for (const stack of readAssembly(optionOf(args, '--app') ?? '').filter(({ name }) => names.includes(name))) {
      if (stack.name === this.failsAt) return this.#fail(stack);
      this.cloud.deploy(stack);
      const outputs = { ApiUrl: `https://${stack.region}.acme.dev`, Scopes: 'parcels:read' };
      if (outputsFile !== undefined) writeFileSync(outputsFile, JSON.stringify({ [stack.name]: outputs }));
    }
    return 0;
  }

  #fail({ name, region }: AssemblyStack): number {
    const { stacks } = this.cloud.region(region);
    const status = stacks[name] === undefined ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
    stacks[name] = { status, terminationProtection: false };
    return 1;
  }

  #console(): Console {
    return {
      print: (line) => void this.lines.push(line),
      progress: () => {},
      done: () => {},
      interactive: false,
      ask: async () => '',
      pause: async () => {},
      signal: new AbortController().signal,
    };
  }
}

const optionOf = (args: readonly string[], name: string): string | undefined =>
  args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
