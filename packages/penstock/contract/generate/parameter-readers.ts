import type { Operation, Parameter } from '../model.ts';
import { defaultStyle } from '../parameter-node.ts';

/** Headers that the chain reads for itself. */
export const ofTheChain = new Set(['x-correlation-id', 'traceparent', 'idempotency-key']);

const readers = {
  plain: { name: 'plainParameters', module: 'penstock/runtime/http/parameters/plain-parameters' },
  composed: { name: 'composedParameters', module: 'penstock/runtime/http/parameters/composed-parameters' },
};

/** What of the runtime reads the parameters of an operation; undefined where it has none of its own. */
export function parameterReaderOf({ parameters }: Operation): (typeof readers)[keyof typeof readers] | undefined {
  const own = parameters.filter(({ in: place, name }) => place !== 'header' || !ofTheChain.has(name.toLowerCase()));
  if (own.length === 0) return undefined;
  return own.every(isPlain) ? readers.plain : readers.composed;
}

/** One value, in the style that its place has by default. */
const isPlain = ({ in: place, type, style }: Parameter): boolean =>
  typeof type === 'string' && style === defaultStyle(place);
