import { parameterReader } from './parameter-reader.ts';
import { onlyText, readPlain } from './plain-value.ts';

/** Parameters that are one value each, in the style that their place has by default. */
export const plainParameters = parameterReader({
  path: (contract, { raw, decode }) => readPlain(contract, () => decode(raw)),
  header: (contract, text) => readPlain(contract, () => text),
  named: (contracts, texts) => {
    const names = new Set(contracts.map(({ name }) => name));
    return {
      readings: new Map(
        contracts.map((contract) => [contract, readPlain(contract, () => onlyText(texts.get(contract.name)))]),
      ),
      left: [...texts.keys()].filter((name) => !names.has(name)),
    };
  },
});
