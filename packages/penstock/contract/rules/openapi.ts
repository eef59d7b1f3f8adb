import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Draft } from '../finding.ts';
import { joiningErrors } from '../joined-errors.ts';
import { show } from '../json.ts';
import { fromSchemaErrors } from '../schema-errors.ts';
import openApi from '../schemas/openapi-3.1.json' with { type: 'json' };
import type { Rule } from './rule.ts';

/**
 * The document is OpenAPI 3.1, by the schema that the OpenAPI Initiative publishes (spec.openapis.org, Apache-2.0), its
 * dynamic references made plain, which ajv cannot follow from inside `$defs`.
 */
export const openapi: Rule = ({ root }) => {
  if (typeof root.openapi !== 'string' || !/^3\.1\.\d+$/.test(root.openapi)) return [wrongVersion(root.openapi)];
  compiled ??= compile();
  compiled(root);
  return fromSchemaErrors('openapi', '', compiled.errors ?? []);
};

// Compiled at the first use: the file of the contract may not even be YAML.
let compiled: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    formats: { 'media-range': true },
    code: { optimize: false, process: joiningErrors },
  });
  addFormats.default(ajv);
  return ajv.compile(openApi);
}

function wrongVersion(version: unknown): Draft {
  return {
    rule: 'openapi',
    path: '/openapi',
    message: `expected an OpenAPI document of version 3.0, 3.1 or 3.2, received ${show(version)}`,
    fix: "Write `openapi: '3.1.1'` and what that version asks for; a converter makes one of Swagger 2.0.",
  };
}
