import { asObject, isObject } from '../../contract/json.ts';
import { segmentsOf } from '../../contract/node.ts';
import type { Mender, Mending } from '../mending.ts';

export const security: Mender = (mending) => {
  const { draft, finding } = mending;
  const { rule, message, path } = finding;
  if (/expected security, its own or the root's, received/.test(message)) open(mending);
  // Whoever may call without showing anything is asked from now on: the safer of the two.
  else if (message.includes('received {} beside requirements')) draft.remove(path, { rule });
  else if (path.startsWith('/components/securitySchemes/')) serve(mending);
  else if (message.includes('expected one token or one key in a requirement')) onlyOne(mending);
  else if (message.includes('expected a scheme of components.securitySchemes')) describe(mending);
};

/** Of several that all have to be shown, the token: it says who calls. */
function onlyOne({ draft, finding: { path, rule } }: Mending): void {
  const requirement = asObject(draft.valueAt(path));
  const schemes = asObject(draft.valueAt('/components/securitySchemes'));
  const names = Object.keys(requirement);
  const kept = names.find((name) => asObject(schemes[name]).type !== 'apiKey') ?? names[0];
  if (kept !== undefined) draft.set(path, { [kept]: requirement[kept] }, { rule, review: true });
}

function describe({ draft, finding: { rule, message } }: Mending): void {
  const [, name] = /received "([\w.-]+)", which is none of them/.exec(message) ?? [];
  if (name !== undefined) {
    draft.set(`/components/securitySchemes/${name}`, { type: 'http', scheme: 'bearer' }, { rule, review: true });
  }
}

/** An API that says nothing of who may call it is open (OpenAPI 3.1.1, 4.8.1). */
function open({ draft, finding: { rule } }: Mending): void {
  if (draft.valueAt('/security') === undefined) draft.set('/security', [], { rule, review: true });
}

/** A key moves into a header, and a password gives way to a token; what stands for a certificate only its owner knows. */
function serve({ draft, finding: { rule, path } }: Mending): void {
  const scheme = draft.valueAt(path);
  if (!isObject(scheme)) return;
  const { description } = scheme;
  const kept = typeof description === 'string' ? { description } : {};
  if (scheme.type === 'apiKey') {
    draft.set(path, { ...kept, type: 'apiKey', in: 'header', name: 'X-Api-Key' }, { rule, review: true });
  }
  if (scheme.type === 'http') draft.set(path, { ...kept, type: 'http', scheme: 'bearer' }, { rule, review: true });
}

/** A scope that an operation asks for is one of the scheme's. */
export const scopes: Mender = ({ draft, finding: { rule, path, message } }) => {
  if (!/expected a scope of [^\n]*, received "/.test(message)) return;
  const scope = draft.valueAt(path);
  const name = segmentsOf(path).at(-2) ?? '';
  const flows = `/components/securitySchemes/${name}/flows`;
  if (typeof scope !== 'string' || !/^[A-Za-z0-9_-]+$/.test(name)) return;
  for (const flow of Object.keys(asObject(draft.valueAt(flows)))) {
    const declared = asObject(draft.valueAt(`${flows}/${flow}/scopes`));
    if (declared[scope] === undefined) {
      draft.set(`${flows}/${flow}/scopes`, { ...declared, [scope]: scope }, { rule, review: true });
    }
  }
};
