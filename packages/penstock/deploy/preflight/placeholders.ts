import { type Check, type Finding, finding } from './check.ts';

/** Names that stand for others, and lead nowhere: RFC 2606 and RFC 6761. */
const reserved = /(^|[^a-z0-9-])(example\.(com|net|org)|[a-z0-9.-]+\.(example|invalid|test))(?![a-z0-9.-])/i;

/** Nothing of an example is deployed. */
export const placeholderCheck: Check = {
  id: 'placeholders',
  find: async ({ stage }) => (stage.local === true ? [] : within(stage, `stage ${stage.name}`)),
};

function within(value: unknown, path: string): readonly Finding[] {
  if (typeof value === 'string') {
    if (!reserved.test(value)) return [];
    return [
      finding(path, value, 'a name of your own: this one is reserved for examples', 'write yours in lib/stages.ts'),
    ];
  }
  return Object.entries(Object(value)).flatMap(([name, one]) => within(one, `${path}, ${name}`));
}
