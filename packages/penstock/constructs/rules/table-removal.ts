import { show } from 'penstock-rules/json';
import { eachResource, violation } from 'penstock-rules/template/resources';
import type { Rule, Subject } from './rule.ts';

const tables = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];

/** Where the stage keeps its data, a deleted stack leaves its tables. */
export const tableRemovalRule: Rule = {
  id: 'table-removal',
  check: eachResource(tables, (table, { stage }: Subject) => {
    if (stage.removal === 'destroy' || String(table.deletionPolicy).startsWith('Retain')) return [];
    const message = `received ${show(table.deletionPolicy)}, expected "Retain": the stage has removal "retain"`;
    return [violation(table, 'DeletionPolicy', message, "take `removalPolicy` from the stage's `removal`")];
  }),
};
