import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, list, object, parseJson, text, texts } from '../json.ts';
import { LocalError } from '../problems.ts';

/** A CloudFormation template of a synthesized assembly, with what the manifest says about it. */
export interface StackTemplate {
  readonly name: string;
  readonly region: string;
  readonly template: JsonObject;
  /** Of its parameters, where they are other than the defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Its ARN; absent: one that is the same at every start. */
  readonly id?: string;
  /** Logical id to construct path. */
  readonly constructPaths: ReadonlyMap<string, string>;
  /** Object key in the assets bucket to the directory, or the file, that would be uploaded. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * Reads the stacks of a cloud assembly, each after those that it depends on.
 *
 * @throws LocalError when the directory holds no assembly
 * @see https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-assemblies
 */
export function readAssembly(directory: string): readonly StackTemplate[] {
  const manifest = readObject(join(directory, 'manifest.json'));
  const artifacts = Object.entries(object(manifest.artifacts)).filter(
    (entry): entry is [string, JsonObject] => isObject(entry[1]) && entry[1].type === 'aws:cloudformation:stack',
  );
  const stacks = inOrder(new Map(artifacts)).map(([id, artifact]) => readStack(directory, id, artifact));
  if (stacks.length === 0) throw new LocalError(`The assembly in ${directory} holds no stack.`);
  return stacks;
}

function inOrder(artifacts: ReadonlyMap<string, JsonObject>): readonly (readonly [string, JsonObject])[] {
  const found = new Map<string, JsonObject>();
  const visited = new Set<string>();
  const visit = (id: string) => {
    const artifact = artifacts.get(id);
    if (artifact === undefined || visited.has(id)) return;
    visited.add(id);
    for (const dependency of texts(artifact.dependencies)) visit(dependency);
    found.set(id, artifact);
  };
  for (const id of artifacts.keys()) visit(id);
  return [...found];
}

function readStack(directory: string, id: string, artifact: JsonObject): StackTemplate {
  const properties = object(artifact.properties);
  const region = text(artifact.environment)?.split('/').at(-1) ?? '';
  if (region === '' || region === 'unknown-region') {
    throw new LocalError(`Stack ${id} names no region; give its stage a region.`);
  }
  return {
    name: text(properties.stackName) ?? id,
    region,
    template: readObject(join(directory, text(properties.templateFile) ?? `${id}.template.json`)),
    constructPaths: constructPaths(readMetadata(directory, artifact)),
    assets: readAssets(directory, id),
  };
}

/** Since schema 49 the metadata is in a file of its own, before that in the manifest. */
function readMetadata(directory: string, artifact: JsonObject): JsonObject {
  const file = text(artifact.additionalMetadataFile);
  return { ...object(artifact.metadata), ...(file === undefined ? {} : readObject(join(directory, file))) };
}

function constructPaths(metadata: JsonObject): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [path, entries] of Object.entries(metadata)) {
    for (const entry of list(entries).map(object)) {
      const logicalId = entry.type === 'aws:cdk:logicalId' ? text(entry.data) : undefined;
      if (logicalId !== undefined) paths.set(logicalId, path.replace(/^\//, '').replace(/\/Resource$/, ''));
    }
  }
  return paths;
}

function readAssets(directory: string, id: string): Map<string, string> {
  const assets = new Map<string, string>();
  const files = object(readObject(join(directory, `${id}.assets.json`)).files);
  for (const file of Object.values(files).map(object)) {
    const source = object(file.source);
    // Templates are uploaded too.
    if (String(source.path).endsWith('.template.json')) continue;
    for (const destination of Object.values(object(file.destinations)).map(object)) {
      assets.set(String(destination.objectKey), join(directory, String(source.path)));
    }
  }
  return assets;
}

function readObject(path: string): JsonObject {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new LocalError(`The assembly is incomplete: cannot read ${path}. Synthesize it again.`, { cause });
  }
  const value = parseJson(source);
  if (!isObject(value)) throw new LocalError(`The assembly is broken: ${path} is not a JSON object.`);
  return value;
}
