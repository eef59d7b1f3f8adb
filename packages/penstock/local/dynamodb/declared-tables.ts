import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';

/** What a template declares a table with. */
const tableTypes = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'] as const;

export function declaredTables(assembly: Pick<ResolvedAssembly, 'resources'>): readonly Resource[] {
  return tableTypes.flatMap((type) => assembly.resources(type));
}
