import { amongNamed, claims } from './named-texts.ts';
import { oneText } from './one-text.ts';
import { parameterReader } from './parameter-reader.ts';
import { readValue } from './read-value.ts';

/** Parameters that may be lists, objects or one of several shapes, in whichever style. */
export const composedParameters = parameterReader({
  path: (contract, { raw, decode }) => {
    const { name, style = 'simple', explode = false } = contract;
    return readValue(contract, oneText(raw, { name, style, explode }, decode));
  },
  header: (contract, text) => {
    const { name, explode = false } = contract;
    const written = oneText(text, { name, style: 'simple', explode }, (part) => part);
    // A list in a header may have spaces around its items (RFC 9110, 5.6.1); nothing in it is decoded.
    const parts = () => written.parts()?.map((part) => part.trim());
    const entries = () => written.entries()?.map(([member, value]) => [member.trim(), value.trim()] as const);
    return readValue(contract, { ...written, parts, entries });
  },
  named: (contracts, texts) => {
    const taken = claims(contracts, [...texts.keys()]);
    const claimed = new Set([...taken.values()].flat());
    return {
      readings: new Map(
        contracts.map((contract) => {
          const written = amongNamed(contract, taken.get(contract) ?? [], texts);
          return [contract, readValue(contract, written)];
        }),
      ),
      left: [...texts.keys()].filter((name) => !claimed.has(name)),
    };
  },
});
