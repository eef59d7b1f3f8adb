import { asArray, asObject, isObject } from '../../contract/json.ts';
import { child } from '../../contract/node.ts';
import { type Mender, type Mending, operationsOf } from '../mending.ts';

/** The way to write a form whose names would be contested, or whose fields are more than a text: as its finding says. */
export function mendForm({ draft, source, finding: { rule, message, fix = '' } }: Mending): void {
  const [, name, way] =
    /^Set encoding of (.+) to (style: deepObject|contentType: application\/json)\.$/.exec(fix) ?? [];
  const operation = operationsOf(source.root).find(({ label }) => message.startsWith(`${label}: `));
  if (name === undefined || operation?.requestBody === undefined) return;
  const content = child(operation.requestBody, 'content');
  const encoding =
    way === 'style: deepObject' ? { style: 'deepObject', explode: true } : { contentType: 'application/json' };
  for (const type of Object.keys(asObject(content.value)).filter((one) => /urlencoded|form-data/.test(one))) {
    const pointer = `${child(content, type).pointer}/encoding`;
    const given = asObject(draft.valueAt(pointer));
    draft.set(pointer, { ...given, [name]: encoding }, { rule, review: true });
  }
}

/** Content that can't be taken goes, where there is other content. */
export function dropContent({ draft, source, finding: { path, rule } }: Mending): void {
  const [, pointer, list = ''] = /^((.*\/content)\/[^/]+)/.exec(path) ?? [];
  const others = Object.keys(asObject(draft.valueAt(list))).length;
  if (pointer !== undefined && others > 1 && isObject(source.root)) draft.remove(pointer, { rule });
}

/** Ten open at once, each for its timeout of three seconds: as many begin. */
const ofStream = { throttle: { rate: 3, burst: 6 }, concurrency: 10 };

/** A stream that can be asked for again, and says how many may be open. */
export const streams: Mender = (mending) => {
  const { draft, finding } = mending;
  const { rule, path, message } = finding;
  const pointer = /^\/paths\/[^/]+\/[a-z]+/.exec(path)?.[0];
  if (pointer === undefined) return;
  if (message.includes('expected the header parameter Last-Event-ID') && message.endsWith('no such parameter')) {
    const described = { name: 'Last-Event-ID', in: 'header', schema: { type: 'string', maxLength: 256 } };
    const list = `${pointer}/parameters`;
    draft.set(list, [...asArray(draft.valueAt(list)), described], { rule, review: true });
  } else if (message.includes('expected a concurrency of its own')) {
    const given = asObject(draft.valueAt(`${pointer}/x-penstock`));
    draft.set(`${pointer}/x-penstock`, { ...given, ...ofStream }, { rule, review: true });
  } else if (message.includes('expected GET of an operation')) withoutStream(mending, pointer);
};

/** A call that changes something answers once: of its media types the others stay. */
export function withoutStream({ draft, source, finding: { rule } }: Mending, pointer: string): void {
  const operation = operationsOf(source.root).find(({ node }) => node.pointer === pointer);
  for (const [, response] of operation?.responses ?? []) {
    const content = child(response, 'content');
    const types = Object.keys(asObject(content.value));
    if (types.length > 1 && types.includes('text/event-stream'))
      draft.remove(`${content.pointer}/text~1event-stream`, { rule });
  }
}
