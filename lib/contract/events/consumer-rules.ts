import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Draft } from '../finding.ts';
import type { JsonObject } from '../json.ts';
import { fromSchemaErrors } from '../schema-errors.ts';
import { consumersSchema } from './consumers-schema.ts';

const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(consumersSchema);

/** What is wrong with a consumers.yaml, given the event types there are. */
export function checkConsumers(root: JsonObject, _types: readonly string[]): readonly Draft[] {
  // The rules read members whose shape this proves.
  return validate(root) ? [] : fromSchemaErrors('consumers', '', validate.errors ?? []);
}
