import type { JsonObject } from '../json.ts';

/** The parameters of a request in the query protocol. */
export interface Form {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** The texts of a list. */
  texts(name: string): readonly string[];
  /** The structures of a list, each by its members' names. */
  structures(name: string): readonly JsonObject[];
}

export function readForm(body: string): Form {
  const fields = new URLSearchParams(body);
  const members = (name: string) => {
    const found = new Map<number, Record<string, string>>();
    const prefix = `${name}.member.`;
    for (const [key, value] of fields) {
      if (!key.startsWith(prefix)) continue;
      const [index = '', ...member] = key.slice(prefix.length).split('.');
      const structure = found.get(Number(index)) ?? {};
      structure[member.join('.')] = value;
      found.set(Number(index), structure);
    }
    return [...found].toSorted(([a], [b]) => a - b).map(([, structure]) => structure);
  };
  return {
    text: (name) => fields.get(name) ?? undefined,
    flag: (name) => fields.get(name) === 'true',
    texts: (name) => members(name).flatMap(({ '': value }) => (value === undefined ? [] : [value])),
    structures: members,
  };
}
