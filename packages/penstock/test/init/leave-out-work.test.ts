import { expect, it } from '@jest/globals';
import { ContractDraft } from '../../init/draft.ts';
import { leaveOut } from '../../init/leave-out.ts';
import { counted } from '../contract/counted.ts';

const answers = { '200': { $ref: '#/components/responses/Shared' } };
const documentOf = (shared: object, operations: number) => ({
  paths: Object.fromEntries(
    Array.from({ length: operations }, (_, index) => [`/a${index}`, { get: { responses: answers } }]),
  ),
  components: { responses: { Shared: shared }, schemas: { Bad: {} } },
});

it('looks at what many operations share once for all of them', () => {
  const shared = counted({ schema: { $ref: '#/components/schemas/Bad' }, more: {} });
  const root = documentOf({ content: shared.value }, 50);
  const finding = {
    rule: 'schema',
    path: '/components/schemas/Bad/type',
    message: '',
    fix: '',
    file: '',
    line: 1,
    column: 1,
  };
  const out = leaveOut(ContractDraft.ofValue(documentOf({}, 50)), root, [finding]);
  expect(out).toHaveLength(50);
  expect(shared.walks()).toBe(1);
});
