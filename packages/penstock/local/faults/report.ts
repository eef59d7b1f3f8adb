import { type JsonObject, object, texts } from '../json.ts';

/** What is set and what has happened, in lines for a person. @param provider the dial; absent: there is no provider */
export function faultReport(found: JsonObject, provider: JsonObject | undefined): readonly string[] {
  const { functions, seed, ...chances } = object(found.plan);
  const only = functions === undefined ? '' : `, for ${texts(functions).join(', ')} alone`;
  const set = pairs(chances);
  const lines = [
    `Pollers and bus: ${set === '' ? 'no faults' : `${set}${only}, seed ${seed ?? 1}`}`,
    ...(set === '' ? [] : [`  happened: ${pairs(object(found.counts)) || 'nothing yet'}`]),
  ];
  if (provider === undefined) return lines;
  const { seed: dialSeed, ...dial } = provider;
  const wrong = pairs(dial);
  return [...lines, `Provider: ${wrong === '' ? 'no faults' : `${wrong}, seed ${dialSeed}`}`];
}

/** Those that are not off, e.g. `duplicate 0.05, hang`. */
function pairs(values: JsonObject): string {
  return Object.entries(values)
    .filter(([, value]) => value !== 0 && value !== false)
    .map(([name, value]) => (value === true ? name : `${name} ${value}`))
    .join(', ');
}
