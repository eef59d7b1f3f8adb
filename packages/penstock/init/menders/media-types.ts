import { segmentsOf } from '../../contract/node.ts';
import { above, type Mender } from '../mending.ts';

/** `application/json, version=1` has a parameter; of several in one name the first stays; `json` is what it says. */
export const mediaType: Mender = ({ draft, finding: { path, rule } }) => {
  const written = segmentsOf(path).at(-1) ?? '';
  const renamed = corrected(written);
  if (renamed === undefined || draft.valueAt(`${above(path)}/${renamed.replaceAll('/', '~1')}`) !== undefined) return;
  draft.rename(path, renamed, { rule, review: true });
};

function corrected(written: string): string | undefined {
  const parts = written.split(/\s*[,;]\s*/).filter((part) => part !== '');
  const [first = '', ...rest] = parts;
  const essence = /^json$/i.test(first) ? 'application/json' : first;
  if (!/^[\w.+*-]+\/[\w.+*-]+$/.test(essence)) return undefined;
  return [essence, ...rest.filter((part) => /^[\w.-]+=[\w.-]+$/.test(part))].join('; ');
}
