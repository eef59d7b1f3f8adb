import type { DatabaseSync } from 'node:sqlite';
import { object, parseJson } from '../../../json.ts';
import type { Store } from './store.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS documents (
    kind TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, name)
  )
`;

/** Small things by kind and name: the definitions of tables, the tokens of transactions. */
export function createDocuments(
  database: DatabaseSync,
): Pick<Store, 'documents' | 'document' | 'saveDocument' | 'removeDocument'> {
  database.exec(schema);
  const all = database.prepare('SELECT document FROM documents WHERE kind = ? ORDER BY name');
  const one = database.prepare('SELECT document FROM documents WHERE kind = ? AND name = ?');
  const save = database.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM documents WHERE kind = ? AND name = ?');
  const read = (row: { readonly document?: unknown }) => object(parseJson(String(row.document)));
  return {
    documents: (kind) => all.all(kind).map(read),
    document: (kind, name) => {
      const row = one.get(kind, name);
      return row === undefined ? undefined : read(row);
    },
    saveDocument: (kind, name, document) => void save.run(kind, name, JSON.stringify(document)),
    removeDocument: (kind, name) => void remove.run(kind, name),
  };
}
