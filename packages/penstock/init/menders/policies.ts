import { isObject } from '../../contract/json.ts';
import { nameForm, takenNames } from '../../contract/rules/operation-id.ts';
import { type Mender, operationOf, operationsOf } from '../mending.ts';

/** Of the 900 executions at once that an account may reserve, what the functions of the kit leave to operations. */
const reservable = 650;

/** Each operation has its share of what an account runs at once, and as many requests a second as that can take. */
function defaultsOf(operations: number) {
  const concurrency = Math.max(1, Math.min(50, Math.floor(reservable / operations)));
  const rate = concurrency * 2;
  return {
    throttle: { rate, burst: rate * 2 },
    timeout: 3,
    slo: { availability: 99.9, p99: 500 },
    concurrency,
  };
}

/** The numbers that every operation needs, once for all of them. */
export const policy: Mender = ({ draft, source, finding: { rule } }) => {
  const given = draft.valueAt('/x-penstock');
  const before = isObject(given) ? given : {};
  const defaults = defaultsOf(operationsOf(source.root).length);
  const missing = Object.entries(defaults).filter(([name]) => before[name] === undefined);
  if (missing.length > 0)
    draft.set('/x-penstock', { ...before, ...Object.fromEntries(missing) }, { rule, review: true });
};

/** As the stages of a new app name them. */
export const somePlans = { free: { rate: 50, burst: 100 }, pro: { rate: 500, burst: 1000 } };

export const plans: Mender = ({ draft, finding: { rule } }) => {
  if (draft.valueAt('/x-penstock-plans') !== undefined) return;
  draft.set('/x-penstock-plans', somePlans, { rule, review: true });
};

/** A retry of a POST without a key may be done twice: only its owner knows whether that matters. */
export const idempotency: Mender = ({ draft, source, finding }) => {
  const pointer = operationOf(finding.path);
  if (pointer === undefined) return;
  const operation = operationsOf(source.root).find(({ node }) => node.pointer === pointer);
  const key = operation?.parameters.find(({ value }) => isKey(value));
  const { rule } = finding;
  if (key === undefined) {
    if (operation?.method === 'post') draft.set(`${pointer}/x-penstock/idempotency`, 'none', { rule, review: true });
    return;
  }
  if (operation?.policy.idempotency !== 'required')
    draft.set(`${pointer}/x-penstock/idempotency`, 'required', { rule, review: true });
  if (isObject(key.value) && key.value.required !== true)
    draft.set(`${key.pointer}/required`, true, { rule, review: true });
};

const isKey = (value: unknown): boolean =>
  isObject(value) && value.in === 'header' && String(value.name).toLowerCase() === 'idempotency-key';

/** The name that the contract gives, in our form; else what the operation does. */
export const operationId: Mender = ({ draft, source, finding: { path, rule } }) => {
  const pointer = operationOf(path);
  const operations = operationsOf(source.root);
  const operation = operations.find(({ node }) => node.pointer === pointer);
  if (operation === undefined || pointer === undefined) return;
  const given = draft.valueAt(`${pointer}/operationId`);
  const taken = new Set(
    operations.map(({ node }) => String(draft.valueAt(`${node.pointer}/operationId`)).toLowerCase()),
  );
  const words = typeof given === 'string' && /[A-Za-z]/.test(given) ? given : `${operation.method} ${operation.path}`;
  const name = free(camel(words), taken);
  if (nameForm.test(name)) draft.set(`${pointer}/operationId`, name, { rule, review: true });
};

function camel(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? decapitalized(word) : capitalized(word))).join('');
  const name = /^[a-z]/.test(joined) ? joined : `call${capitalized(joined)}`;
  return name.slice(0, 40);
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
/** `GETUser` is `getUser`, and `ID` is `id`. */
const decapitalized = (word: string): string =>
  word.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (first) => first.toLowerCase());

function free(name: string, taken: ReadonlySet<string>): string {
  const isFree = (candidate: string) => !taken.has(candidate.toLowerCase()) && !Object.hasOwn(takenNames, candidate);
  if (isFree(name)) return name;
  for (let next = 2; ; next += 1) {
    const candidate = `${name.slice(0, 40 - String(next).length)}${next}`;
    if (isFree(candidate)) return candidate;
  }
}

/** A year from now: whoever deprecated it has to say the day. */
export const sunset: Mender = ({ draft, finding: { path, rule, message } }) => {
  const isAbsent = message.startsWith('expected x-sunset on what is deprecated, received nothing');
  if (!isAbsent && !message.startsWith('expected a date of the calendar')) return;
  const year = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
  draft.set(path.replace(/\/deprecated$/, '/x-sunset'), year, { rule, review: true });
};
