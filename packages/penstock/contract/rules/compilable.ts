import type { Ajv2020 as Ajv } from 'ajv/dist/2020.js';
import { compiler } from '../compiler.ts';
import { successes } from '../default-answer.ts';
import type { Draft } from '../finding.ts';
import { isObject, type JsonObject, show } from '../json.ts';
import { child, members, type Node, resolve } from '../node.ts';
import { defaultOf, schemaNode } from '../parameter-node.ts';
import { sharingReferences } from '../schema.ts';
import { at, type Rule } from './rule.ts';
import { contents } from './schemas.ts';

/** The schemas of requests and of answers compile to validators, and defaults pass theirs. */
export const compilable: Rule = function* ({ root, operations }) {
  const compile = compilerOf(root);
  const seen = new Set<string>();
  for (const { parameters, requestBody, responses } of operations) {
    const bodies = requestBody === undefined ? [] : contents(requestBody);
    const answers = successes(responses).map(([, node]) => node);
    const headers = answers.flatMap((node) =>
      members(child(node, 'headers')).map(([, header]) => resolve(root, header)),
    );
    const compiledOnes = [...parameters, ...bodies, ...headers, ...answers.flatMap(contents)];
    for (const schema of compiledOnes.map(schemaNode)) {
      if (seen.has(schema.pointer) || !isObject(schema.value)) continue;
      seen.add(schema.pointer);
      yield* compiled(compile, root, schema, schema.value);
    }
  }
};

type Compile = (schema: JsonObject) => ReturnType<Ajv['compile']>;

/** What many schemas refer to is compiled once: the components of a large document are most of it. */
function compilerOf(root: JsonObject): Compile {
  const ajv = compiler();
  const refused = new Map<string, unknown>();
  const idOf = (name: string) => `https://contract.invalid/${encodeURIComponent(name)}`;
  const own = sharingReferences(root, idOf, (name, schema) => {
    try {
      ajv.addSchema(schema as JsonObject, idOf(name));
    } catch (error) {
      refused.set(idOf(name), error);
    }
  });
  return (schema) => {
    try {
      return ajv.compile(own(schema));
    } catch (error) {
      // The schema that is referred to says why it can't be; the reference only that it leads nowhere.
      const { missingRef, missingSchema } = error as { missingRef?: string; missingSchema?: string };
      throw refused.get(String(missingSchema)) ?? refused.get(String(missingRef)) ?? error;
    }
  };
}

function* compiled(compile: Compile, root: JsonObject, node: Node, schema: JsonObject): Iterable<Draft> {
  try {
    const validate = compile(schema);
    const byDefault = defaultOf(root, node);
    if (byDefault.value === undefined || validate(byDefault.value)) return;
    const message = `expected a default that fits its schema, received ${show(byDefault.value)}`;
    yield at('default', byDefault, message, 'Correct the default or its bounds.');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    yield at('schema', node, `expected a schema that compiles, received one where ${reason}`, 'Correct the schema.');
  }
}
