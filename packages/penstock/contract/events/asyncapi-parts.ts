import { asObject, type JsonObject } from '../json.ts';
import type { Contract } from '../model.ts';
import { selfContained } from '../schema.ts';

/** AsyncAPI knows a license's name and address, not its SPDX identifier. */
export function licenseIn({ document }: Pick<Contract, 'document'>): object {
  const { license } = asObject(document.info);
  if (license === undefined) return {};
  const { name, identifier, url } = asObject(license);
  const address = url ?? (identifier === undefined ? undefined : `https://spdx.org/licenses/${identifier}.html`);
  return { license: { name, ...(address === undefined ? {} : { url: address }) } };
}

/** Schemas by their names with all that they refer to, as `components/schemas` of another document. */
export function schemasWithin(document: JsonObject, named: Readonly<Record<string, JsonObject>>): JsonObject {
  const found = Object.entries(named).map(([name, schema]) => {
    const { $defs, ...own } = selfContained(document, schema);
    return { ...asObject($defs), [name]: own };
  });
  const text = JSON.stringify(Object.assign({}, ...found)).replaceAll('"#/$defs/', '"#/components/schemas/');
  const all = asObject(JSON.parse(text));
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}
