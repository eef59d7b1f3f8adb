import { existsSync } from 'node:fs';
import { bodyContent, schemaOf } from './body-content.ts';
import { checkSource, placed } from './check.ts';
import { type Cors, defaultMaxAge } from './cors.ts';
import { derivedDocument } from './derived/document.ts';
import { declaresStream } from './event-stream.ts';
import { schemaFiles } from './events/schema-files.ts';
import { ContractError } from './finding.ts';
import { joinFiles } from './join-files.ts';
import { asObject, type JsonObject } from './json.ts';
import { kindOf } from './media-kind.ts';
import type {
  Contract,
  Method,
  Operation,
  Parameter,
  Plan,
  Policy,
  RequestBody,
  Response,
  ResponseHeader,
} from './model.ts';
import { child, members, type Node, resolve } from './node.ts';
import { asVersion31 } from './older-versions.ts';
import { type OutlinedOperation, outline } from './outline.ts';
import { defaultOf, parameterShape, schemaNode, writingOf } from './parameter-node.ts';
import { exponentialPatterns } from './rules/pattern.ts';
import { topSchemas } from './rules/schemas.ts';
import { declaredScopes, requirementsOf } from './security.ts';
import { parseSource, readSource, type Source } from './source.ts';
import { streamTimeoutChain, timeoutChain } from './timeouts.ts';

/** Reads and checks a contract. @throws ContractError with every finding. */
export function loadContract(file: string): Contract {
  return fromSource(asVersion31(joinFiles(readSource(file))));
}

/** As `loadContract`, from text already at hand; `file` only names it in findings. */
export function parseContract(file: string, text: string): Contract {
  return fromSource(asVersion31(joinFiles(parseSource(file, text))));
}

/**
 * As `loadContract`, and looks closely at what is too slow to ask at every reading: what its patterns and those of its
 * events take.
 */
export async function loadContractClosely(file: string, eventsFolder: string): Promise<Contract> {
  const source = asVersion31(joinFiles(readSource(file)));
  const contract = fromSource(source);
  const ofEvents = existsSync(eventsFolder) ? schemaFiles(eventsFolder, file) : [];
  const asked = [
    { source, tops: topSchemas(outline(source.root)) },
    ...ofEvents.map(({ source: own }) => ({ source: own, tops: [{ value: own.root, pointer: '' }] })),
  ];
  const findings = await Promise.all(asked.map(async (one) => placed(one.source, await exponentialPatterns(one.tops))));
  if (findings.flat().length > 0) throw new ContractError(findings.flat());
  return contract;
}

function fromSource(source: Source): Contract {
  const findings = checkSource(source);
  if (findings.length > 0) throw new ContractError(findings);
  const { file, root } = source;
  const info = asObject(root.info);
  const derived = derivedDocument(root);
  const operations = outline(derived).operations.map((operation) => toOperation(derived, operation));
  const asked = operations.flatMap(({ security }) => security.flatMap(({ scopes }) => scopes));
  return {
    file,
    title: String(info.title),
    version: String(info.version),
    operations,
    plans: asObject(root['x-penstock-plans']) as Readonly<Record<string, Plan>>,
    ...corsOf(root),
    scopes: [...new Set([...declaredScopes(root), ...asked])],
    document: root,
    derived,
  };
}

function corsOf({ 'x-penstock-cors': declared }: JsonObject): Pick<Contract, 'cors'> {
  if (declared === undefined) return {};
  return { cors: { credentials: false, maxAge: defaultMaxAge, ...(asObject(declared) as Pick<Cors, 'origins'>) } };
}

// The rules have proved the shapes that are asserted below.
function toOperation(root: JsonObject, outlined: OutlinedOperation): Operation {
  const { operationId } = asObject(outlined.node.value);
  const policy = outlined.policy as unknown as Policy;
  return {
    operationId: String(operationId),
    method: outlined.method.toUpperCase() as Method,
    path: outlined.path,
    security: requirementsOf(root, outlined.security),
    policy,
    timeouts: declaresStream(outlined) ? streamTimeoutChain(policy.timeout) : timeoutChain(policy.timeout),
    ...deprecationOf(root, outlined.node),
    parameters: outlined.parameters.map((node) => toParameter(root, node)),
    ...(outlined.requestBody === undefined ? {} : { requestBody: toRequestBody(root, outlined.requestBody) }),
    responses: outlined.responses.map(([status, node]) => toResponse(root, status, node)),
  };
}

function deprecationOf(root: JsonObject, { value }: Node): Pick<Operation, 'deprecation'> {
  const { deprecated, 'x-sunset': sunset, 'x-deprecation': told } = asObject(value);
  if (deprecated !== true) return {};
  const { since, successor, link } = asObject(told);
  const path = outline(root).operations.find(({ label }) => label === successor)?.path;
  return {
    deprecation: {
      sunset: String(sunset),
      ...(since === undefined ? {} : { since: String(since) }),
      ...(path === undefined ? {} : { successor: { operationId: String(successor), path } }),
      ...(link === undefined ? {} : { link: String(link) }),
    },
  };
}

function toParameter(root: JsonObject, node: Node): Parameter {
  const { name, in: place, required, allowEmptyValue } = asObject(node.value);
  const schema = schemaNode(node);
  const { value: byDefault } = defaultOf(root, schema);
  return {
    name: String(name),
    in: place as Parameter['in'],
    required: required === true,
    type: parameterShape(root, node) as Parameter['type'],
    ...writingOf(node),
    allowEmptyValue: allowEmptyValue === true,
    ...(byDefault === undefined ? {} : { default: byDefault }),
    schema: asObject(schema.value),
  };
}

function toRequestBody(root: JsonObject, node: Node): RequestBody {
  const contents = members(child(node, 'content')).map(([type, content]) => bodyContent(root, type, content));
  return { required: asObject(node.value).required === true, contents };
}

function toResponse(root: JsonObject, status: string, node: Node): Response {
  const headers = members(child(node, 'headers')).map(([name, entry]) => toHeader(root, name, resolve(root, entry)));
  const contents = members(child(node, 'content')).map(([mediaType, content]) => {
    const kind = kindOf(mediaType);
    const schema = child(content, 'schema');
    return { mediaType, kind, schema: schemaOf(root, kind, schema) ?? asObject(schema.value) };
  });
  return { status, headers, contents };
}

function toHeader(root: JsonObject, name: string, node: Node): ResponseHeader {
  const schema = schemaNode(node);
  return {
    name,
    required: asObject(node.value).required === true,
    type: String(asObject(resolve(root, schema).value).type),
    schema: asObject(schema.value),
  };
}
