import type { Finding } from '../finding.ts';
import { placeOf as find, type placeOf } from './places.ts';

/** What a rule finds about a declaration; `option` leads to one of its options. */
export interface RpcDraft extends Pick<Finding, 'rule' | 'message' | 'fix'> {
  readonly of: Parameters<typeof placeOf>[0];
  readonly option?: readonly number[];
}

/** A finding in its file. */
export function placedIn(folder: string, { of, option, ...said }: RpcDraft): Finding {
  const { file, line, column } = find(of, option);
  return { file: `${folder}/${file}`, line, column, path: nameOf(of), ...said };
}

const nameOf = (of: RpcDraft['of']): string => ('typeName' in of ? of.typeName : `${of.parent.typeName}.${of.name}`);
